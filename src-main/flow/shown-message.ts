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
export function shownBody(text: string): string {
  try {
    return boundText(JSON.stringify(masked(parseJson(text))), flowBodyLimit);
  } catch {
    // No JSON, or not the whole of it.
    return boundText(redactText(text), flowBodyLimit);
  }
}

/** The same for a value: how the feed shows what came with an event. */
export function shownValue(value: Json, limit: number): string {
  return boundText(typeof value === 'string' ? redactText(value) : JSON.stringify(masked(value)), limit);
}

export function toShown({ text, masked: ready, ...message }: KeptMessage): FlowMessage {
  return { ...message, title: redactText(message.title), body: ready ? text : shownBody(text) };
}

function masked(value: Json): Json {
  if (typeof value === 'string') return redactText(value);
  if (Array.isArray(value)) return value.map(masked);
  if (!isJsonObject(value)) return value;
  const safe: [string, Json][] = Object.entries(value).map(([key, entry]) => [key, secretKey.test(key) ? hidden : masked(entry)]);
  return Object.fromEntries(safe);
}
