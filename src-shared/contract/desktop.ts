import { z } from 'zod';
import { hostIdSchema } from '../ids.ts';
import { settingsSchema } from '../settings.ts';
import { nothing, referenceFields } from './parts.ts';

/** Where the window is led from outside it: by a notification that was clicked, or from the tray. */
export const navigateSchema = z.object({
  to: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('incident'), hostId: hostIdSchema, incidentId: z.string().min(1).max(300) }),
    z.object({ kind: z.literal('container'), ...referenceFields }),
    z.object({ kind: z.literal('logs'), ...referenceFields }),
    z.object({ kind: z.literal('settings') }),
  ]),
});
export type Navigate = z.infer<typeof navigateSchema>;

export const desktopStatusSchema = z.object({
  /** `none`: the desktop has no place for tray icons, so that closing the window can't leave Quarterdeck there. */
  tray: z.enum(['shown', 'none', 'notKnown']),
  /** How to get a tray here, as a sentence; null where there is one. */
  trayHelp: z.string().nullable(),
  /** Whether anything on this desktop shows notifications. */
  notifications: z.boolean(),
  /** `fileOfAnother`: the autostart file is not ours, and is left alone. */
  startAtLogin: z.enum(['possible', 'notPackaged', 'fileOfAnother']),
});
export type DesktopStatus = z.infer<typeof desktopStatusSchema>;

/** What this desktop has for the settings that concern it. */
export const desktopStatusContract = {
  getDesktopStatus: { argument: nothing, result: desktopStatusSchema },
  /** Asks where to save the settings as JSON, without tokens. The path, or null if the user thought better of it. */
  exportSettings: { argument: nothing, result: z.string().nullable() },
  /**
   * Asks for such a file, and before it opens Quarterdeck to others. A Failure names each wrong field (`fieldProblems`), and
   * nothing has changed. The settings as they are now, or null if the user thought better of it.
   */
  importSettings: { argument: nothing, result: settingsSchema.nullable() },
} as const;
