import type { FlowMessage } from '../../../src-shared/flow.ts';
import { formatClock, formatDate } from '../../../src-shared/format.ts';
import { showHidden } from '../../components/display-text.ts';
import type { FlowEntry } from './flow-session.ts';

export const directionWords: Record<FlowMessage['direction'], string> = { toContainer: 'Sent', fromContainer: 'Received' };

export const kindWords: Record<FlowMessage['kind'], string> = {
  command: 'command',
  reply: 'reply',
  failedReply: 'failed',
  event: 'event',
  broken: 'broken',
};

export function isBad(message: FlowMessage): boolean {
  return message.kind === 'failedReply' || message.kind === 'broken';
}

/** '0.42 ms', '12.3 ms', '340 ms', '1.2 s'. */
export function latencyWords(latencyMs: number): string {
  if (latencyMs < 10) return `${latencyMs.toFixed(2)}\u00a0ms`;
  if (latencyMs < 100) return `${latencyMs.toFixed(1)}\u00a0ms`;
  return latencyMs < 1_000 ? `${Math.round(latencyMs)}\u00a0ms` : `${(latencyMs / 1_000).toFixed(1)}\u00a0s`;
}

/** '14:32:07.318' */
export function preciseTime(atMs: number): string {
  return `${formatClock(atMs)}.${String(Math.floor(atMs) % 1_000).padStart(3, '0')}`;
}

const previewCharacters = 400;

/** What a message brings, in one line: of a whole one its data or error, as the row names the rest; else as it came. */
export function previewOf({ body }: Pick<FlowMessage, 'body'>): string {
  return showHidden(payloadOf(body).slice(0, previewCharacters).replaceAll('\n', ' '));
}

function payloadOf(body: string): string {
  const line = parsed(body);
  if (typeof line !== 'object' || line === null) return body;
  const payload: unknown = Reflect.get(line, 'error') ?? Reflect.get(line, 'data');
  return payload === undefined ? body : JSON.stringify(payload);
}

/** A body laid out for reading; what is not JSON (any more, where it was cut) stays as it is. */
export function prettyBody(body: string): string {
  return pretty(body).split('\n').map(showHidden).join('\n');
}

function pretty(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    // Cut, or never JSON: shown as it came.
    return body;
  }
}

/** The command that each reply answers, by what joins them: a reply names none. */
export function repliesTo(entries: readonly FlowEntry[]): ReadonlyMap<string, string> {
  const commands = new Map<string, string>();
  for (const entry of entries) {
    if (entry.kind === 'message' && entry.message.kind === 'command' && entry.message.correlationId !== null) {
      commands.set(entry.message.correlationId, entry.message.title);
    }
  }
  return commands;
}

const matches = new WeakMap<FlowMessage, { readonly query: string; readonly isMatch: boolean }>();

/** Each message is looked at once for a query, however often the list changes. */
function isMatch(message: FlowMessage, query: string): boolean {
  const known = matches.get(message);
  if (known?.query === query) return known.isMatch;
  const found = [message.title, message.kind, message.body].some((text) => text.toLowerCase().includes(query));
  matches.set(message, { query, isMatch: found });
  return found;
}

/** The entries in which `text` is found, each with the command or the reply that belongs to it. All of them for ''. */
export function filterEntries(entries: readonly FlowEntry[], text: string): readonly FlowEntry[] {
  const query = text.trim().toLowerCase();
  if (query === '') return entries;
  const joined = new Set<string>();
  for (const entry of entries) {
    if (entry.kind === 'message' && entry.message.correlationId !== null && isMatch(entry.message, query)) {
      joined.add(entry.message.correlationId);
    }
  }
  return entries.filter(
    (entry) =>
      entry.kind === 'message' &&
      (isMatch(entry.message, query) || (entry.message.correlationId !== null && joined.has(entry.message.correlationId))),
  );
}

/** What is copied and saved: an array of messages, their bodies as JSON where they are that. */
export function messagesAsJson(entries: readonly FlowEntry[]): string {
  const messages = entries.flatMap((entry) => {
    if (entry.kind !== 'message') return [];
    const { atMs, direction, kind, correlationId, title, body, latencyMs } = entry.message;
    return [{ time: new Date(atMs).toISOString(), direction, kind, title, correlationId, latencyMs, body: parsed(body) }];
  });
  return `${JSON.stringify(messages, null, 2)}\n`;
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    // Cut, or never JSON: kept as text.
    return body;
  }
}

/** 'api-messages-2026-11-21-143207.json' */
export function messagesFileName(containerName: string, nowMs: number): string {
  const name = containerName.replace(/[^\w.-]/g, '_').slice(0, 180);
  return `${name}-messages-${formatDate(nowMs)}-${formatClock(nowMs).replaceAll(':', '')}.json`;
}
