import { shownState } from '../../../../src-shared/describe.ts';
import type { Container } from '../../../../src-shared/model.ts';
import { StateShape } from '../../../components/StateShape.tsx';
import { causeOf } from '../../containers/cause.ts';

export interface NotRunningProps {
  readonly container: Container;
  readonly hasData: boolean;
}

/** Why the numbers stopped, above the charts of a container that does not run. */
export function NotRunning({ container, hasData }: NotRunningProps) {
  const cause = causeOf(container);
  if (!cause) return null;
  const more = [cause.more, hasData ? 'The charts end where it did.' : null];
  return (
    <div className={`not-running not-running-${cause.tone}`} role="status">
      <StateShape state={shownState(container)} />
      <span>{cause.what}</span>
      <span className="small secondary clip">{more.filter((part) => part !== null).join(' · ')}</span>
    </div>
  );
}
