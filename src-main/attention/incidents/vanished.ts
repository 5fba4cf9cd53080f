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

/** Whether deaths may be the first that the engine tells of a crash of many: nobody's wish, none that ended well. Pure. */
export function mayBeBurst(verdicts: readonly (Verdict | null)[]): boolean {
  return verdicts.every((it) => it?.news === true && it.certain && it.kind !== 'jobEnded');
}

/**
 * Whether a container whose processes are gone died by nobody's wish, though the engine has not told of it yet. Any signal
 * that was sent to it, and whatever we do to it, may be the reason; one that may be a job may have done its work. Pure.
 */
export function isVanished({ container, inspected, running, run: { sequence, told } }: Track, own: OwnAct | null): boolean {
  // One that was told stays gone until the engine tells it too.
  if (!running || !inspected || told !== null || own !== null || container.state !== 'running') return false;
  if (sequence.death !== null || sequence.stoppedAtMs !== null || sequence.signals.length > 0 || sequence.own !== null) return false;
  return !isJob(container, sequence) && !isBuildStep(container);
}

/** Knows, in a crash of many, who died with those of whom the engine has told. */
export class Vanished {
  /** Found gone at the last look, by container. */
  private readonly missing = new Map<ContainerKey, { readonly track: Track; readonly run: Run }>();
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

  /** Looks who else of a host is gone; whether anybody is who was not at the last look. */
  look(hostId: string): boolean {
    const before = this.missing.size;
    for (const track of this.runs.ofHost(hostId))
      if (!this.missing.has(track.key) && this.isGone(track)) this.missing.set(track.key, { track, run: track.run });
    return this.missing.size > before;
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
      return [{ track, run, atMs, early: true, examination: notExamined, earlier: [...track.earlier] }];
    });
  }

  private isGone(track: Track): boolean {
    const { hostId, id } = track.container;
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
