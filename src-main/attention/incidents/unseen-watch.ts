import type { ChangeOf } from '../../../src-shared/changes.ts';
import { isRunning } from '../../../src-shared/describe.ts';
import type { Container } from '../../../src-shared/model.ts';
import type { AttentionParts } from '../attention-parts.ts';
import type { EvidenceKeeper } from '../evidence/evidence-keeper.ts';
import type { Examination, Examiner } from '../evidence/examiner.ts';
import { engineTookThemDown, type Gap, isEngineDown } from '../verdicts/gap.ts';
import { intentOf, unseenRun } from '../verdicts/sequence.ts';
import { classifyUnseen } from '../verdicts/verdict-unseen.ts';
import { askAboutGap } from './ask-about-gap.ts';
import { explainKept, explainUnseen } from './explain-ends.ts';
import type { IncidentBook } from './incident-book.ts';
import { errorLineOf } from './judge.ts';
import type { RunBook, Track } from './run-book.ts';
import type { SeenKeeper } from './seen-keeper.ts';
import { asItRan, oldFailures } from './seen-record.ts';
import { type Ended, foldUnseen, quietStories } from './unseen-stories.ts';

/** More logs than anybody looks at are not asked for. */
const examinedAtOnce = 20;

interface Lost {
  readonly atMs: number;
  engineWasDown: boolean | null;
}

interface Before {
  readonly container: Container;
  readonly track: Track | null;
}

/** What ended while nobody looked: while the engine was away, while no Quarterdeck ran, or before there was any. */
export class UnseenWatch {
  private readonly lost = new Map<string, Lost>();
  private readonly listed = new Set<string>();
  /** Hosts whose first list waits for what inspect knows, by the containers that it waits for. */
  private readonly firstLooks = new Map<string, { readonly waiting: Set<string>; readonly timer: NodeJS.Timeout }>();
  private readonly closing = new AbortController();
  private readonly parts: AttentionParts;
  private readonly runs: RunBook;
  private readonly seen: SeenKeeper;
  private readonly book: IncidentBook;
  private readonly examiner: Examiner;
  private readonly evidence: EvidenceKeeper;

  constructor(parts: AttentionParts, runs: RunBook, seen: SeenKeeper, book: IncidentBook, examiner: Examiner, evidence: EvidenceKeeper) {
    this.parts = parts;
    this.runs = runs;
    this.seen = seen;
    this.book = book;
    this.examiner = examiner;
    this.evidence = evidence;
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
    if (waiting.size === 0) queueMicrotask(() => this.lookFirst(hostId));
  }

  onInspected({ hostId, containerId }: ChangeOf<'containerInspected'>): void {
    const look = this.firstLooks.get(hostId);
    if (!look?.waiting.delete(containerId) || look.waiting.size > 0) return;
    // After the whole batch, as the others' facts may stand behind these.
    queueMicrotask(() => this.lookFirst(hostId));
  }

  onForgotten(hostId: string): void {
    this.lost.delete(hostId);
    this.listed.delete(hostId);
    clearTimeout(this.firstLooks.get(hostId)?.timer);
    this.firstLooks.delete(hostId);
  }

  dispose(): void {
    this.closing.abort();
    for (const { timer } of this.firstLooks.values()) clearTimeout(timer);
    this.firstLooks.clear();
  }

  private lookFirst(hostId: string): void {
    const look = this.firstLooks.get(hostId);
    if (this.closing.signal.aborted || !look) return;
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
      return known ? [{ container: asItRan(it, known), track: null }] : [];
    });
    const gap: Gap = { how: 'closed', fromMs: record.atMs, untilMs: nowMs, engineWasDown: null, liveRestore: null };
    const all = before.flatMap(({ container }) => (ran.has(container.id) ? [container] : []));
    void this.judge(hostId, before, all, now, gap);
  }

  private lookAfterGap({ hostId, containers, atMs }: ChangeOf<'containersListed'>): void {
    const lost = this.lost.get(hostId);
    this.lost.delete(hostId);
    const tracks = this.runs.ofHost(hostId);
    const before = tracks.filter((it) => it.running || (lost && this.mayHaveGoneWithEngine(it, lost.atMs)));
    const engineWasDown = lost ? lost.engineWasDown : false;
    const gap: Gap = { how: 'away', fromMs: lost?.atMs ?? atMs, untilMs: atMs, engineWasDown, liveRestore: null };
    const befores = before.map((track): Before => ({ container: { ...track.container, state: 'running' }, track }));
    void this.judge(
      hostId,
      befores,
      befores.map((it) => it.container),
      containers,
      gap,
    );
  }

  /** An engine that is stopped stops its containers first: each of those deaths looked like anybody's stop. */
  private mayHaveGoneWithEngine({ run: { sequence }, container }: Track, lostAtMs: number): boolean {
    const { death } = sequence;
    if (!death || lostAtMs - death.atMs > this.parts.times.engineEndMs) return false;
    const intent = intentOf(sequence, { restartPolicy: container.restartPolicy, stopSignal: null });
    return intent !== null && intent.by.kind === 'notKnown';
  }

  private async judge(
    hostId: string,
    before: readonly Before[],
    all: readonly Container[],
    now: readonly Container[],
    gap: Gap,
  ): Promise<void> {
    const byId = new Map(now.map((it) => [it.id, it]));
    const changed = before.filter(({ container }) => {
      const is = byId.get(container.id);
      return is !== undefined && (!isRunning(is) || isOtherRun(container, is));
    });
    if (changed.length === 0) return;
    const examinations = changed.slice(0, examinedAtOnce).map(({ container }) => this.examiner.examine(hostId, container.id));
    const asked = askAboutGap(this.parts, hostId, gap, this.closing.signal);
    const [{ gap: known, remembered }] = await Promise.all([asked, ...examinations.map((it) => it.settled)]);
    if (this.closing.signal.aborted) return;
    const engineTookDown = engineTookThemDown(all, now, known);
    const ended = changed.flatMap((it, index): (Ended & { examination: Examination | null })[] => {
      const is = byId.get(it.container.id);
      const examination = examinations[index] ?? null;
      const inspected = examination?.facts?.container ?? is;
      const verdict = inspected
        ? classifyUnseen({
            before: it.container,
            now: inspected,
            gap: known,
            engineTookDown,
            run: it.track?.run.sequence ?? unseenRun,
            remembered: remembered?.filter((one) => one.containerId === it.container.id) ?? null,
            stopSignal: examination?.facts?.stopSignal ?? null,
            notifyJobs: this.parts.settings.current().notifyJobs,
          })
        : null;
      const errorLine = (examination && errorLineOf(examination)?.text) ?? null;
      return verdict && inspected ? [{ container: inspected, verdict, errorLine, examination }] : [];
    });
    const ends = ended.flatMap(({ container, verdict }) => explainUnseen(container, verdict, known.untilMs) ?? []);
    this.parts.tell(ends, { atOnce: false });
    const told = foldUnseen(ended, this.book.stories(), known);
    this.book.put(told);
    for (const { story } of told)
      for (const { container, verdict, examination } of ended) {
        const among = story.incident.containers.some((it) => it.containerId === container.id);
        const track = this.runs.get(hostId, container.id);
        if (among && examination && track)
          this.evidence.keep({ incidentId: story.incident.id, track, examination, verdict, atMs: container.end?.atMs ?? gap.untilMs });
      }
  }
}

/** The event's and inspect's times of one start differ by some milliseconds. */
function isOtherRun(before: Container, now: Container): boolean {
  return before.startedAtMs !== null && now.startedAtMs !== null && now.startedAtMs - before.startedAtMs > 2_000;
}
