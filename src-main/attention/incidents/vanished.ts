import type { ContainerKey } from '../../../src-shared/ids.ts';
import type { AttentionParts } from '../attention-parts.ts';
import type { ContainerCgroups } from '../evidence/container-cgroups.ts';
import type { Examination } from '../evidence/examiner.ts';
import { isBuildStep, isJob } from '../verdicts/jobs.ts';
import type { OwnAct } from '../verdicts/sequence.ts';
import type { Verdict } from '../verdicts/verdict.ts';
import type { Death } from './judge.ts';
import type { OwnActs } from './own-acts.ts';
import type { Run, RunBook, Track } from './run-book.ts';
import type { Blow } from './story.ts';

/** A death that was told before the engine had told it. */
export interface ToldEarly {
  readonly run: Run;
  readonly incidentId: string;
  readonly verdict: Verdict;
  readonly blow: Blow;
}

/** An engine that has not told a death by then may tell of another one. */
const expectedMs = 10_000;

/** Whether deaths may be the first that the engine tells of a crash of many: nobody's wish, none that ended well. Pure. */
export function mayBeBurst(verdicts: readonly (Verdict | null)[]): boolean {
  return verdicts.every((it) => it?.news === true && it.certain && it.kind !== 'jobEnded');
}

/**
 * Whether a container whose processes are gone died by nobody's wish, though the engine has not told of it yet. Any signal
 * that was sent to it, and whatever we do to it, may be the reason; one that may be a job may have done its work. Pure.
 */
export function isVanished({ container, inspected, running, run: { sequence } }: Track, own: OwnAct | null): boolean {
  if (!running || !inspected || own !== null || container.state !== 'running') return false;
  if (sequence.death !== null || sequence.stoppedAtMs !== null || sequence.signals.length > 0 || sequence.own !== null) return false;
  return !isJob(container, sequence) && !isBuildStep(container);
}

/** Knows, in a crash of many, who died with those of whom the engine has told. */
export class Vanished {
  /** Found gone at the last look, by container. */
  private readonly missing = new Map<ContainerKey, { readonly track: Track; readonly run: Run }>();
  private readonly expected = new Map<ContainerKey, ToldEarly & { readonly untilMs: number }>();
  private readonly parts: Pick<AttentionParts, 'now'>;
  private readonly runs: RunBook;
  private readonly acts: OwnActs;
  private readonly cgroups: ContainerCgroups;

  constructor(parts: Pick<AttentionParts, 'now'>, runs: RunBook, acts: OwnActs, cgroups: ContainerCgroups) {
    this.parts = parts;
    this.runs = runs;
    this.acts = acts;
    this.cgroups = cgroups;
  }

  /** Looks who else of a host is gone; whether anybody is. */
  look(hostId: string): boolean {
    for (const track of this.runs.ofHost(hostId)) if (this.isGone(track)) this.missing.set(track.key, { track, run: track.run });
    return this.missing.size > 0;
  }

  /** The engine tells of a death: whether nobody is missing any more. */
  came({ key }: Track): boolean {
    return this.missing.delete(key) && this.missing.size === 0;
  }

  /** The deaths of those who are still missing, and gone by nobody's wish as far as is known by now. */
  take(): Death[] {
    const all = [...this.missing.values()];
    this.missing.clear();
    const atMs = this.parts.now();
    return all.flatMap(({ track, run }): Death[] => {
      if (track.run !== run || !this.isGone(track)) return [];
      const sequence = { ...run.sequence, death: { atMs, exitCode: null, isPodmans: false } };
      return [{ track, run: { ...run, sequence }, atMs, examination: notExamined, earlier: [...track.earlier] }];
    });
  }

  /** It was told; the engine's own word of it is no news. */
  expect(track: Track, told: Omit<ToldEarly, 'run'>): void {
    const nowMs = this.parts.now();
    for (const [key, { untilMs }] of this.expected) if (untilMs < nowMs) this.expected.delete(key);
    this.expected.set(track.key, { ...told, run: track.run, untilMs: nowMs + expectedMs });
  }

  /** What was told of this death before the engine told it; null: nothing. */
  toldEarly({ key, run }: Track): ToldEarly | null {
    const told = this.expected.get(key);
    this.expected.delete(key);
    return told && told.run === run && this.parts.now() <= told.untilMs ? told : null;
  }

  private isExpected({ key, run }: Track): boolean {
    const told = this.expected.get(key);
    return told !== undefined && told.run === run && this.parts.now() <= told.untilMs;
  }

  private isGone(track: Track): boolean {
    const { hostId, id } = track.container;
    // It was told already: the engine's word of it is still to come while the next look is taken.
    if (this.isExpected(track)) return false;
    return isVanished(track, this.acts.on(hostId, id, this.parts.now())) && this.cgroups.isGone(id);
  }
}

/** The engine knows nothing to tell yet. */
export const notExamined: Examination = {
  facts: undefined,
  tail: null,
  samples: [],
  skipped: true,
  inspected: Promise.resolve(),
  settled: Promise.resolve(),
};
