import { z } from 'zod';
import { failureSchema } from '../failure.ts';
import { flowCommandSchema, flowMessageSchema, flowReplySchema } from '../flow.ts';
import { done, referenceFields, referenceSchema } from './parts.ts';

const timeoutMs = z.number().int().min(1).max(3_600_000);

/** Speaking with flow containers. */
export const flowContract = {
  /** Sends one command and waits for the reply. */
  sendFlow: { argument: z.object({ ...referenceFields, message: flowCommandSchema, timeoutMs }), result: flowReplySchema },
  /** The same to many; each has an outcome of its own. */
  broadcastFlow: {
    argument: z.object({ containers: z.array(referenceSchema).min(1).max(1_000), message: flowCommandSchema, timeoutMs }),
    result: z.array(
      z.object({
        ...referenceFields,
        outcome: z.discriminatedUnion('ok', [
          z.object({ ok: z.literal(true), reply: flowReplySchema }),
          z.object({ ok: z.literal(false), failure: failureSchema }),
        ]),
      }),
    ),
  },
  /** Waits for the next event that the container sends unasked. */
  receiveFlow: {
    argument: z.object({ ...referenceFields, timeoutMs }),
    result: z.object({ event: z.string(), actor: z.string().nullable(), data: z.json() }),
  },
  /** What is kept of a container's messages, and from now on `flow` pushes to this caller, until `unwatchFlow`. */
  watchFlow: { argument: z.object(referenceFields), result: z.array(flowMessageSchema) },
  unwatchFlow: { argument: z.object(referenceFields), result: done },
  clearFlow: { argument: z.object(referenceFields), result: done },
} as const;
