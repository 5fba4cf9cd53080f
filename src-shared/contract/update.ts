import { z } from 'zod';
import { containerConfigPatchSchema } from '../container-config.ts';
import { containerIdSchema } from '../ids.ts';
import { done, referenceFields } from './parts.ts';

/** How long the new container may take to be well, in seconds. */
const readyWithinSeconds = z.number().int().min(1).max(3_600);
export const defaultReadyWithinSeconds = 30;

export const replacedSchema = z.object({
  /** The id is a new one; the name stays. */
  containerId: containerIdSchema,
  previousContainerId: containerIdSchema,
});

/** Updating and deleting, both safe: what was there comes back if the new one fails, or if the user thinks better of it. */
export const updateContract = {
  /** Puts a folder's content into the working directory of a new container of the same configuration. */
  updateCode: {
    argument: z.object({ ...referenceFields, codePath: z.string().min(1).max(4_096), readyWithinSeconds }),
    result: replacedSchema,
  },
  /** What an update would change and what it would lose, without doing it. */
  previewUpdate: {
    argument: z.object({ ...referenceFields, patch: containerConfigPatchSchema, pull: z.boolean() }),
    result: z.object({
      changes: z.array(z.object({ field: z.string(), before: z.string(), after: z.string() })),
      /** What does not carry over, what can't be rolled back: a sentence each. */
      warnings: z.array(z.string()),
      /** Why it can't be done at all; null if it can. */
      refusal: z.string().nullable(),
    }),
  },
  /** Makes the container anew with `patch`, the image pulled first where `pull`; everything else is kept. */
  updateContainer: {
    argument: z.object({ ...referenceFields, patch: containerConfigPatchSchema, pull: z.boolean(), readyWithinSeconds }),
    result: replacedSchema,
  },
  /** Hides and renames it at once, stops it, and removes it when the time to undo is over. */
  deleteContainer: {
    argument: z.object({ ...referenceFields, volumes: z.boolean() }),
    result: z.object({ undoUntilMs: z.number() }),
  },
  undoDelete: { argument: z.object(referenceFields), result: done },
  /** Stops it, and removes it with its socket and folder; at once. What programs use. */
  deleteContainerNow: { argument: z.object({ ...referenceFields, volumes: z.boolean() }), result: done },
  /** Starts it and sees that it stays: three tries, waiting 2, 4 s between, two seconds to settle. */
  ensureRunning: { argument: z.object(referenceFields), result: done },
  /** Stops it with 30 s to end by itself, then starts it and sees that it stays. */
  restartGracefully: { argument: z.object(referenceFields), result: done },
  /** Closes a host's circuit breaker for a try now. */
  retryOperations: { argument: z.object({ hostId: referenceFields.hostId }), result: done },
} as const;
