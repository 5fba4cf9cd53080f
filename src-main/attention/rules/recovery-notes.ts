import { z } from 'zod';
import type { Rule } from '../../../src-shared/rules.ts';
import type { RecoveryState } from './recovery.ts';

const noteSchema = z.object({
  ruleId: z.string(),
  /** What the rule was when it was kept: a changed one begins anew. */
  print: z.string(),
  hostId: z.string(),
  containerId: z.string(),
  attemptsAtMs: z.array(z.number()).max(20),
  leftAloneAtMs: z.number().nullable(),
  /** The end that the rule was about, which nobody had asked for. */
  endMs: z.number().nullable(),
});
const notesKept = 1_000;
const notesSchema = z.object({ version: z.literal(1), notes: z.array(noteSchema).max(notesKept) });

/** What a rule has done to a container, as it outlives Quarterdeck: it must not restart it once more for each of its starts. */
export type RecoveryNote = z.infer<typeof noteSchema>;

/** What an earlier run has put; empty where there is none, or where it can't be understood. */
export function readNotes(kept: unknown): RecoveryNote[] {
  const parsed = notesSchema.safeParse(kept);
  return parsed.success ? parsed.data.notes : [];
}

export function writeNotes(notes: readonly RecoveryNote[]): z.infer<typeof notesSchema> {
  return { version: 1, notes: notes.slice(-notesKept) };
}

/** Equal where two rules decide the same; a name may change without that. */
export function printOf({ scope, condition, recovery }: Rule): string {
  return JSON.stringify([scope, condition, recovery]);
}

export function stateOf(note: RecoveryNote): RecoveryState {
  return { attemptsAtMs: note.attemptsAtMs, leftAloneAtMs: note.leftAloneAtMs };
}
