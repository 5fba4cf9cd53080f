import { z } from 'zod';
import { containerIdSchema, hostIdSchema } from './ids.ts';

export const deletionSchema = z.object({
  hostId: hostIdSchema,
  containerId: containerIdSchema,
  /** The name that it had, and has again when it is undone. */
  name: z.string(),
  undoUntilMs: z.number(),
});
/** A container that the user deleted and may still have back; views leave it out. */
export type Deletion = z.infer<typeof deletionSchema>;
