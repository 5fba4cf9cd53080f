import { exitCodeWords, isRunning, shownState, stateWords } from '../../../../src-shared/describe.ts';
import { formatMemoryLimit } from '../../../../src-shared/format.ts';
import type { Container } from '../../../../src-shared/model.ts';
import { StateShape } from '../../../components/StateShape.tsx';

export interface NotRunningProps {
  readonly container: Container;
  readonly hasData: boolean;
}

/** Why the numbers stopped, above the charts of a container that does not run. */
export function NotRunning({ container, hasData }: NotRunningProps) {
  if (isRunning(container)) return null;
  const state = shownState(container);
  return (
    <div className={state === 'crashed' || state === 'dead' ? 'not-running not-running-bad' : 'not-running'} role="status">
      <StateShape state={state} />
      <span>{causeWords(container)}</span>
      <span className="small secondary">{hasData ? 'The charts end where it did.' : 'Charts begin when it runs.'}</span>
    </div>
  );
}

/** The cause in words: 'Out of memory at 512 MiB', 'Exited 127: command not found', 'Finished, code 0'. */
export function causeWords(container: Container): string {
  const { end, state, memoryLimitBytes } = container;
  if (state === 'created') return 'Created, never started';
  if (!end) return stateWords[shownState(container)];
  if (end.outOfMemory) return memoryLimitBytes === null ? 'Out of memory' : `Out of memory at ${formatMemoryLimit(memoryLimitBytes)}`;
  if (end.requested === 'yes' && end.by.kind === 'you') return 'Stopped by you';
  if (end.requested === 'yes' && end.by.kind === 'dockerCompose') return 'Stopped by docker compose';
  if (end.exitCode === null) return 'Exited, code not known';
  if (end.exitCode === 0) return 'Finished, code 0';
  const words = exitCodeWords(end.exitCode);
  return words ? `Exited ${end.exitCode}: ${words}` : `Exited ${end.exitCode}`;
}
