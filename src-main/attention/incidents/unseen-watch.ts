import type { ChangeOf } from '../../../src-shared/changes.ts';
import { isRunning } from '../../../src-shared/describe.ts';
import type { Container } from '../../../src-shared/model.ts';
import type { AttentionParts } from '../attention-parts.ts';
import { type Gap, isEngineDown } from '../verdicts/gap.ts';
import { sameEndMs } from '../verdicts/same-time.ts';
import { intentOf } from '../verdicts/sequence.ts';
import { explainKept } from './explain-ends.ts';
import type { IncidentBook } from './incident-book.ts';
import type { RunBook, Track } from './run-book.ts';
import type { SeenKeeper } from './seen-keeper.ts';
import { asItRan, oldFailures } from './seen-record.ts';
import { quietStories } from './unseen-stories.ts';
import type { Before, UnseenTeller } from './unseen-teller.ts';

interface Lost {
  readonly atMs: number;
  engineWasDown: boolean | null;
}

/** What ended while nobody looked: while the engine was away, while no Quarterdeck ran, or before there was any. */
export class UnseenWatch {
  private readonly lost = new Map<string, Lost>();
  private readonly listed = new Set<string>();
  /** Hosts whose first list waits for what inspect knows, by the containers that it waits for. */
  private readonly firstLooks = new Map<string, { readonly waiting: Set<string>; readonly timer: NodeJS.Timeout }>();
  private closed = false;
  private readonly parts: AttentionParts;
  private readonly runs: RunBook;
  private readonly seen: SeenKeeper;
  private readonly book: IncidentBook;
  private readonly teller: UnseenTeller;

  constructor(parts: AttentionParts, runs: RunBook, seen: SeenKeeper, book: IncidentBook, teller: UnseenTeller) {
    this.parts = parts;
    this.runs = runs;
    this.seen = seen;
    this.book = book;
    this.teller = teller;
  }

  /** Whether the host has been listed since we run. */
  knows(hostId: string): boolean {
    return this.listed.has(hostId);
  }

  onStatus({ hostId, status, atMs }: ChangeOf<'hostStatusChanged'>): void {
    if (status.state === 'connected' || status.state === 'connecting') return;
    const lost = this.lost.get(hostId) ?? { atMs, engineWasDown: null };
    const { kind } = status.problem;
    if (isEngineDown(kind)) lost.engineWasDown = true;
    this.lost.set(hostId, lost);
  }

  /** Called before the book of runs learns of the list. */
  onListed(change: ChangeOf<'containersListed'>): void {
    const { hostId } = change;
    if (this.listed.has(hostId)) {
      this.lookAfterGap(change);
      return;
    }
    this.listed.add(hostId);
    const waiting = new Set(change.containers.filter((it) => !isRunning(it) && it.state !== 'created').map((it) => it.id));
    const timer = setTimeout(() => this.lookFirst(hostId), this.parts.times.firstLookMs);
    this.firstLooks.set(hostId, { waiting, timer });
    if (waiting.size === 0) process.nextTick(() => this.lookFirst(hostId));
  }

  onInspected({ hostId, containerId }: ChangeOf<'containerInspected'>): void {
    const look = this.firstLooks.get(hostId);
    if (!look?.waiting.delete(containerId) || look.waiting.size > 0) return;
    // After the whole batch, as the others' facts may stand behind these.
    process.nextTick(() => this.lookFirst(hostId));
  }

  onForgotten(hostId: string): void {
    this.lost.delete(hostId);
    this.listed.delete(hostId);
    clearTimeout(this.firstLooks.get(hostId)?.timer);
    this.firstLooks.delete(hostId);
  }

  dispose(): void {
    this.closed = true;
    this.teller.dispose();
    for (const { timer } of this.firstLooks.values()) clearTimeout(timer);
    this.firstLooks.clear();
  }

  private lookFirst(hostId: string): void {
    const look = this.firstLooks.get(hostId);
    if (this.closed || !look) return;
    clearTimeout(look.timer);
    this.firstLooks.delete(hostId);
    if (this.parts.fleet().hosts.get(hostId)?.demo) return;
    const nowMs = this.parts.now();
    const now = this.runs.ofHost(hostId).map((it) => it.container);
    const kept = this.book.stories().map((it) => it.incident);
    this.parts.tell(explainKept(now, kept, nowMs), { atOnce: false });
    const record = this.seen.take(hostId);
    if (!record) {
      this.book.put(quietStories(oldFailures(now, nowMs, this.parts.times.recentMs), this.book.stories()));
      return;
    }
    const ran = new Map(record.running.map((it) => [it.id, it]));
    // What was made and died meanwhile ran too, though nobody has seen it.
    const before = now.flatMap((it): Before[] => {
      const known = ran.get(it.id) ?? ((it.end?.atMs ?? 0) > record.atMs ? it : null);
      return known ? [{ container: asItRan(it, known), run: null }] : [];
    });
    const gap: Gap = { how: 'closed', fromMs: record.atMs, untilMs: nowMs, engineWasDown: null, liveRestore: null };
    const all = before.flatMap(({ container }) => (ran.has(container.id) ? [container] : []));
    void this.teller.tell(hostId, before, all, now, gap);
  }

  private lookAfterGap({ hostId, containers, atMs }: ChangeOf<'containersListed'>): void {
    const lost = this.lost.get(hostId);
    this.lost.delete(hostId);
    const tracks = this.runs.ofHost(hostId);
    const before = tracks.filter((it) => it.running || (lost && this.mayHaveGoneWithEngine(it, lost.atMs)));
    const engineWasDown = lost ? lost.engineWasDown : false;
    const gap: Gap = { how: 'away', fromMs: lost?.atMs ?? atMs, untilMs: atMs, engineWasDown, liveRestore: null };
    const ran = before.map(({ container, run }): Before => ({ container: { ...container, state: 'running' }, run }));
    const known = new Set(ran.map((it) => it.container.id));
    const fresh = lost ? containers.filter((it) => !known.has(it.id) && this.ranUnseen(it, lost.atMs)) : [];
    void this.teller.tell(
      hostId,
      [...ran, ...fresh.map((it): Before => ({ container: asItRan(it, it), run: null }))],
      ran.map((it) => it.container),
      containers,
      gap,
    );
  }

  /** Made or started, and dead again, before the engine was back. */
  private ranUnseen({ hostId, id, end }: Container, lostAtMs: number): boolean {
    const track = this.runs.get(hostId, id);
    const knownMs = Math.max(track?.run.sequence.death?.atMs ?? 0, track?.container.end?.atMs ?? 0);
    return (end?.atMs ?? 0) > Math.max(lostAtMs, knownMs + sameEndMs);
  }

  /** An engine that is stopped stops its containers first: each of those deaths looked like anybody's stop. */
  private mayHaveGoneWithEngine({ run: { sequence }, container }: Track, lostAtMs: number): boolean {
    const { death } = sequence;
    if (!death || lostAtMs - death.atMs > this.parts.times.engineEndMs) return false;
    const intent = intentOf(sequence, { restartPolicy: container.restartPolicy, stopSignal: null });
    return intent !== null && intent.by.kind === 'notKnown';
  }
}
