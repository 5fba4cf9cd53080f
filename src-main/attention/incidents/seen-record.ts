import { z } from 'zod';
import { containerIdSchema } from '../../../src-shared/ids.ts';
import type { Container } from '../../../src-shared/model.ts';

/** What tells a run from the next one: all else is known of the container as it is found. */
const seenRunSchema = z.object({ id: containerIdSchema, startedAtMs: z.number().nullable(), restartCount: z.number() });
export type SeenRun = z.infer<typeof seenRunSchema>;

const recordSchema = z.object({ atMs: z.number(), running: z.array(z.unknown()) });

/** What ran on a host when we last looked. */
export interface SeenRecord {
  readonly atMs: number;
  readonly running: readonly SeenRun[];
}

export function seenValueKey(hostId: string): string {
  return `seen:${hostId}`;
}

/** What an earlier run has kept; null for none, or what can't be read. Pure. */
export function readSeen(kept: unknown): SeenRecord | null {
  const parsed = recordSchema.safeParse(kept);
  if (!parsed.success) return null;
  return { atMs: parsed.data.atMs, running: parsed.data.running.flatMap((it) => seenRunSchema.safeParse(it).data ?? []) };
}

/** The record as it is kept. It is written whole after each change, so it holds as little as it may. Pure. */
export function seenRecord(running: readonly SeenRun[], atMs: number): SeenRecord {
  return { atMs, running: running.map(({ id, startedAtMs, restartCount }) => ({ id, startedAtMs, restartCount })) };
}

/** A container as it ran when it was seen. Pure. */
export function asItRan(now: Container, { startedAtMs, restartCount }: Omit<SeenRun, 'id'>): Container {
  return { ...now, state: 'running', startedAtMs, restartCount, end: null };
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
