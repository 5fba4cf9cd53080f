import { isRunning } from '../../../src-shared/describe.ts';
import type { Container } from '../../../src-shared/model.ts';
import type { AttentionParts } from '../attention-parts.ts';
import type { EvidenceKeeper } from '../evidence/evidence-keeper.ts';
import type { Examination, Examiner } from '../evidence/examiner.ts';
import { engineTookThemDown, type Gap } from '../verdicts/gap.ts';
import { sameEndMs, sameStartMs } from '../verdicts/same-time.ts';
import { unseenRun } from '../verdicts/sequence.ts';
import { classifyUnseen } from '../verdicts/verdict-unseen.ts';
import { askAboutGap } from './ask-about-gap.ts';
import { explainUnseen } from './explain-ends.ts';
import type { IncidentBook } from './incident-book.ts';
import { errorLineOf } from './judge.ts';
import type { Run, RunBook } from './run-book.ts';
import { type Ended, foldUnseen, unseenBlow } from './unseen-stories.ts';

/** More logs than anybody looks at are not asked for. */
const examinedAtOnce = 20;

/** A container as it ran when it was last seen. */
export interface Before {
  readonly container: Container;
  /** The run that was known; null: nobody has seen any. */
  readonly run: Run | null;
}

interface Judged extends Ended {
  readonly examination: Examination | null;
  /** Whose death it is, as far as its run is known. */
  readonly run: Run | null;
}

/** Finds out what the ends mean that nobody saw, and tells those that nobody has told. */
export class UnseenTeller {
  private readonly closing = new AbortController();
  private readonly parts: AttentionParts;
  private readonly runs: RunBook;
  private readonly book: IncidentBook;
  private readonly examiner: Examiner;
  private readonly evidence: EvidenceKeeper;

  constructor(parts: AttentionParts, runs: RunBook, book: IncidentBook, examiner: Examiner, evidence: EvidenceKeeper) {
    this.parts = parts;
    this.runs = runs;
    this.book = book;
    this.examiner = examiner;
    this.evidence = evidence;
  }

  /** `all`: what ran on the host before the gap, ended or not; `now`: all of its containers as they are listed. */
  async tell(hostId: string, before: readonly Before[], all: readonly Container[], now: readonly Container[], gap: Gap): Promise<void> {
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
    const ended = changed.flatMap((it, index): Judged[] => {
      const examination = examinations[index] ?? null;
      const container = examination?.facts?.container ?? byId.get(it.container.id);
      if (!container) return [];
      const verdict = classifyUnseen({
        before: it.container,
        now: container,
        gap: known,
        engineTookDown,
        run: it.run?.sequence ?? unseenRun,
        remembered: remembered?.filter((one) => one.containerId === it.container.id) ?? null,
        stopSignal: examination?.facts?.stopSignal ?? null,
        notifyJobs: this.parts.settings.current().notifyJobs,
      });
      const errorLine = (examination && errorLineOf(examination)?.text) ?? null;
      return verdict ? [{ container, verdict, errorLine, examination, run: this.runThatEnded(container, it.run) }] : [];
    });
    const ends = ended.flatMap(({ container, verdict }) => explainUnseen(container, verdict, known.untilMs) ?? []);
    this.parts.tell(ends, { atOnce: false });
    this.put(
      ended.filter((it) => !isTold(it)),
      known,
    );
  }

  dispose(): void {
    this.closing.abort();
  }

  private put(ended: readonly Judged[], gap: Gap): void {
    const told = foldUnseen(ended, this.book.stories(), gap);
    const among = told.flatMap(({ story: { incident } }) =>
      ended.flatMap((one) =>
        incident.containers.some((it) => it.containerId === one.container.id) ? [{ one, incidentId: incident.id }] : [],
      ),
    );
    // The engine's own word of these deaths may still be on its way.
    for (const { one, incidentId } of among) {
      const blow = unseenBlow(one, gap);
      if (one.run && blow) one.run.told = { incidentId, verdict: one.verdict, blow };
    }
    this.book.put(told);
    for (const { one, incidentId } of among) {
      const { container, verdict, examination } = one;
      const track = this.runs.get(container.hostId, container.id);
      const atMs = container.end?.atMs ?? gap.untilMs;
      if (examination && track) this.evidence.keep({ incidentId, track, examination, verdict, atMs });
    }
  }

  /** Events that came after the list may have told of it too, as another run than the one that was known before. */
  private runThatEnded({ hostId, id, end }: Container, known: Run | null): Run | null {
    const run = this.runs.get(hostId, id)?.run ?? null;
    const death = run?.sequence.death;
    return known === null || (death && Math.abs(death.atMs - (end?.atMs ?? 0)) <= sameEndMs) ? run : known;
  }
}

function isTold({ run, verdict, container }: Judged): boolean {
  const endedAtMs = verdict.diedAtMs ?? container.end?.atMs ?? 0;
  return run?.told != null && endedAtMs <= run.told.blow.atMs + sameEndMs;
}

/** Whether it was started anew in between. */
function isOtherRun(before: Container, now: Container): boolean {
  return before.startedAtMs !== null && now.startedAtMs !== null && now.startedAtMs - before.startedAtMs > sameStartMs;
}
