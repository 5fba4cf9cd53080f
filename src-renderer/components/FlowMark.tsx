import type { FlowStatus } from '../../src-shared/flow.ts';
import './FlowMark.css';

/** How a flow container's socket stands, as it is read aloud and in tooltips. */
export function flowWords(flow: FlowStatus): string {
  switch (flow.state.state) {
    case 'connected':
      return 'Takes messages, connected';
    case 'waiting':
      return 'Takes messages, not connected yet';
    case 'failed':
      return `Can’t take messages. ${flow.state.message}`;
  }
}

/** A 12 px speech bubble: filled while connected, dashed while waited for, with a cross where the socket failed. Never without words near it. */
export function FlowMark({ flow }: { readonly flow: FlowStatus }) {
  const { state } = flow.state;
  return (
    <svg className={`flow-mark flow-mark-${state}`} width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
      <path
        d="M2 1.5h8a1 1 0 0 1 1 1v5a1 1 0 0 1-1 1H5.5L3 11V8.500H2a1 1 0 0 1-1-1v-5a1 1 0 0 1 1-1Z"
        fill={state === 'connected' ? 'currentColor' : 'none'}
        stroke="currentColor"
        strokeWidth="1"
        strokeLinejoin="round"
        strokeDasharray={state === 'waiting' ? '1.5 1.5' : undefined}
      />
      {state === 'failed' && <path d="M4.500 3.500l3 3m0-3l-3 3" stroke="currentColor" strokeWidth="1" strokeLinecap="round" />}
    </svg>
  );
}
