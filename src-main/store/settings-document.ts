import { z } from 'zod';
import { ruleSchema, rulesSchema } from '../../src-shared/rules.ts';
import { type Settings, settingsPatchSchema, settingsSchema } from '../../src-shared/settings.ts';
import { problemsOf } from '../../src-shared/settings-file.ts';

/** The settings as they lie on disk, with what a newer Quarterdeck may have put beside them. */
export interface SettingsDocument {
  readonly settings: Settings;
  readonly unknown: Readonly<Record<string, unknown>>;
}

const sizeLimit = 1_048_576;
const objectSchema = z.record(z.string(), z.unknown());

/** What is wrong with single fields, by their paths; those have their defaults. */
export type BrokenFields = readonly (readonly [field: string, message: string])[];

type Parsed =
  | { readonly ok: true; readonly document: SettingsDocument; readonly broken: BrokenFields }
  | { readonly ok: false; readonly why: string };

/** Reads a settings file's text. Broken is what is no JSON object; a broken field alone takes its default, a broken rule goes. */
export function parseSettings(text: string): Parsed {
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
  const broken: (readonly [string, string])[] = [];
  const good: Record<string, unknown> = {};
  for (const [field, schema] of Object.entries(settingsPatchSchema.shape)) {
    const value = object.data[field];
    if (value === undefined) continue;
    const parsed = field === 'rules' ? parseRules(value) : schema.safeParse(value);
    if (parsed.success) good[field] = parsed.data;
    if ('broken' in parsed) broken.push(...parsed.broken);
    else if (!parsed.success) broken.push(...problemsOf(parsed.error, [field]));
  }
  return { ok: true, document: { settings: settingsSchema.parse(good), unknown }, broken };
}

/** One broken rule must not take the others along. */
function parseRules(value: unknown): { readonly success: boolean; readonly data?: unknown; readonly broken: BrokenFields } {
  const list = z.array(z.unknown()).safeParse(value);
  if (!list.success) return { success: false, broken: problemsOf(list.error, ['rules']) };
  const broken: [string, string][] = [];
  const rules = list.data.flatMap((item, index) => {
    const rule = ruleSchema.safeParse(item);
    if (rule.success) return [{ rule: rule.data, index }];
    broken.push(...problemsOf(rule.error, ['rules', index]));
    return [];
  });
  const ids = new Set<string>();
  const kept = rules.filter(({ rule, index }) => {
    if (!ids.has(rule.id)) return ids.add(rule.id);
    broken.push([`rules.${index}.id`, 'Another rule has this id']);
    return false;
  });
  const all = rulesSchema.safeParse(kept.map((it) => it.rule));
  return all.success
    ? { success: true, data: all.data, broken }
    : { success: false, broken: [...broken, ...problemsOf(all.error, ['rules'])] };
}

export function settingsText(document: SettingsDocument): string {
  return `${JSON.stringify({ ...document.unknown, ...document.settings }, null, 2)}\n`;
}
