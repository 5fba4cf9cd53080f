import { z } from 'zod';
import { rulesSchema, suggestedRules } from './rules.ts';

const fields = {
  theme: z.enum(['system', 'light', 'dark']),
  /** CPU as per cent of one core (as `docker stats`) or of the whole machine. */
  cpuScale: z.enum(['core', 'machine']),
  density: z.enum(['comfortable', 'compact']),
  /** An engine's address that goes before DOCKER_HOST; null: look for engines. */
  engineAddress: z.string().max(1024).nullable(),
  /** Whether programs may use this Quarterdeck over Socket.IO. */
  apiEnabled: z.boolean(),
  apiPort: z.number().int().min(1).max(65_535),
  /** Where the API listens; anything but loopback lets other machines in. */
  apiAddress: z.union([z.ipv4(), z.ipv6()]),
  /** Web pages that may use the API beside our own address, such as `http://localhost:5173`. */
  apiOrigins: z.array(z.url().max(2_048)).max(32),
  /** How much is written to the system log. */
  logLevel: z.enum(['debug', 'info', 'warn', 'error']),
  /** How long an updated container may take to be well, in seconds. */
  readyWithinSeconds: z.number().int().min(1).max(3_600),
  /** Whether native notifications are shown at all; what happens is listed all the same. */
  notificationsEnabled: z.boolean(),
  /** Told beside crashes, running out of memory and restart loops, which always are. */
  notifyUnhealthy: z.boolean(),
  notifyRecovered: z.boolean(),
  /** Interactive and `--rm` containers that end with another code than 0. */
  notifyJobs: z.boolean(),
  /** Minutes since midnight, local time; `from` after `to` goes over midnight. Null: none. */
  quietHours: z.object({ fromMinute: z.number().int().min(0).max(1_439), toMinute: z.number().int().min(0).max(1_439) }).nullable(),
  /** No notifications before this time; null: not paused. */
  notificationsPausedUntilMs: z.number().nullable(),
  /** Closing the window leaves Quarterdeck in the tray. */
  closeToTray: z.boolean(),
  startAtLogin: z.boolean(),
  rules: rulesSchema,
};

/** What the user has chosen. A missing or broken field falls back to its default, the others are kept. */
export const settingsSchema = z.object({
  theme: fields.theme.catch('system'),
  cpuScale: fields.cpuScale.catch('core'),
  density: fields.density.catch('comfortable'),
  engineAddress: fields.engineAddress.catch(null),
  apiEnabled: fields.apiEnabled.catch(false),
  apiPort: fields.apiPort.catch(4773),
  apiAddress: fields.apiAddress.catch('127.0.0.1'),
  apiOrigins: fields.apiOrigins.catch([]),
  logLevel: fields.logLevel.catch('info'),
  readyWithinSeconds: fields.readyWithinSeconds.catch(30),
  notificationsEnabled: fields.notificationsEnabled.catch(true),
  notifyUnhealthy: fields.notifyUnhealthy.catch(true),
  notifyRecovered: fields.notifyRecovered.catch(true),
  notifyJobs: fields.notifyJobs.catch(false),
  quietHours: fields.quietHours.catch(null),
  notificationsPausedUntilMs: fields.notificationsPausedUntilMs.catch(null),
  closeToTray: fields.closeToTray.catch(false),
  startAtLogin: fields.startAtLogin.catch(false),
  rules: fields.rules.catch([...suggestedRules]),
});
export type Settings = z.infer<typeof settingsSchema>;

/** Some of the settings, to change. Here a broken field is refused, as it is somebody's wish and not an old file. */
export const settingsPatchSchema = z.object(fields).partial();
export type SettingsPatch = z.infer<typeof settingsPatchSchema>;

export const defaultSettings: Settings = settingsSchema.parse({});
