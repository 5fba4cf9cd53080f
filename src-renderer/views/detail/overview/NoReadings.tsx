import { isRunning } from '../../../../src-shared/describe.ts';
import type { Container } from '../../../../src-shared/model.ts';
import { Button } from '../../../components/Button.tsx';
import { chooseWindow } from './overview-store.ts';

export interface NoReadingsProps {
  readonly container: Container;
  /** Whether there are readings from before the chosen window. */
  readonly hasEarlier: boolean;
}

/** In place of charts that would all be empty. */
export function NoReadings({ container, hasEarlier }: NoReadingsProps) {
  return (
    <div className="no-readings" role="status">
      <h2>{hasEarlier ? 'No readings in this time' : isRunning(container) ? 'No readings yet' : 'No readings were kept'}</h2>
      <p className="secondary">
        {isRunning(container)
          ? 'CPU, memory and the rest are drawn as soon as the engine tells them.'
          : 'CPU, memory and the rest are drawn while it runs.'}
      </p>
      {hasEarlier && <Button label="Show all that is kept" onPress={() => chooseWindow('all')} />}
    </div>
  );
}
