import type { Container } from '../../src-shared/model.ts';
import { type Limit, limitConcurrency } from '../lib/limit.ts';

export interface ReinspectorOptions {
  /** Null: it is gone. */
  readonly inspect: (containerId: string) => Promise<Container | null>;
  readonly onInspected: (container: Container) => void;
  readonly onFailed: (containerId: string, error: unknown) => void;
  readonly settleMs: number;
  readonly gapMs: number;
  readonly atOnce: number;
  readonly signal: AbortSignal;
}

interface Entry {
  /** Grows with every event: an answer that was asked for before the last one may tell of the time before it. */
  events: number;
  timer: NodeJS.Timeout | null;
  busy: boolean;
  lastAtMs: number;
  failures: number;
}

const mostFailures = 3;

/** Asks for a container's facts after its events: once for many, never with an answer older than an event. */
export class Reinspector {
  private readonly entries = new Map<string, Entry>();
  private readonly limit: Limit;
  private readonly options: ReinspectorOptions;

  constructor(options: ReinspectorOptions) {
    this.options = options;
    this.limit = limitConcurrency(options.atOnce);
    options.signal.addEventListener('abort', () => this.clear(), { once: true });
  }

  /** Something happened to the container. */
  mark(containerId: string): void {
    if (this.options.signal.aborted) return;
    const entry = this.entries.get(containerId) ?? { events: 0, timer: null, busy: false, lastAtMs: Number.NEGATIVE_INFINITY, failures: 0 };
    this.entries.set(containerId, entry);
    entry.events += 1;
    this.schedule(containerId, entry);
  }

  /** It is gone: nothing that is still under way is told. */
  drop(containerId: string): void {
    const entry = this.entries.get(containerId);
    if (entry?.timer) clearTimeout(entry.timer);
    this.entries.delete(containerId);
  }

  private schedule(containerId: string, entry: Entry): void {
    if (entry.timer || entry.busy) return;
    const waitMs = Math.max(this.options.settleMs, entry.lastAtMs + this.options.gapMs * (entry.failures + 1) - performance.now());
    entry.timer = setTimeout(() => {
      entry.timer = null;
      void this.run(containerId, entry);
    }, waitMs);
  }

  private async run(containerId: string, entry: Entry): Promise<void> {
    entry.busy = true;
    let eventsBefore = entry.events;
    try {
      const container = await this.limit(() => {
        eventsBefore = entry.events;
        return this.options.inspect(containerId);
      });
      entry.failures = 0;
      const settled = this.isCurrent(containerId, entry) && entry.events === eventsBefore;
      if (settled && container) this.options.onInspected(container);
      // A late event of a container that is gone would otherwise be remembered for ever.
      if (settled && !container) this.drop(containerId);
    } catch (error) {
      if (!this.isCurrent(containerId, entry)) return;
      entry.failures += 1;
      this.options.onFailed(containerId, error);
      if (entry.failures < mostFailures) entry.events += 1;
    } finally {
      entry.busy = false;
      entry.lastAtMs = performance.now();
      if (this.isCurrent(containerId, entry) && entry.events !== eventsBefore) this.schedule(containerId, entry);
    }
  }

  private isCurrent(containerId: string, entry: Entry): boolean {
    return !this.options.signal.aborted && this.entries.get(containerId) === entry;
  }

  private clear(): void {
    for (const entry of this.entries.values()) if (entry.timer) clearTimeout(entry.timer);
    this.entries.clear();
  }
}
