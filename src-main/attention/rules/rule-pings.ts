import type { Result } from '../../../src-shared/failure.ts';
import type { Fleet } from '../../../src-shared/fleet.ts';
import type { FlowReply } from '../../../src-shared/flow.ts';
import type { Reading } from './rule-watch.ts';
import type { Watched } from './rule-watch-book.ts';

/** How many flow containers are asked at once. */
const atOnce = 8;
/** One that did not answer is asked this often, so that its recovery is seen soon. */
const againMs = 5_000;

export interface Pinged {
  readonly key: string;
  readonly hostId: string;
  readonly containerId: string;
  /** What it has to answer within, in ms. */
  readonly withinMs: number;
  readonly breached: boolean;
}

export interface PingsOptions {
  /** Who is to be asked now and then. */
  whom(): readonly Pinged[];
  send(hostId: string, containerId: string, message: { command: string; data: null }, timeoutMs: number): Promise<Result<FlowReply>>;
  onReading(key: string, reading: Reading): void;
  onError(error: unknown): void;
  now(): number;
  /** Between two pings of one that answers, in ms. */
  readonly everyMs: number;
}

/** Asks flow containers now and then whether they answer; any reply counts, a refusal too. Stopped by `dispose`. */
export class RulePings {
  private readonly open = new Set<string>();
  private readonly lastMs = new Map<string, number>();
  private timer: NodeJS.Timeout | null = null;
  private readonly options: PingsOptions;

  constructor(options: PingsOptions) {
    this.options = options;
  }

  /** Runs only while there is a rule that wants it. */
  run(wanted: boolean): void {
    if (!wanted) this.dispose();
    else this.timer ??= setInterval(() => this.round(), Math.min(1_000, this.options.everyMs)).unref();
  }

  dispose(): void {
    if (this.timer) clearInterval(this.timer);
    this.timer = null;
    this.lastMs.clear();
  }

  private round(): void {
    const nowMs = this.options.now();
    const all = this.options.whom();
    const keys = new Set(all.map((it) => it.key));
    for (const key of this.lastMs.keys()) if (!keys.has(key)) this.lastMs.delete(key);
    for (const one of all) {
      if (this.open.size >= atOnce) return;
      const everyMs = one.breached ? Math.min(againMs, this.options.everyMs) : this.options.everyMs;
      const lastMs = this.lastMs.get(one.key);
      if (this.open.has(one.key) || (lastMs !== undefined && Math.abs(nowMs - lastMs) < everyMs)) continue;
      this.lastMs.set(one.key, nowMs);
      this.ask(one).catch((error: unknown) => this.options.onError(error));
    }
  }

  private async ask(one: Pinged): Promise<void> {
    const { now, send, onReading } = this.options;
    this.open.add(one.key);
    const sentMs = now();
    const answer = await send(one.hostId, one.containerId, { command: 'ping', data: null }, one.withinMs).finally(() =>
      this.open.delete(one.key),
    );
    const atMs = now();
    const answered = answer.ok || answer.failure.details['answered'] === 'yes';
    // What failed sooner was not sent, or lost its connection: nothing is known.
    const late = !answered && atMs - sentMs >= one.withinMs - 50;
    if (answered) onReading(one.key, { atMs, over: false, value: null, sinceMs: null, lasting: true });
    else if (late)
      onReading(one.key, { atMs, over: true, value: null, sinceMs: atMs - Math.max(atMs - sentMs, one.withinMs), lasting: true });
  }
}

/** Who can answer now, and which rule wants to know. Pure. */
export function toBePinged({ containers, flows, hosts }: Fleet, watches: readonly Watched[]): Pinged[] {
  return watches.flatMap((watched) => {
    const { rule, key, hostId, containerId, state } = watched;
    if (rule.condition.kind !== 'flowNotAnswering' || flows.get(key)?.state.state !== 'connected') return [];
    if (containers.get(key)?.state !== 'running' || hosts.get(hostId)?.status.state !== 'connected') return [];
    return [
      { key: pingKey(watched), hostId, containerId, withinMs: rule.condition.forSeconds * 1_000, breached: state.breachSinceMs !== null },
    ];
  });
}

/** A rule and a container. */
export function pingKey({ rule, key }: Pick<Watched, 'rule' | 'key'>): string {
  return `${rule.id} ${key}`;
}
