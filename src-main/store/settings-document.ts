import { z } from 'zod';
import { type Settings, settingsSchema } from '../../src-shared/settings.ts';

/** The settings as they lie on disk, with what a newer Quarterdeck may have put beside them. */
export interface SettingsDocument {
  readonly settings: Settings;
  readonly unknown: Readonly<Record<string, unknown>>;
}

const sizeLimit = 1_048_576;
const objectSchema = z.record(z.string(), z.unknown());

/** Reads a settings file's text. Broken is what is no JSON object; a broken field alone takes its default. */
export function parseSettings(
  text: string,
): { readonly ok: true; readonly document: SettingsDocument } | { readonly ok: false; readonly why: string } {
  if (text.length > sizeLimit) return { ok: false, why: `longer than ${sizeLimit} characters` };
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    return { ok: false, why: error instanceof Error ? error.message : 'not JSON' };
  }
  const object = objectSchema.safeParse(json);
  if (!object.success) return { ok: false, why: 'not a JSON object' };
  const known = new Set(Object.keys(settingsSchema.shape));
  const unknown = Object.fromEntries(Object.entries(object.data).filter(([key]) => !known.has(key)));
  return { ok: true, document: { settings: settingsSchema.parse(object.data), unknown } };
}

export function settingsText(document: SettingsDocument): string {
  return `${JSON.stringify({ ...document.unknown, ...document.settings }, null, 2)}\n`;
}
