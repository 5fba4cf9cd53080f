import { type CircuitBreakerPolicy, CircuitState, circuitBreaker, handleWhenResult, type IBreaker } from 'cockatiel';
import type { Circuit } from '../../src-shared/model.ts';
import type { Verdict } from './faults.ts';

export interface CircuitOptions {
  /** Failures of the host in a row that open it. */
  readonly failures: number;
  /** How long it stays open before one is let through, in ms. */
  readonly openMs: number;
  /** Successes that close it again. */
  readonly successes: number;
}

export const usualCircuit: CircuitOptions = { failures: 5, openMs: 60_000, successes: 2 };

/**
 * Keeps a host that fails from being asked again and again: cockatiel's breaker, which here closes for good only after
 * several successes; a fault before that opens it at once.
 */
export class HostCircuit {
  private shown: Circuit = { state: 'closed' };
  private readonly breaker: TrialBreaker;
  private readonly policy: CircuitBreakerPolicy;
  private readonly options: CircuitOptions;
  private readonly tell: (circuit: Circuit) => void;
  private tryNow = false;
  private timer: NodeJS.Timeout | null = null;

  constructor(options: CircuitOptions, tell: (circuit: Circuit) => void) {
    this.options = options;
    this.tell = tell;
    this.breaker = new TrialBreaker(options);
    // cockatiel reads `duration` at each try, so that 'Retry now' can end the wait.
    const wait = Object.defineProperty({ duration: 0, next: () => wait }, 'duration', {
      get: () => (this.tryNow ? 0 : options.openMs),
    });
    this.policy = circuitBreaker(
      handleWhenResult((end) => end instanceof End && end.verdict === 'fault'),
      { halfOpenAfter: { next: () => wait }, breaker: this.breaker },
    );
    this.policy.onBreak(() => this.opened());
    this.policy.onHalfOpen(() => {
      this.tryNow = false;
      this.breaker.beginTrial();
      this.show({ state: 'halfOpen' });
    });
  }

  /** Until when nothing is let through, in ms since the epoch; null where something is. */
  get openUntilMs(): number | null {
    if (this.policy.state !== CircuitState.Open || this.shown.state !== 'open') return null;
    return Date.now() < this.shown.untilMs ? this.shown.untilMs : null;
  }

  /** Does `run` and learns from its end. Rejects with cockatiel's BrokenCircuitError where it has opened meanwhile. */
  async execute<T>(run: () => Promise<T>, judge: (value: T) => Verdict): Promise<T> {
    const neutral: { end: End<T> | null } = { end: null };
    try {
      const end = await this.policy.execute(async () => {
        const value = await run();
        const ended = new End(value, judge(value));
        if (ended.verdict !== 'unknown') return ended;
        // What neither failed nor succeeded must not count as either: cockatiel counts no errors that it does not handle.
        neutral.end = ended;
        throw new Error('this end says nothing of the host');
      });
      return end.value;
    } catch (error) {
      if (neutral.end !== null) return neutral.end.value;
      throw error;
    } finally {
      if (this.policy.state === CircuitState.Closed && !this.breaker.onTrial) this.show({ state: 'closed' });
    }
  }

  /** Lets the next one through now. */
  retry(): void {
    if (this.policy.state !== CircuitState.Open) return;
    this.tryNow = true;
    this.show({ state: 'halfOpen' });
  }

  close(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
  }

  private opened(): void {
    this.tryNow = false;
    this.show({ state: 'open', untilMs: Date.now() + this.options.openMs });
    this.timer = setTimeout(() => this.show({ state: 'halfOpen' }), this.options.openMs);
    this.timer.unref();
  }

  private show(circuit: Circuit): void {
    if (circuit.state !== 'open' && circuit.state === this.shown.state) return;
    this.close();
    this.shown = circuit;
    this.tell(circuit);
  }
}

class End<T> {
  readonly value: T;
  readonly verdict: Verdict;

  constructor(value: T, verdict: Verdict) {
    this.value = value;
    this.verdict = verdict;
  }
}

/** Counts faults in a row; on trial (after it was open) a single one is too many until enough have succeeded. */
class TrialBreaker implements IBreaker {
  /** cockatiel can store and restore it; we never do. */
  state: unknown = null;
  private faults = 0;
  private owed = 0;
  private readonly options: CircuitOptions;

  constructor(options: CircuitOptions) {
    this.options = options;
  }

  get onTrial(): boolean {
    return this.owed > 0;
  }

  beginTrial(): void {
    this.owed = this.options.successes;
    this.faults = 0;
  }

  success(): void {
    this.faults = 0;
    this.owed = Math.max(0, this.owed - 1);
  }

  failure(state: CircuitState): boolean {
    this.faults += 1;
    return state === CircuitState.HalfOpen || this.onTrial || this.faults >= this.options.failures;
  }
}
