import { isBrokenCircuitError } from 'cockatiel';
import { type Failure, makeFailure, type Result } from '../../src-shared/failure.ts';
import { formatClock } from '../../src-shared/format.ts';
import type { Circuit, OperationKind } from '../../src-shared/model.ts';
import type { Log } from '../lib/log.ts';
import { retrying } from '../lib/retry.ts';
import { type CircuitOptions, HostCircuit, usualCircuit } from './circuit.ts';
import { mayRepeat, verdictOf } from './faults.ts';

export interface Resilience {
  /** How often what is safe to repeat is done again. */
  readonly retries: number;
  /** The wait before the first repetition, in ms; each further one is twice as long. */
  readonly firstWaitMs: number;
  readonly circuit: CircuitOptions;
}

/** Five repetitions after 0.25, 0.5, 1, 2 and 4 s: a daemon that restarts is back by then, and a click does not hang for long. */
export const usualResilience: Resilience = { retries: 5, firstWaitMs: 250, circuit: usualCircuit };

/** What stands between the operations of a host and the host: repetition of what may be repeated, and a rest for a host that fails. */
export interface Guard {
  /** Why nothing is let through now; null where something is. */
  refusal(): Failure | null;
  /** Does `act`, again where that is safe and helps. An operation with all its repetitions is one failure of the host. */
  execute<T>(kind: OperationKind, act: (repetition: number) => Promise<Result<T>>, signal: AbortSignal, log: Log): Promise<Result<T>>;
  /** Lets the next one through at once. */
  retry(): void;
  close(): void;
}

export function openGuard(resilience: Resilience, tell: (circuit: Circuit) => void): Guard {
  const circuit = new HostCircuit(resilience.circuit, tell);
  const refusal = () => {
    const untilMs = circuit.openUntilMs;
    return untilMs === null ? null : restFailure(untilMs, resilience.circuit.failures);
  };
  return {
    refusal,
    execute: async (kind, act, signal, log) => {
      const repeated = () =>
        retrying(act, {
          retries: resilience.retries,
          firstWaitMs: resilience.firstWaitMs,
          again: (result) => !result.ok && mayRepeat(kind, result.failure),
          onRetry: ({ number, waitMs }) => log.warn('An operation is tried again', { kind, number, waitMs }),
          signal,
        });
      try {
        return await circuit.execute(repeated, (result) => (result.ok ? 'answered' : verdictOf(kind, result.failure)));
      } catch (error) {
        // It opened while this one waited in the queue.
        if (!isBrokenCircuitError(error)) throw error;
        return { ok: false, failure: refusal() ?? restFailure(Date.now(), resilience.circuit.failures) };
      }
    },
    retry: () => circuit.retry(),
    close: () => circuit.close(),
  };
}

function restFailure(untilMs: number, failures: number): Failure {
  return makeFailure(
    'docker_api_error',
    `The engine failed ${failures} times in a row, so nothing is asked of it until ${formatClock(untilMs)}. Choose Retry now to try at once.`,
    { circuit: 'open', untilMs: String(untilMs) },
  );
}
