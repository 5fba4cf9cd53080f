import { isRunning } from '../../../src-shared/describe.ts';
import type { FlowStatus } from '../../../src-shared/flow.ts';
import type { Container } from '../../../src-shared/model.ts';
import { FlowMark, flowWords } from '../../components/FlowMark.tsx';

/** Beside the name of a flow container: its mark, and a word where it is not connected though it could be. */
export function RowFlow({ container, flow }: { readonly container: Container; readonly flow: FlowStatus }) {
  const { state } = flow.state;
  const word = state === 'failed' ? 'no socket' : state === 'waiting' && isRunning(container) ? 'waiting' : null;
  return (
    <span className="name-flow" data-tip={flowWords(flow)}>
      <FlowMark flow={flow} />
      {word !== null && <span className={state === 'failed' ? 'is-bad' : undefined}>{word}</span>}
    </span>
  );
}
