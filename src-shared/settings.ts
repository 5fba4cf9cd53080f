import { z } from 'zod';

/** What the user has chosen. A missing or broken field falls back to its default, the others are kept. */
export const settingsSchema = z.object({
  theme: z.enum(['system', 'light', 'dark']).catch('system'),
  /** CPU as per cent of one core (as `docker stats`) or of the whole machine. */
  cpuScale: z.enum(['core', 'machine']).catch('core'),
  density: z.enum(['comfortable', 'compact']).catch('comfortable'),
  /** An engine's address that goes before DOCKER_HOST; null: look for engines. */
  engineAddress: z.string().max(1024).nullable().catch(null),
});
export type Settings = z.infer<typeof settingsSchema>;

export const defaultSettings: Settings = settingsSchema.parse({});
