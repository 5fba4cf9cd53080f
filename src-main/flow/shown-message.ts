import { boundText } from '../../src-shared/container-detail.ts';
import { type FlowMessage, flowBodyLimit } from '../../src-shared/flow.ts';
import { hidden, redactText, secretKey } from '../lib/redact.ts';
import { isJsonObject, type Json, parseJson } from './json.ts';

/** A message as it is kept: making it fit to be shown costs, and most are never looked at. */
export interface KeptMessage extends Omit<FlowMessage, 'body'> {
  /** The line as it was; where `masked`, as it may be shown. */
  readonly text: string;
  readonly masked: boolean;
}

/** A line as text that may be shown: secrets masked, cut at `flowBodyLimit` characters. Pure. */
export function shownBody(kind: FlowMessage['kind'], text: string): string {
  // What is broken may be broken in a way that is dear to parse.
  if (kind === 'broken') return redactText(text);
  try {
    return shownValue(parseJson(text), flowBodyLimit);
  } catch {
    return redactText(text);
  }
}

/** The same for a value, cut at `limit` characters: what is beyond is not even looked at. */
export function shownValue(value: Json, limit: number): string {
  const safe = masked(value, { left: limit });
  return boundText(typeof safe === 'string' ? safe : JSON.stringify(safe), limit);
}

export function toShown({ text, masked: ready, ...message }: KeptMessage): FlowMessage {
  return { ...message, title: redactText(message.title), body: ready ? text : shownBody(message.kind, text) };
}

/** Characters that may still be written. */
interface Room {
  left: number;
}

function masked(value: Json, room: Room): Json {
  room.left -= 1;
  if (typeof value === 'string') {
    const safe = redactText(value);
    room.left -= safe.length;
    return safe;
  }
  if (Array.isArray(value)) {
    const list: Json[] = [];
    for (const entry of value) {
      if (room.left <= 0) break;
      list.push(masked(entry, room));
    }
    return list;
  }
  if (!isJsonObject(value)) return value;
  const entries: [string, Json][] = [];
  for (const key of Object.keys(value)) {
    if (room.left <= 0) break;
    room.left -= key.length;
    entries.push([key, secretKey.test(key) ? hidden : masked(value[key] ?? null, room)]);
  }
  return Object.fromEntries(entries);
}
