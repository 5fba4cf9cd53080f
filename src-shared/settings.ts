import { z } from 'zod';

const fields = {
  theme: z.enum(['system', 'light', 'dark']),
  /** CPU as per cent of one core (as `docker stats`) or of the whole machine. */
  cpuScale: z.enum(['core', 'machine']),
  density: z.enum(['comfortable', 'compact']),
  /** An engine's address that goes before DOCKER_HOST; null: look for engines. */
  engineAddress: z.string().max(1024).nullable(),
};

/** What the user has chosen. A missing or broken field falls back to its default, the others are kept. */
export const settingsSchema = z.object({
  theme: fields.theme.catch('system'),
  cpuScale: fields.cpuScale.catch('core'),
  density: fields.density.catch('comfortable'),
  engineAddress: fields.engineAddress.catch(null),
});
export type Settings = z.infer<typeof settingsSchema>;

/** Some of the settings, to change. Here a broken field is refused, as it is somebody's wish and not an old file. */
export const settingsPatchSchema = z.object(fields).partial();
export type SettingsPatch = z.infer<typeof settingsPatchSchema>;

export const defaultSettings: Settings = settingsSchema.parse({});
