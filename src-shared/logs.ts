import { z } from 'zod';

export const logLineSchema = z.object({
  /** The engine's timestamp; null where the log driver gave none. */
  atMs: z.number().nullable(),
  stream: z.enum(['stdout', 'stderr']),
  /** Without the line break, ANSI codes as they came, at most `logLineLimit` characters. */
  text: z.string(),
  /** The line was longer and has been cut. */
  cut: z.boolean(),
});
export type LogLine = z.infer<typeof logLineSchema>;

export const logChunkSchema = z.object({
  streamId: z.uuid(),
  lines: z.array(logLineSchema),
  /** Lines left out before these because more came than anybody can read. */
  skipped: z.number().int(),
  /** Set in the last chunk; `message` says why it ended. */
  ended: z.object({ failed: z.boolean(), message: z.string() }).nullable(),
});
/** What a followed log has to say since the chunk before. */
export type LogChunk = z.infer<typeof logChunkSchema>;

export const logLineLimit = 65_536;
export const logLinesKept = 5_000;
