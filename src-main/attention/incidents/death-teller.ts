import { wait } from '../../lib/wait.ts';
import type { AttentionParts } from '../attention-parts.ts';
import type { EvidenceKeeper } from '../evidence/evidence-keeper.ts';
import type { Examination } from '../evidence/examiner.ts';
import type { Verdict } from '../verdicts/verdict.ts';
import { foldBlows } from './fold-blows.ts';
import type { IncidentBook } from './incident-book.ts';
import { blowOf, type Death, incidentKindOf, judgeDeath, oneLine, rememberJudged } from './judge.ts';
import type { Run, ToldDeath, Track } from './run-book.ts';
import { amend, type Blow, resolve } from './story.ts';
import { stoppedWords } from './story-words.ts';

interface Judged {
  readonly death: Death;
  readonly verdict: Verdict;
  readonly blow: Blow;
}

interface Told extends Judged {
  readonly incidentId: string;
}

/** Puts deaths into their stories, and puts right what it told once more is known. */
export class DeathTeller {
  private readonly closing = new AbortController();
  private readonly underWay = new Set<Promise<void>>();
  private readonly parts: AttentionParts;
  private readonly book: IncidentBook;
  private readonly evidence: EvidenceKeeper;

  constructor(parts: AttentionParts, book: IncidentBook, evidence: EvidenceKeeper) {
    this.parts = parts;
    this.book = book;
    this.evidence = evidence;
  }

  /** What a death means as far as it is known by now; null: nothing to tell of. */
  verdictOf(death: Death): Verdict | null {
    return judgeDeath(death, this.parts.settings.current().notifyJobs);
  }

  /** Tells what is known by now of those that nobody has told yet. */
  tell(deaths: readonly Death[]): void {
    const runs = new Set<Run>();
    const judged = deaths.flatMap((death): Judged[] => {
      const before = death.run.told;
      if (before && !death.early) this.wasTold(death, before);
      if (before || runs.has(death.run)) return [];
      const one = { ...death, earlier: [...death.earlier] };
      const verdict = this.verdictOf(one);
      if (!verdict) return [];
      if (!death.early) rememberJudged(one, verdict);
      const blow = blowOf(one, verdict);
      if (blow) runs.add(death.run);
      return blow ? [{ death: one, verdict, blow }] : [];
    });
    const folded = foldBlows(
      judged.map((it) => it.blow),
      this.book.stories(),
      this.parts.times,
    );
    const told = folded.flatMap(({ story, blows }) =>
      judged.filter((it) => blows.includes(it.blow)).map((one): Told => ({ ...one, incidentId: story.incident.id })),
    );
    // Before the book tells it: while a window is sent something, Electron may hand us the engine's own word of it.
    for (const { death, incidentId, verdict, blow } of told) death.run.told = { incidentId, verdict, blow };
    this.book.put(folded);
    for (const one of told) this.follow(this.complete(one));
  }

  /** What is under way when it is closed is waited for a moment. */
  follow(done: Promise<void>): void {
    this.underWay.add(done);
    done
      .catch((error: unknown) => this.parts.log.error('What was learnt of a death could not be told', { error }))
      .finally(() => this.underWay.delete(done));
  }

  /** The engine's word of a death that was told before. */
  wasTold(death: Death, told: ToldDeath): void {
    const one = { ...death, earlier: [...death.earlier] };
    const now = this.verdictOf(one);
    if (now) rememberJudged(one, now);
    this.follow(this.complete({ ...told, death: one }));
  }

  /** Of a container that goes on. */
  tellOne(track: Track, examination: Examination, verdict: Verdict, atMs: number): void {
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

  /** Waits a moment for what is being learnt of the last deaths. */
  async close(): Promise<void> {
    const patience = new AbortController();
    const all = async () => {
      while (this.underWay.size > 0) await Promise.allSettled(this.underWay);
    };
    await Promise.race([all(), wait(this.parts.times.endPatienceMs, patience.signal)]);
    patience.abort();
    this.closing.abort();
  }

  /** Once all has come that can: the evidence is kept, and what is known better now is told. */
  private async complete({ death, verdict, blow, incidentId }: Told): Promise<void> {
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
}
