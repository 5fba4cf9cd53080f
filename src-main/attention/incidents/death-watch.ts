import type { ChangeOf } from '../../../src-shared/changes.ts';
import { openScope } from '../../lib/scope.ts';
import { wait } from '../../lib/wait.ts';
import type { AttentionParts } from '../attention-parts.ts';
import type { Examiner } from '../evidence/examiner.ts';
import { intentOf } from '../verdicts/sequence.ts';
import { childOutOfMemoryMs, classifyOutOfMemory } from '../verdicts/verdict.ts';
import { classifyHealth } from '../verdicts/verdict-health.ts';
import type { DeathTeller } from './death-teller.ts';
import type { IncidentBook } from './incident-book.ts';
import { type Death, needsInspect } from './judge.ts';
import { QuietGap } from './quiet-gap.ts';
import type { Run, Track } from './run-book.ts';
import { mayBeBurst, notExamined, type Vanished } from './vanished.ts';

/** So many of those that die together are examined at once: the engine has enough to do with the others. */
const hurriedAtOnce = 4;

/** What happens while we look: deaths gathered over a quiet gap, children that ran out of memory, failing health checks. */
export class DeathWatch {
  private readonly gap: QuietGap<Death>;
  private readonly died = new WeakSet<Run>();
  private readonly closing = new AbortController();
  /** Containers of which an `oom` came that may yet be the cause of a death. */
  private readonly outOfMemory = new Map<string, NodeJS.Timeout>();
  private readonly parts: AttentionParts;
  private readonly book: IncidentBook;
  private readonly examiner: Examiner;
  private readonly teller: DeathTeller;
  private readonly vanished: Vanished;

  constructor(parts: AttentionParts, book: IncidentBook, examiner: Examiner, teller: DeathTeller, vanished: Vanished) {
    this.parts = parts;
    this.book = book;
    this.examiner = examiner;
    this.teller = teller;
    this.vanished = vanished;
    this.gap = new QuietGap(
      parts.times,
      (deaths) => this.onQuiet(deaths),
      (deaths) => (this.areMoreGone(deaths) ? parts.times.vanishedMs : null),
    );
  }

  onDied(track: Track, { hostId, containerId, atMs }: ChangeOf<'containerDied'>): void {
    // The engine may tell one death twice, after a gap.
    if (track.run.sequence.death?.atMs !== atMs || this.died.has(track.run)) return;
    this.died.add(track.run);
    const { told } = track.run;
    const unhurried = told !== null || this.gap.waiting().length >= hurriedAtOnce;
    const examination = this.isLoopKnown(track, atMs) ? notExamined : this.examiner.examine(hostId, containerId, unhurried);
    const death = { track, run: track.run, atMs, early: false, examination, earlier: track.earlier };
    if (told) this.teller.wasTold(death, told);
    else this.gather(death);
  }

  onOutOfMemory(track: Track): void {
    if (this.outOfMemory.has(track.key)) return;
    const { run } = track;
    const examination = this.examiner.examine(track.container.hostId, track.container.id);
    const timer = setTimeout(() => {
      this.outOfMemory.delete(track.key);
      if (run.sequence.death !== null) return;
      const verdict = classifyOutOfMemory({ run: run.sequence, container: track.container });
      if (verdict) this.teller.tellOne(track, examination, verdict, run.sequence.outOfMemory?.lastAtMs ?? this.parts.now());
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
    if (verdict) this.teller.tellOne(track, examination, verdict, change.atMs);
  }

  /** Takes in nothing more, and waits a moment for what is being learnt of the last deaths. */
  async close(): Promise<void> {
    this.gap.end();
    for (const timer of this.outOfMemory.values()) clearTimeout(timer);
    this.outOfMemory.clear();
    await this.teller.close();
    this.closing.abort();
  }

  private gather(death: Death): void {
    const ageMs = this.parts.now() - death.atMs;
    this.gap.add(death, ageMs);
    if (this.vanished.came(death.track)) this.gap.release(ageMs);
  }

  /** Whether the kernel shows that others have died with these of whom nothing was known at the last look. */
  private areMoreGone(deaths: readonly Death[]): boolean {
    if (!mayBeBurst(deaths.map((it) => this.teller.verdictOf(it)))) return false;
    const hosts = new Set(deaths.map((it) => it.track.container.hostId));
    return [...hosts].filter((it) => this.vanished.look(it)).length > 0;
  }

  /** Who is known to have died with many is told with them: who waited for the engine to tell it would hear of it in parts. */
  private onQuiet(deaths: readonly Death[]): void {
    const vanished = this.vanished.take();
    const unclear = vanished.length === 0 ? deaths : deaths.filter((it) => needsInspect(it, this.teller.verdictOf(it)));
    if (unclear.length > 0) this.teller.follow(this.judge(unclear));
    if (vanished.length === 0) return;
    const clear = deaths.filter((it) => !unclear.includes(it));
    this.teller.tell([...clear, ...vanished]);
  }

  private async judge(deaths: readonly Death[]): Promise<void> {
    const uncertain = deaths.filter((it) => needsInspect(it, this.teller.verdictOf(it)));
    const { verdictPatienceMs, linesPatienceMs } = this.parts.times;
    await this.waitFor(
      uncertain.map((it) => it.examination.inspected),
      verdictPatienceMs,
    );
    const news = deaths.filter((it) => this.teller.verdictOf(it)?.news === true);
    await this.waitFor(
      news.map((it) => it.examination.settled),
      linesPatienceMs,
    );
    if (!this.closing.signal.aborted) this.teller.tell(deaths);
  }

  private async waitFor(these: readonly Promise<void>[], patienceMs: number): Promise<void> {
    if (these.length === 0 || this.closing.signal.aborted) return;
    const scope = openScope(this.closing.signal);
    await Promise.race([Promise.all(these), wait(patienceMs, scope.signal)]);
    scope.end();
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
