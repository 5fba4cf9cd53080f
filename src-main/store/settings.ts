import { readFile, rename } from 'node:fs/promises';
import { writeFile } from 'atomically';
import { type Failure, fail, makeFailure, type Result, succeed } from '../../src-shared/failure.ts';
import { fieldDetails } from '../../src-shared/field-problems.ts';
import { defaultSettings, type Settings, type SettingsPatch, settingsSchema } from '../../src-shared/settings.ts';
import type { Log } from '../lib/log.ts';
import { type BrokenFields, parseSettings, type SettingsDocument, settingsText } from './settings-document.ts';

export interface SettingsStore {
  current(): Settings;
  /** Changes some of them and keeps them on disk; `system_error` where the disk refuses, and then nothing has changed. */
  update(patch: SettingsPatch): Promise<Result<Settings>>;
  /** Called after each change. Returns its unsubscribe. */
  onChange(listener: (settings: Settings) => void): () => void;
  /** What was wrong with the file when it was read, for the window to tell; null if nothing was. */
  readonly problem: Failure | null;
}

export interface SettingsOptions {
  /** The settings file; beside it lie `<file>.last-good` and broken ones, set aside. */
  readonly file: string;
  readonly log: Log;
  readonly now?: () => number;
}

const defaults: SettingsDocument = { settings: defaultSettings, unknown: {} };

/**
 * Reads the settings. Never fails: a missing file means defaults, a broken one is set aside and the last good ones are
 * taken, one that can't be read is left alone. What was wrong is in `problem` and the log.
 */
export async function openSettings(options: SettingsOptions): Promise<SettingsStore> {
  const { file, log, now = Date.now } = options;
  const read = await readDocument(file);
  if (read.state === 'good' && read.broken.length === 0) {
    await keepCopy(file, settingsText(read.document), log);
    return new FileSettings(file, read.document, null, log);
  }
  // Written atomically, the file is missing only at the first start or because the user wants the defaults back.
  if (read.state === 'missing') return new FileSettings(file, defaults, null, log);

  const document = read.state === 'good' ? read.document : await lastGood(file);
  const setAside = read.state === 'unreadable' ? null : await moveAside(file, `${file}.broken-${now()}`, log);
  // Else the next start would find none, and take the defaults for all.
  if (setAside !== null) await putBack(file, document, log);
  const problem = problemOf(file, read, setAside);
  log.warn(problem.message, problem.details);
  return new FileSettings(file, document, problem, log);
}

class FileSettings implements SettingsStore {
  private document: SettingsDocument;
  private readonly listeners = new Set<(settings: Settings) => void>();
  private writing: Promise<unknown> = Promise.resolve();
  readonly problem: Failure | null;
  private readonly file: string;
  private readonly log: Log;

  constructor(file: string, document: SettingsDocument, problem: Failure | null, log: Log) {
    this.file = file;
    this.document = document;
    this.problem = problem;
    this.log = log;
  }

  current(): Settings {
    return this.document.settings;
  }

  update(patch: SettingsPatch): Promise<Result<Settings>> {
    // One after the other, so that two updates at once don't undo each other.
    const updated = this.writing.then(() => this.write(patch));
    // A listener that throws must not keep later updates from being written.
    this.writing = updated.catch(() => undefined);
    return updated;
  }

  onChange(listener: (settings: Settings) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private async write(patch: SettingsPatch): Promise<Result<Settings>> {
    const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
    const document = { ...this.document, settings: settingsSchema.parse({ ...this.document.settings, ...given }) };
    const text = settingsText(document);
    try {
      await writeFile(this.file, text, { mode: 0o600 });
    } catch (error) {
      this.log.error('The settings can’t be written', { file: this.file, error });
      return fail('system_error', `The settings can’t be saved to ${this.file}. Check that there is room and that you may write there.`, {
        cause: error instanceof Error ? error.message : String(error),
      });
    }
    this.document = document;
    await keepCopy(this.file, text, this.log);
    for (const listener of this.listeners) listener(document.settings);
    return succeed(document.settings);
  }
}

type Read =
  | { readonly state: 'good'; readonly document: SettingsDocument; readonly broken: BrokenFields }
  | { readonly state: 'missing' }
  | { readonly state: 'broken'; readonly why: string }
  | { readonly state: 'unreadable'; readonly why: string };

async function readDocument(file: string): Promise<Read> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return { state: 'missing' };
    return { state: 'unreadable', why: error instanceof Error ? error.message : String(error) };
  }
  const parsed = parseSettings(text);
  return parsed.ok ? { state: 'good', document: parsed.document, broken: parsed.broken } : { state: 'broken', why: parsed.why };
}

async function lastGood(file: string): Promise<SettingsDocument> {
  const read = await readDocument(lastGoodFile(file));
  return read.state === 'good' ? read.document : defaults;
}

async function keepCopy(file: string, text: string, log: Log): Promise<void> {
  try {
    const before = await readFile(lastGoodFile(file), 'utf8').catch(() => null);
    if (before !== text) await writeFile(lastGoodFile(file), text, { mode: 0o600 });
  } catch (error) {
    log.warn('The copy of the settings can’t be written', { file, error });
  }
}

function lastGoodFile(file: string): string {
  return `${file}.last-good`;
}

async function moveAside(file: string, to: string, log: Log): Promise<string | null> {
  try {
    await rename(file, to);
    return to;
  } catch (error) {
    log.warn('The broken settings file can’t be set aside', { file, error });
    return null;
  }
}

async function putBack(file: string, document: SettingsDocument, log: Log): Promise<void> {
  try {
    await writeFile(file, settingsText(document), { mode: 0o600 });
  } catch (error) {
    log.warn('What is good of the settings can’t be written', { file, error });
  }
}

function problemOf(file: string, read: Exclude<Read, { state: 'missing' }>, setAside: string | null): Failure {
  const aside = setAside === null ? {} : { setAside };
  const where = setAside === null ? 'It will be replaced when you change a setting.' : `It is kept as ${setAside}.`;
  if (read.state === 'good') {
    const details = { file, ...aside, ...fieldDetails(read.broken) };
    return makeFailure('system_error', `${brokenWords(read.broken)} The others are as they were. ${where}`, details);
  }
  const details = { file, why: read.why, ...aside };
  if (read.state === 'unreadable') {
    return makeFailure(
      'system_error',
      `The settings in ${file} can’t be read, so the last ones known are used. Check who may read it.`,
      details,
    );
  }
  return makeFailure('system_error', `The settings file was broken, so the last good settings are used. ${where}`, details);
}

const fieldsNamed = 5;

/** Each field with what is wrong with it: the user must find it in the file that was set aside. */
function brokenWords(broken: BrokenFields): string {
  const named = broken.slice(0, fieldsNamed).map(([field, message]) => `${field} (${message})`);
  const more = broken.length > fieldsNamed ? ` and ${broken.length - fieldsNamed} more` : '';
  return `The settings file was broken in places; left out, or set to their defaults: ${named.join(', ')}${more}.`;
}
