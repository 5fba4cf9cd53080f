import type { FlowReply } from '../../src-shared/flow.ts';

/** What a JSON text can say. */
export type Json = FlowReply['data'];
export type JsonObject = { [key: string]: Json };

/** JSON.parse makes nothing but JSON. Throws its SyntaxError. */
export function parseJson(text: string): Json {
  const value: Json = JSON.parse(text);
  return value;
}

export function isJsonObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const quote = 0x22;
const backslash = 0x5c;

/**
 * Whether the text nests deeper than `limit`, told without parsing it: a parser's memory is what deep JSON is after, and
 * what does parse throws when it is copied. Text that is no JSON gets some answer, as the parser refuses it anyway. Pure.
 */
export function isDeeper(bytes: Uint8Array, limit: number): boolean {
  // As many brackets must open as close.
  if (bytes.length <= limit * 2) return false;
  let depth = 0;
  let inText = false;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (inText) {
      if (byte === backslash) at += 1;
      else if (byte === quote) inText = false;
    } else if (byte === quote) inText = true;
    else if (byte === 0x7b || byte === 0x5b) {
      depth += 1;
      if (depth > limit) return true;
    } else if (byte === 0x7d || byte === 0x5d) depth -= 1;
  }
  return false;
}
