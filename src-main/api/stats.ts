import { containerKey } from '../../src-shared/ids.ts';
import type { SampleBatch } from '../../src-shared/samples.ts';
import type { ContainerReference } from '../commands/parts.ts';
import type { ApiCore } from './request-handlers.ts';
import { type ResourceUsage, usageOf } from './status.ts';
import { isoTime } from './wire.ts';

export interface ContainerStats extends ResourceUsage {
  readonly container_id: string;
  readonly name: string;
  readonly timestamp: string;
}

interface Subscription {
  readonly wanted: readonly ContainerReference[];
  /** When each was last told of, so that nothing is told twice. */
  readonly toldAtMs: Map<string, number>;
  send(stats: ContainerStats): void;
}

/** Which program wants the figures of which containers, once a second. */
export class StatsSubscriptions {
  private readonly subscriptions = new Map<string, Subscription>();
  private readonly senders = new Map<string, (stats: ContainerStats) => void>();
  private readonly core: ApiCore;
  private end: (() => void) | null = null;

  constructor(core: ApiCore) {
    this.core = core;
  }

  /** A client that may subscribe. */
  add(clientId: string, send: (stats: ContainerStats) => void): void {
    this.senders.set(clientId, send);
  }

  /** Replaces what the client wants. */
  set(clientId: string, wanted: readonly ContainerReference[]): void {
    const send = this.senders.get(clientId);
    if (!send) return;
    if (wanted.length === 0) this.subscriptions.delete(clientId);
    else this.subscriptions.set(clientId, { wanted, toldAtMs: new Map(), send });
    this.core.parts.watch(clientId, wanted);
    this.core.setVisible(clientId, wanted.length > 0);
    this.listen();
  }

  remove(clientId: string): void {
    if (this.subscriptions.has(clientId)) this.set(clientId, []);
    this.senders.delete(clientId);
  }

  private listen(): void {
    if (this.subscriptions.size > 0) this.end ??= this.core.onSamples((batch) => this.tell(batch));
    else {
      this.end?.();
      this.end = null;
    }
  }

  private tell({ hostId }: SampleBatch): void {
    const { containers } = this.core.parts.fleet();
    for (const { wanted, toldAtMs, send } of this.subscriptions.values()) {
      for (const it of wanted) {
        if (it.hostId !== hostId) continue;
        const key = containerKey(hostId, it.containerId);
        const sample = this.core.samples.latest(key);
        if (sample === null || sample.atMs === toldAtMs.get(key)) continue;
        toldAtMs.set(key, sample.atMs);
        const name = containers.get(key)?.name ?? '';
        send({ container_id: it.containerId, name, timestamp: isoTime(sample.atMs), ...usageOf(sample) });
      }
    }
  }
}
