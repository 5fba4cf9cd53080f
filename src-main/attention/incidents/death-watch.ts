import type { ChangeOf } from '../../../src-shared/changes.ts';
import { openScope } from '../../lib/scope.ts';
import { wait } from '../../lib/wait.ts';
import type { AttentionParts } from '../attention-parts.ts';
import type { EvidenceKeeper } from '../evidence/evidence-keeper.ts';
import type { Examination, Examiner } from '../evidence/examiner.ts';
import { intentOf } from '../verdicts/sequence.ts';
import { childOutOfMemoryMs, classifyOutOfMemory, type Verdict } from '../verdicts/verdict.ts';
import { classifyHealth } from '../verdicts/verdict-health.ts';
import { foldBlows } from './fold-blows.ts';
import type { IncidentBook } from './incident-book.ts';
import { blowOf, type Death, incidentKindOf, judgeDeath, needsInspect, oneLine, rememberJudged } from './judge.ts';
import { QuietGap } from './quiet-gap.ts';
import type { Run, Track } from './run-book.ts';
import { amend, type Blow, resolve } from './story.ts';
import { stoppedWords } from './story-words.ts';
import { mayBeBurst, notExamined, type ToldEarly, type Vanished } from './vanished.ts';

/** So many of those that die together are examined at once: the engine has enough to do with the others. */
const hurriedAtOnce = 4;

interface Judged {
  readonly death: Death;
  readonly verdict: Verdict;
  readonly blow: Blow;
}

/** What happens while we look: deaths gathered over a quiet gap, children that ran out of memory, failing health checks. */
export class DeathWatch {
  private readonly gap: QuietGap<Death>;
  private readonly died = new WeakSet<Run>();
  private readonly closing = new AbortController();
  private readonly underWay = new Set<Promise<void>>();
  /** Containers of which an `oom` came that may yet be the cause of a death. */
  private readonly outOfMemory = new Map<string, NodeJS.Timeout>();
  private readonly parts: AttentionParts;
  private readonly book: IncidentBook;
  private readonly examiner: Examiner;
  private readonly evidence: EvidenceKeeper;
  private readonly vanished: Vanished;

  constructor(parts: AttentionParts, book: IncidentBook, examiner: Examiner, evidence: EvidenceKeeper, vanished: Vanished) {
    this.parts = parts;
    this.book = book;
    this.examiner = examiner;
    this.evidence = evidence;
    this.vanished = vanished;
    this.gap = new QuietGap(parts.times, (deaths) => this.onQuiet(deaths));
  }

  onDied(track: Track, { hostId, containerId, atMs }: ChangeOf<'containerDied'>): void {
    // The engine may tell one death twice, after a gap.
    if (track.run.sequence.death?.atMs !== atMs || this.died.has(track.run)) return;
    this.died.add(track.run);
    const early = this.vanished.toldEarly(track);
    const unhurried = early !== null || this.gap.waiting().length >= hurriedAtOnce;
    const examination = this.isLoopKnown(track, atMs) ? notExamined : this.examiner.examine(hostId, containerId, unhurried);
    const death = { track, run: track.run, atMs, examination, earlier: track.earlier };
    if (early) this.wasToldEarly(death, early);
    else this.gather(death, hostId);
  }

  onOutOfMemory(track: Track): void {
    if (this.outOfMemory.has(track.key)) return;
    const { run } = track;
    const examination = this.examiner.examine(track.container.hostId, track.container.id);
    const timer = setTimeout(() => {
      this.outOfMemory.delete(track.key);
      if (run.sequence.death !== null) return;
      const verdict = classifyOutOfMemory({ run: run.sequence, container: track.container });
      if (verdict) this.tellOne(track, examination, verdict, run.sequence.outOfMemory?.lastAtMs ?? this.parts.now());
    }, childOutOfMemoryMs);
    this.outOfMemory.set(track.key, timer);
  }

  async onHealth(track: Track, change: ChangeOf<'containerHealthChanged'>): Promise<void> {
    if (change.health !== 'unhealthy') return;
    const examination = this.examiner.examine(change.hostId, change.containerId);
    await examination.inspected;
    if (this.closing.signal.aborted) return;
    const { container, run } = track;
    const known = { restartPolicy: container.restartPolicy, stopSignal: examination.facts?.stopSignal ?? null };
    const verdict = classifyHealth({
      change,
      container,
      lastCheck: examination.facts?.lastCheck ?? null,
      failingStreak: examination.facts?.failingStreak ?? null,
      ending: intentOf(run.sequence, known) !== null || run.sequence.death !== null,
    });
    if (verdict) this.tellOne(track, examination, verdict, change.atMs);
  }

  /** Takes in nothing more, and waits a moment for what is being learnt of the last deaths. */
  async close(): Promise<void> {
    this.gap.end();
    for (const timer of this.outOfMemory.values()) clearTimeout(timer);
    this.outOfMemory.clear();
    const patience = new AbortController();
    const all = async () => {
      while (this.underWay.size > 0) await Promise.allSettled(this.underWay);
    };
    await Promise.race([all(), wait(this.parts.times.endPatienceMs, patience.signal)]);
    patience.abort();
    this.closing.abort();
  }

  private gather(death: Death, hostId: string): void {
    this.gap.add(death, this.parts.now() - death.atMs);
    if (this.gap.isHeld()) {
      // The kernel takes 0.1 s to end all of a crash of many: others may be gone since the last look.
      if (this.vanished.came(death.track) && !this.vanished.look(hostId)) this.gap.end();
    } else if (mayBeBurst(this.gap.waiting().map((it) => this.verdictOf(it))) && this.vanished.look(hostId)) {
      this.gap.hold(this.parts.times.vanishedMs);
    }
  }

  /** Who is known to have died with many is told with them: who waited for the engine to tell it would hear of it in parts. */
  private onQuiet(deaths: readonly Death[]): void {
    const vanished = this.vanished.take();
    const unclear = vanished.length === 0 ? deaths : deaths.filter((it) => needsInspect(it, this.verdictOf(it)));
    if (unclear.length > 0) this.follow(this.judge(unclear));
    if (vanished.length === 0) return;
    const clear = deaths.filter((it) => !unclear.includes(it));
    for (const { one, incidentId } of this.tell([...clear, ...vanished])) {
      const { death, verdict, blow } = one;
      if (vanished.some((it) => it.track === death.track)) this.vanished.expect(death.track, { incidentId, verdict, blow });
    }
  }

  /** The engine's word of a death that it did not have to tell us. */
  private wasToldEarly(death: Death, { incidentId, verdict, blow }: ToldEarly): void {
    const one = { ...death, earlier: [...death.earlier] };
    const now = this.verdictOf(one);
    if (now) rememberJudged(one, now);
    this.follow(this.complete({ death: one, verdict, blow }, incidentId));
  }

  private async judge(deaths: readonly Death[]): Promise<void> {
    const uncertain = deaths.filter((it) => needsInspect(it, this.verdictOf(it)));
    const { verdictPatienceMs, linesPatienceMs } = this.parts.times;
    await this.waitFor(
      uncertain.map((it) => it.examination.inspected),
      verdictPatienceMs,
    );
    const news = deaths.filter((it) => this.verdictOf(it)?.news === true);
    await this.waitFor(
      news.map((it) => it.examination.settled),
      linesPatienceMs,
    );
    if (!this.closing.signal.aborted) this.tell(deaths);
  }

  /** Tells what is known of them by now, and which story each is in. */
  private tell(deaths: readonly Death[]): { readonly one: Judged; readonly incidentId: string }[] {
    const judged = deaths.flatMap((death): Judged[] => {
      const one = { ...death, earlier: [...death.earlier] };
      const verdict = this.verdictOf(one);
      if (!verdict) return [];
      if (death.track.run.sequence.death !== null) rememberJudged(one, verdict);
      const blow = blowOf(one, verdict);
      return blow ? [{ death: one, verdict, blow }] : [];
    });
    const blows = judged.map((it) => it.blow);
    const folded = foldBlows(blows, this.book.stories(), this.parts.times);
    this.book.put(folded);
    const told = folded.flatMap(({ story, blows }) =>
      judged.filter((it) => blows.includes(it.blow)).map((one) => ({ one, incidentId: story.incident.id })),
    );
    for (const { one, incidentId } of told) this.follow(this.complete(one, incidentId));
    return told;
  }

  /** What is under way when it is closed is waited for a moment. */
  private follow(done: Promise<void>): void {
    this.underWay.add(done);
    done
      .catch((error: unknown) => this.parts.log.error('What was learnt of a death could not be told', { error }))
      .finally(() => this.underWay.delete(done));
  }

  private verdictOf(death: Death): Verdict | null {
    return judgeDeath(death, this.parts.settings.current().notifyJobs);
  }

  private async waitFor(these: readonly Promise<void>[], patienceMs: number): Promise<void> {
    if (these.length === 0 || this.closing.signal.aborted) return;
    const scope = openScope(this.closing.signal);
    await Promise.race([Promise.all(these), wait(patienceMs, scope.signal)]);
    scope.end();
  }

  /** Once all has come that can: the evidence is kept, and what is known better now is told. */
  private async complete({ death, verdict, blow }: Judged, incidentId: string): Promise<void> {
    if (death.examination.skipped) return;
    await death.examination.settled;
    if (this.closing.signal.aborted) return;
    const better = this.verdictOf(death);
    if (!better || incidentKindOf(better) === null) return this.withdraw(incidentId, death, better);
    this.evidence.keep({ incidentId, track: death.track, examination: death.examination, verdict: better, atMs: death.atMs });
    const now = blowOf(death, better);
    const story = this.book.get(incidentId);
    if (!story || !now || (now.what === blow.what && now.errorLine === blow.errorLine && better.kind === verdict.kind)) return;
    const amended = amend(story, blow, now);
    this.book.put([{ story: amended, news: null }]);
  }

  /** It was somebody's wish after all: the word of it came late. */
  private withdraw(incidentId: string, death: Death, verdict: Verdict | null): void {
    const story = this.book.get(incidentId);
    const at = death.track.earlier.findIndex((it) => it.atMs === death.atMs);
    if (at >= 0) death.track.earlier.splice(at, 1);
    if (!story || story.incident.containerCount > 1) return;
    const how = verdict?.kind === 'finished' ? verdict.what : stoppedWords(verdict?.by ?? { kind: 'notKnown', name: null });
    this.book.put([resolve(story, this.parts.now(), how, true)]);
  }

  /** Of a container that goes on. */
  private tellOne(track: Track, examination: Examination, verdict: Verdict, atMs: number): void {
    const kind = incidentKindOf(verdict);
    if (kind === null) return;
    const blow: Blow = {
      kind,
      voice: verdict.news ? 'told' : 'quiet',
      container: track.container,
      atMs,
      by: verdict.by,
      what: oneLine(verdict.what),
      errorLine: null,
      afterStartByHand: false,
    };
    const folded = foldBlows([blow], this.book.stories(), this.parts.times);
    this.book.put(folded);
    const [one] = folded;
    if (!one) return;
    const incidentId = one.story.incident.id;
    const keep = () => {
      if (!this.closing.signal.aborted) this.evidence.keep({ incidentId, track, examination, verdict, atMs });
    };
    this.follow(examination.settled.then(keep));
  }

  /** In a loop that is known, every death is like the last one: asking the engine each time would only add to its work. */
  private isLoopKnown(track: Track, atMs: number): boolean {
    const last = track.earlier.at(-1);
    if (!last || atMs - last.atMs > this.parts.times.loopEvidenceMs) return false;
    return this.book.open().some(({ incident }) => {
      const among = incident.containers.some((it) => it.containerId === track.container.id);
      return among && incident.kind === 'restartLoop' && incident.hostId === track.container.hostId;
    });
  }
}
