import { z } from 'zod';
import { fail, type Result, succeed } from './failure.ts';
import { fieldDetails } from './field-problems.ts';
import { type Settings, type SettingsPatch, settingsPatchSchema, settingsSchema } from './settings.ts';

const version = 1;
const sizeLimit = 1_048_576;

const envelopeSchema = z.object({ quarterdeck: z.literal('settings'), version: z.number().int().min(1), settings: z.unknown() });
// A pause is of this hour and of this machine.
const exchangedSchema = settingsPatchSchema.omit({ notificationsPausedUntilMs: true }).strict();

/** Settings as a file for another machine. They hold no tokens, which lie elsewhere. */
export function settingsFileText(settings: Settings): string {
  const { notificationsPausedUntilMs: _, ...exchanged } = settings;
  return `${JSON.stringify({ quarterdeck: 'settings', version, settings: exchanged }, null, 2)}\n`;
}

/**
 * Reads such a file's text: what it would change. A `validation_error` names every field that is wrong (`fieldProblems`),
 * also one that nobody knows, as it may be misspelt.
 */
export function readSettingsFile(text: string): Result<SettingsPatch> {
  if (text.length > sizeLimit) return refuse('It is longer than settings are.');
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return refuse('It is no JSON.');
  }
  const envelope = envelopeSchema.safeParse(json);
  if (!envelope.success) return refuse('It is no file of settings that Quarterdeck has exported.');
  if (envelope.data.version > version) return refuse('It was made by a newer Quarterdeck. Update this one first.');
  const parsed = exchangedSchema.safeParse(envelope.data.settings);
  if (parsed.success) return succeed(parsed.data);
  const problems = problemsOf(parsed.error);
  const [[field, why] = ['', 'not valid']] = problems;
  const count = problems.length === 1 ? 'one field is wrong' : `${problems.length} fields are wrong`;
  const message = `Nothing was imported, as ${count}. Correct ${field === '' ? 'the file' : field}: ${why}.`;
  return fail('validation_error', message.slice(0, 500), fieldDetails(problems));
}

/** Each problem at its field: `rules.2.condition.percent`. */
export function problemsOf(error: z.ZodError, prefix: readonly PropertyKey[] = []): [field: string, message: string][] {
  return error.issues.flatMap((issue) => {
    const path = [...prefix, ...issue.path];
    const at = (more: readonly PropertyKey[]) => [...path, ...more].map(String).join('.');
    if (issue.code !== 'unrecognized_keys') return [[at([]), issue.message]];
    return issue.keys.map((key): [string, string] => [at([key]), 'Quarterdeck does not know this setting']);
  });
}

export interface Dangers {
  readonly fields: readonly (keyof Settings)[];
  readonly sentences: readonly string[];
}

/** What an import would open or switch on that its user should agree to, a sentence each. Pure. */
export function dangersOf(before: Settings, patch: SettingsPatch): Dangers {
  const given = Object.entries(patch).filter(([, value]) => value !== undefined);
  const after = settingsSchema.parse({ ...before, ...Object.fromEntries(given) });
  const fields: (keyof Settings)[] = [];
  const sentences: string[] = [];
  const danger = (field: keyof Settings, holds: boolean, sentence: string) => {
    if (!holds || JSON.stringify(before[field]) === JSON.stringify(after[field])) return;
    fields.push(field);
    sentences.push(sentence);
  };
  danger('apiEnabled', after.apiEnabled, 'Programs with the token may use this Quarterdeck.');
  danger('apiAddress', !isLoopback(after.apiAddress), `Other machines can reach the API, at ${after.apiAddress}.`);
  const added = after.apiOrigins.filter((it) => !before.apiOrigins.includes(it));
  danger('apiOrigins', added.length > 0, `Web pages of ${added.join(', ').slice(0, 300)} may use the API.`);
  danger('engineAddress', after.engineAddress !== null, `Quarterdeck connects to the engine at ${after.engineAddress ?? ''}.`);
  danger('startAtLogin', after.startAtLogin, 'Quarterdeck starts when you log in.');
  const recovers = after.rules.filter((it) => it.enabled && it.recovery !== null).map((it) => it.name);
  danger('rules', recovers.length > 0, `Rules restart containers: ${recovers.join(', ').slice(0, 300)}.`);
  return { fields, sentences };
}

/** The patch without these fields. Pure. */
export function without(patch: SettingsPatch, fields: readonly (keyof Settings)[]): SettingsPatch {
  const left = new Set<string>(fields);
  return settingsPatchSchema.parse(Object.fromEntries(Object.entries(patch).filter(([field]) => !left.has(field))));
}

function isLoopback(address: string): boolean {
  return address === '::1' || address.startsWith('127.');
}

function refuse(why: string): Result<never> {
  return fail('validation_error', `Nothing was imported. ${why}`);
}
