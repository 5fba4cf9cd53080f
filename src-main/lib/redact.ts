/** What stands in the place of a secret. */
export const hidden = '[hidden]';

/** Names of fields whose values are secrets. */
export const secretKey = /token|secret|password|passwd|authorization|cookie|credential|api[-_]?key|private[-_]?key|^env$|environment$/i;
const textLimit = 2_000;
const entryLimit = 50;
const depthLimit = 5;

/** Shapes that are secrets wherever they stand: what comes before and after them is kept. */
const secretShapes: readonly (readonly [RegExp, string])[] = [
  [/([a-z][a-z0-9+.-]*:\/\/)[^\s/@]+@/gi, `$1${hidden}@`],
  [/\b(?:gh[pousr]_|github_pat_)[A-Za-z0-9_]{16,}/g, hidden],
  [/\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g, hidden],
  [/\bxox[abprs]-[A-Za-z0-9-]{10,}/g, hidden],
  [/\bsk-[A-Za-z0-9_-]{20,}/g, hidden],
  [/\beyJ[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]*/g, hidden],
  [/\b(Bearer|Basic)\s+[A-Za-z0-9._~+/=-]{8,}/gi, `$1 ${hidden}`],
  [/((?:password|passwd|secret|token|api[-_]?key)[A-Za-z0-9_]*["']?\s*[=:]\s*["']?)[^\s"'&,;]+/gi, `$1${hidden}`],
];

/** Takes secrets out of free text, and cuts it to 2,000 characters. */
export function redactText(text: string): string {
  // Cut first, with room for what a secret at the cut may need, so that a huge text costs nothing.
  let safe = text.length > textLimit * 2 ? text.slice(0, textLimit * 2) : text;
  for (const [shape, replacement] of secretShapes) safe = safe.replace(shape, replacement);
  return safe.length > textLimit ? `${safe.slice(0, textLimit)}…` : safe;
}

/** The same for a log line's fields: secret keys are hidden whole, errors become plain, depth and length are bounded. */
export function redactContext(context: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return redactObject(context, 0);
}

function redactObject(object: object, depth: number): Record<string, unknown> {
  const safe: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(object).slice(0, entryLimit)) {
    safe[key] = secretKey.test(key) ? hidden : redactValue(value, depth + 1);
  }
  return safe;
}

function redactValue(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return redactText(value);
  if (typeof value === 'bigint' || typeof value === 'symbol') return String(value);
  if (typeof value === 'function') return '[function]';
  if (typeof value !== 'object' || value === null) return value;
  if (depth > depthLimit) return '[deeper]';
  if (value instanceof Error) return redactError(value, depth);
  if (Array.isArray(value)) return value.slice(0, entryLimit).map((entry) => redactValue(entry, depth + 1));
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  return redactObject(value, depth);
}

function redactError(error: Error, depth: number): Record<string, unknown> {
  return {
    ...redactObject(error, depth),
    name: error.name,
    message: redactText(error.message),
    stack: redactText(error.stack ?? ''),
    ...(error.cause === undefined ? {} : { cause: redactValue(error.cause, depth + 1) }),
  };
}
