import { z } from 'zod';
import { type Container, containerSchema } from '../../src-shared/model.ts';

const recordSchema = z.object({ atMs: z.number(), running: z.array(z.unknown()) });

/** What ran on a host when we last looked. */
export interface SeenRecord {
  readonly atMs: number;
  readonly running: readonly Container[];
}

export function seenValueKey(hostId: string): string {
  return `seen:${hostId}`;
}

/** What an earlier run has kept; null for none, or what can't be read. Pure. */
export function readSeen(kept: unknown): SeenRecord | null {
  const parsed = recordSchema.safeParse(kept);
  if (!parsed.success) return null;
  return { atMs: parsed.data.atMs, running: parsed.data.running.flatMap((it) => containerSchema.safeParse(it).data ?? []) };
}

/** The record as it is kept: ports are of no use in it. Pure. */
export function seenRecord(running: readonly Container[], atMs: number): SeenRecord {
  return { atMs, running: running.map((it) => ({ ...it, ports: [] })) };
}

const mostListed = 20;
/** What a stop, Ctrl-C or a kill leaves: found by listing, these tell nothing. */
const ambiguous: ReadonlySet<number> = new Set([0, 130, 137, 143]);

/**
 * Of what was dead before we first looked: what ended by itself with a failure, the latest ones. Jobs that somebody ran by
 * hand are not among them. Pure.
 */
export function oldFailures(containers: readonly Container[], nowMs: number, recentMs: number): Container[] {
  return containers
    .filter(({ state, end, interactive, autoRemove }) => {
      if ((state !== 'exited' && state !== 'dead') || !end || end.atMs === null || end.requested === 'yes') return false;
      const failed = end.outOfMemory || (end.exitCode !== null && !ambiguous.has(end.exitCode));
      return failed && !interactive && !autoRemove && nowMs - end.atMs < recentMs;
    })
    .sort((one, other) => (other.end?.atMs ?? 0) - (one.end?.atMs ?? 0))
    .slice(0, mostListed);
}
