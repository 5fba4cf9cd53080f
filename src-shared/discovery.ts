import { z } from 'zod';
import { problemSchema } from './model.ts';

export const attemptSchema = z.object({
  address: z.string(),
  label: z.string(),
  outcome: z.discriminatedUnion('state', [
    z.object({ state: z.literal('answered') }),
    z.object({ state: z.literal('failed'), problem: problemSchema }),
  ]),
});
export const discoverySchema = z.object({
  /** Where the addresses came from. */
  source: z.enum(['settings', 'dockerHost', 'context', 'usual', 'demo']),
  /** The Docker context's name, or `DOCKER_HOST` as given, without credentials. */
  sourceText: z.string().nullable(),
  attempts: z.array(attemptSchema),
  atMs: z.number(),
  /** False while the first round still runs. */
  complete: z.boolean(),
});
/** What was tried to find an engine, for the window that has none to show. */
export type Discovery = z.infer<typeof discoverySchema>;
export type Attempt = z.infer<typeof attemptSchema>;
