import type { AttentionParts } from '../attention-parts.ts';
import type { RunBook } from './run-book.ts';
import { readSeen, type SeenRecord, seenRecord, seenValueKey } from './seen-record.ts';

/** Writes down what runs on each host, so that the next start knows what died meanwhile. */
export class SeenKeeper {
  private kept: ReadonlyMap<string, unknown> = new Map();
  /** Hosts whose record may be replaced: what it told has been looked at. */
  private readonly read = new Set<string>();
  private readonly timers = new Map<string, NodeJS.Timeout>();
  private readonly runs: RunBook;
  private readonly parts: Pick<AttentionParts, 'fleet' | 'store' | 'now' | 'times'>;

  constructor(parts: Pick<AttentionParts, 'fleet' | 'store' | 'now' | 'times'>, runs: RunBook) {
    this.parts = parts;
    this.runs = runs;
  }

  load(values: ReadonlyMap<string, unknown>): void {
    this.kept = values;
  }

  /** What an earlier run has seen of the host; from now on it is written anew. */
  take(hostId: string): SeenRecord | null {
    const record = readSeen(this.kept.get(seenValueKey(hostId)));
    this.read.add(hostId);
    this.changed(hostId);
    return record;
  }

  /** What runs there may have changed. */
  changed(hostId: string): void {
    if (!this.read.has(hostId) || this.timers.has(hostId)) return;
    const write = () => {
      this.timers.delete(hostId);
      this.write(hostId);
    };
    this.timers.set(hostId, setTimeout(write, this.parts.times.seenMs).unref());
  }

  /** Writes what is known now, and stops. */
  close(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.timers.clear();
    for (const hostId of this.read) this.write(hostId);
  }

  /** Of an engine that is away nothing is known: what it ran when it was lost stays. */
  private write(hostId: string): void {
    const host = this.parts.fleet().hosts.get(hostId);
    if (!host || host.demo || host.status.state !== 'connected') return;
    const running = this.runs.ofHost(hostId).filter((it) => it.running);
    this.parts.store.putValue(
      seenValueKey(hostId),
      seenRecord(
        running.map((it) => it.container),
        this.parts.now(),
      ),
    );
  }
}
