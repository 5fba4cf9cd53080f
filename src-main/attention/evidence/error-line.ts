import type { IncidentLogLine } from '../../../src-shared/incidents.ts';
import { hideSecrets } from '../../lib/redact.ts';
import { readErrorRecord } from './error-record.ts';
import { type ErrorText, readErrorText } from './error-text.ts';
import { plainText } from './plain-text.ts';

export interface ErrorLine {
  /** Where in the tail it stands. */
  readonly index: number;
  /** One line, without time, level, colours and secrets, at most `errorLineLimit` characters. */
  readonly text: string;
}

export const errorLineLimit = 240;
/** More of a line is not looked at. */
const looked = 4_096;
/** Lines further back were survived. */
const tailLines = 200;

/**
 * The last error-like line of a log's tail, oldest line first; null where there is none. A line that names an error goes
 * before one that only sounds like it, and stderr before stdout.
 */
export function findErrorLine(tail: readonly IncidentLogLine[]): ErrorLine | null {
  let best: { readonly index: number; readonly rank: number; readonly text: string } | null = null;
  for (let index = Math.max(0, tail.length - tailLines); index < tail.length; index += 1) {
    const line = tail[index];
    const { weight, text } = line ? read(line.text, tail[index + 1]?.text) : { weight: 0, text: '' };
    const rank = weight * 2 + (line?.stream === 'stderr' ? 1 : 0);
    if (weight > 0 && text !== '' && (!best || rank >= best.rank)) best = { index, rank, text };
  }
  return best && { index: best.index, text: bounded(hideSecrets(best.text)) };
}

function read(raw: string, rawNext: string | undefined): ErrorText {
  const line = plainText(raw.slice(0, looked));
  const found = readErrorRecord(line.trim()) ?? readErrorText(line);
  // Rust says where it panicked, and why on the next line.
  const place = /^thread '.{1,64}' (?:\(\d+\) )?panicked at [^,]{1,256}:$/.test(found.text);
  return place && rawNext !== undefined ? { ...found, text: `panicked: ${plainText(rawNext.slice(0, looked)).trim()}` } : found;
}

function bounded(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > errorLineLimit ? `${line.slice(0, errorLineLimit - 1)}…` : line;
}

/** A verdict's line with the log's word: 'Exited 1' becomes 'Exited 1: connect ECONNREFUSED db:5432'; others stay as they are. */
export function withErrorLine(what: string, errorLine: string | null): string {
  return errorLine !== null && /^(?:Exited|Stopped, exited|Died .{1,64}, exited) \d+$/.test(what) ? `${what}: ${errorLine}` : what;
}
