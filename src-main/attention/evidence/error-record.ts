import { z } from 'zod';
import type { ErrorText, Weight } from './error-text.ts';

/** What loggers write as a JSON object or as `key=value` pairs a line. */
const recordSchema = z.record(z.string(), z.unknown());
type Fields = z.infer<typeof recordSchema>;

const levelKeys = ['level', 'severity', 'lvl', 'log.level', 'levelname', 'loglevel', '@l', 'level_name', 'priority'];
const messageKeys = ['msg', 'message', '@m', '@mt', 'event', 'text', 'MESSAGE'];
const causeKeys = ['err', 'error', 'exception', 'cause', 'reason', '@x', 'exc_info', 'thrown', 'error.message', 'stack_trace', 'stack'];

/** What a structured line says of an error; null: it is not one, so that it is read as plain text. */
export function readErrorRecord(line: string): ErrorText | null {
  const fields = line.startsWith('{') ? jsonFields(line) : pairFields(line);
  if (!fields) return null;
  const weight = weightOf(pick(fields, levelKeys), fields);
  if (weight === null) return null;
  const message = textOf(pick(fields, messageKeys));
  const cause = causeKeys.map((key) => textOf(fields[key])).find((it) => it !== '') ?? '';
  const said = cause === '' || message.includes(cause) ? message : message === '' ? cause : `${message}: ${cause}`;
  return said === '' ? { weight: 0, text: '' } : { weight, text: said };
}

function jsonFields(line: string): Fields | null {
  try {
    return recordSchema.safeParse(JSON.parse(line)).data ?? null;
  } catch {
    return brokenFields(line);
  }
}

/** A line that was cut, or in which a secret was hidden, is no JSON any more. */
function brokenFields(line: string): Fields | null {
  const fields: Record<string, string> = {};
  for (const [, key = '', value = '', bare = ''] of line.matchAll(/"([\w@.]{1,64})"\s{0,4}:\s{0,4}(?:"((?:[^"\\]|\\.)*)"?|(\d{1,6}))/g))
    fields[key] ??= bare === '' ? value.replaceAll('\\"', '"').replaceAll('\\n', '\n') : bare;
  return Object.keys(fields).length > 0 ? fields : null;
}

/** `time=... level=error msg="connect failed" err="dial tcp: refused"` */
function pairFields(line: string): Fields | null {
  if (!/\b(?:level|lvl|severity)=/.test(line)) return null;
  const fields: Record<string, string> = {};
  for (const [, key = '', quoted, bare = ''] of line.matchAll(/([\w@.]{1,64})=(?:"((?:[^"\\]|\\.)*)"|([^\s"]{0,512}))/g))
    fields[key] ??= quoted === undefined ? bare : quoted.replaceAll('\\"', '"');
  return fields;
}

function pick(fields: Fields, keys: readonly string[]): unknown {
  const key = keys.find((it) => fields[it] !== undefined && fields[it] !== null);
  if (key !== undefined) return fields[key];
  // Elastic's common schema nests: {"log":{"level":"error"}}
  const log = recordSchema.safeParse(fields['log']).data;
  return keys === levelKeys ? log?.['level'] : undefined;
}

/** Null: it is not known to be a logger's line. What names no level may name an error all the same. */
function weightOf(level: unknown, fields: Fields): Weight | null {
  if (level === undefined) return causeKeys.some((key) => textOf(fields[key]) !== '') ? 1 : 0;
  // pino and bunyan: 50 error, 60 fatal.
  const number = typeof level === 'number' || (typeof level === 'string' && /^\d{2,3}$/.test(level)) ? Number(level) : null;
  if (number !== null) return number >= 60 ? 3 : number >= 50 ? 2 : 0;
  if (typeof level !== 'string') return 0;
  if (/^(?:fatal|panic|emerg|emergency|alert|crit|critical|dpanic|severe)$/i.test(level)) return 3;
  return /^(?:error|err|eror)$/i.test(level) ? 2 : 0;
}

/** An error is a text, its first line, or an object with a message. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return lastOfTrace(value);
  const fields = recordSchema.safeParse(value).data;
  if (!fields) return '';
  const message = fields['message'] ?? fields['msg'];
  return typeof message === 'string' ? lastOfTrace(message) : '';
}

/** Of Python's trace its last line, of all others the first. */
function lastOfTrace(text: string): string {
  const lines = text.trim().split('\n');
  return ((text.startsWith('Traceback') ? lines.at(-1) : lines[0]) ?? '').trim();
}
