import type { InspectedContainer } from './inspected.ts';

/** What is looked at to tell whether a new container is well. */
export interface Look {
  readonly state: InspectedContainer['State'];
  readonly restartCount: number;
  /** Since it was started, in ms. */
  readonly sinceStartMs: number;
  /** Null for what is no flow container. */
  readonly flowConnected: boolean | null;
}

export type Verdict =
  | { readonly kind: 'well' }
  /** `why` goes on after 'the new container ', for when time runs out. */
  | { readonly kind: 'notYet'; readonly why: string }
  | { readonly kind: 'failed'; readonly why: string };

/**
 * Whether a container that was just started is well: by its health check where it has one, else by running still after
 * `settleMs`, and for flow containers by being connected. One that ended or was restarted is not. Pure.
 */
export function judge(look: Look, settleMs: number): Verdict {
  const { state } = look;
  if (state.Restarting || look.restartCount > 0) return { kind: 'failed', why: `ended by itself${codeWords(state)} and was restarted` };
  if (!state.Running) return { kind: 'failed', why: `ended by itself${codeWords(state)}` };
  switch (state.Health?.Status ?? 'none') {
    case 'unhealthy':
      return { kind: 'failed', why: 'is unhealthy' };
    case 'starting':
      return { kind: 'notYet', why: 'did not become healthy in time' };
    case 'healthy':
      break;
    default:
      if (look.sinceStartMs < settleMs) return { kind: 'notYet', why: 'was not looked at for long enough' };
  }
  if (look.flowConnected === false) return { kind: 'notYet', why: 'did not connect to its flow socket in time' };
  return { kind: 'well' };
}

function codeWords(state: InspectedContainer['State']): string {
  if (state.OOMKilled) return ' for lack of memory';
  return state.Restarting ? '' : `, exit code ${state.ExitCode}`;
}
