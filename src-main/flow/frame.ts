import { isUtf8 } from 'node:buffer';
import { flowDepthLimit, flowLineLimitBytes } from '../../src-shared/flow.ts';
import { isDeeper, isJsonObject, type Json, type JsonObject, parseJson } from './json.ts';

/** What a container's line says. `text` is the line, for whoever shows it. */
export type Frame =
  | { readonly kind: 'hello'; readonly protocol: number; readonly name: string | null }
  | { readonly kind: 'reply'; readonly id: string; readonly data: Json; readonly text: string }
  | { readonly kind: 'failedReply'; readonly id: string; readonly message: string; readonly text: string }
  | { readonly kind: 'event'; readonly event: string; readonly actor: string | null; readonly data: Json; readonly text: string }
  /** `reason` is a sentence for the author of the container. */
  | { readonly kind: 'broken'; readonly reason: string; readonly text: string };

const nameLimit = 256;
const replacement = '\ufffd';

/**
 * Reads one line of a container. Never throws: what is no frame is `broken`, with the reason. The envelope is checked by
 * hand, as this runs a hundred thousand times a second; test/unit/flow holds it to a zod schema. Pure.
 */
export function readFrame(bytes: Buffer): Frame {
  const text = bytes.toString('utf8');
  // A real U+FFFD is valid; only where one shows up the bytes are looked at again.
  if (text.includes(replacement) && !isUtf8(bytes)) return broken('This line is not UTF-8', text);
  if (isDeeper(bytes, flowDepthLimit)) return broken(`This line nests deeper than ${flowDepthLimit} levels`, text);
  let value: Json;
  try {
    value = parseJson(text);
  } catch {
    return broken(text.trim() === '' ? 'This line is empty' : 'This line is not JSON', text);
  }
  if (!isJsonObject(value)) return broken('This line is JSON, but no object', text);
  if (own(value, 'id')) return readReply(value, text);
  if (own(value, 'event')) return readEvent(value, text);
  if (own(value, 'hello')) return readHello(value, text);
  return broken('This line has neither id nor event nor hello', text);
}

/** A line that was too long to be kept. */
export function tooLongFrame(): Frame {
  return broken(`A line of more than ${flowLineLimitBytes / 1_024} KiB was thrown away`, '');
}

/** The line that tells a container why it is turned away, with its newline. */
export function refusalLine(message: string): string {
  return `${JSON.stringify({ error: { message } })}\n`;
}

function readReply(value: JsonObject, text: string): Frame {
  const { id, ok, data, error } = value;
  if (typeof id !== 'string' || id.length === 0 || id.length > nameLimit)
    return broken('This reply’s id is not the text that was sent', text);
  if (ok === true) return { kind: 'reply', id, data: data ?? null, text };
  if (ok !== false) return broken('This reply’s ok is neither true nor false', text);
  const message = isJsonObject(error) ? error['message'] : undefined;
  if (typeof message !== 'string') return broken('This reply is not ok, but has no error.message', text);
  return { kind: 'failedReply', id, message, text };
}

function readEvent(value: JsonObject, text: string): Frame {
  const { event, actor, data } = value;
  if (!isName(event)) return broken(`This event’s name is not a text of 1 to ${nameLimit} characters`, text);
  if (actor !== undefined && actor !== null && !isName(actor)) {
    return broken(`This event’s actor is not a text of 1 to ${nameLimit} characters`, text);
  }
  return { kind: 'event', event, actor: actor ?? null, data: data ?? null, text };
}

function readHello(value: JsonObject, text: string): Frame {
  const { hello } = value;
  if (!isJsonObject(hello)) return broken('This hello is no object', text);
  const { protocol, name } = hello;
  if (typeof protocol !== 'number') return broken('This hello does not say its protocol', text);
  return { kind: 'hello', protocol, name: isName(name) ? name : null };
}

function isName(value: Json | undefined): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= nameLimit;
}

function own(value: JsonObject, key: string): boolean {
  return Object.hasOwn(value, key);
}

function broken(reason: string, text: string): Frame {
  return { kind: 'broken', reason, text };
}
