/** What stands in the place of a secret. */
export const hidden = '[hidden]';

/** Names of fields whose values are secrets. */
export const secretKey =
  /token|secret|passwor[dt]|passwd|passphrase|pwd|authorization|cookie|credential|(?:api|access|private|signing|encryption)[-_]?key|session[-_]?id|[-_](?:pass|auth)$|^(?:pass|auth)$|^envs?$|environ(?:ment)?$/i;
const textLimit = 2_000;
/** How much of a longer text is looked at: what it takes to find the secrets among the characters that are kept. */
const looked = 16_384;
const longestTail = 4_096;
const entryLimit = 50;
const depthLimit = 5;

/** Parts of names whose values are secrets: `DB_PASSWORD`, `clientSecret`, `x-api-key` ... */
const secretNames =
  'passwor[dt]|passwd|passphrase|pwd|secret|token|api[-_]?key|access[-_]?key|private[-_]?key|signing[-_]?key|encryption[-_]?key|credential|session[-_]?id|[-_]pass(?![a-z])|[-_]auth(?![a-z])';

/** A value in quotes, which may themselves stand in a quoted text (`\"`), up to the same quote; without an end, all that follows. */
const quotedAs = (group: string) => String.raw`(?<${group}>\\{0,16}["'\x60])(?:(?!(?<!\\)\k<${group}>)[^])*(?:\k<${group}>)?`;
const quoted = quotedAs('quote');
/** A list or an object of an environment; what stands in quotes may hold brackets. */
const listed = String.raw`\[(?:${quotedAs('inList')}|[^\]"'\x60])*\]?|\{(?:${quotedAs('inObject')}|[^}"'\x60])*\}?`;
/** A list or an object, to the text's end: where it closes can't be told by a pattern. */
const bracketed = '[[{][^]*';
/** Up to a space, to the quote that closes around it, or to the next field of a query. */
const bare = String.raw`(?:(?!\\{0,16}["'\x60](?:[\s,;:)\]}]|$)|&[\w.-]{1,64}=)\S)+`;
/** Up to the line's end, or to the quote that closes around it. */
const line = String.raw`(?:(?!\\{0,16}["'\x60](?:[\s,;:)\]}]|$))[^\r\n])+`;

/**
 * Shapes that are secrets wherever they stand; what comes before them is kept. Each takes time linear in the text: no
 * shape looks further than a bounded number of characters before it either fails or takes what it has seen.
 */
const shapes: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z ]{0,32}PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]{0,32}PRIVATE KEY-----|$)/g, hidden],
  // Headers, to the end of the line or to the quote that closes around them.
  [
    new RegExp(String.raw`((?:authorization|cookie)(?:\\{0,16}["'\x60])?\s{0,16}[:=]\s{0,16})(?:${quoted}|Digest[^\r\n]*|${line})`, 'gi'),
    `$1${hidden}`,
  ],
  // `"Env": ["A=b"]`, `environment = {...}`
  [new RegExp(String.raw`(\b(?:envs?|environ(?:ment)?)(?:\\{0,16}["'\x60])?\s{0,16}[:=]\s{0,16})(?:${listed})`, 'gi'), `$1${hidden}`],
  // `docker run -e NAME=value --env NAME="a value" -eNAME=value`
  [
    new RegExp(
      String.raw`((?<![\w-])(?:(?:-e|--env)(?:\s{1,16}|=|\\{0,16}["'],\s{0,4}\\{0,16}["'])[A-Za-z_][\w.]{0,127}|-e[A-Z_][A-Z0-9_]{0,127})=)(?:${quoted}|${bare})`,
      'g',
    ),
    `$1${hidden}`,
  ],
  // `password=x`, `"db_password": "x y"`, `token => x`, `secrets: [..]`
  [
    new RegExp(
      String.raw`((?:${secretNames})[\w.-]{0,64}(?:\\{0,16}["'\x60])?\s{0,16}(?:=>|:=|[:=])\s{0,16})(?:${quoted}|${bracketed}|${bare})`,
      'gi',
    ),
    `$1${hidden}`,
  ],
  // `--password x`, `-password x`
  [
    new RegExp(
      String.raw`((?:--|(?<![\w-])-)[\w-]{0,64}(?:${secretNames})[\w-]{0,64}(?:\s{1,16}|\\{0,16}["'],\s{0,4}))(?!-)(?:${quoted}|${bare})`,
      'gi',
    ),
    `$1${hidden}`,
  ],
  // `https://user:password@host`; a password may hold a slash, which a port may be mistaken for.
  [/(\b[a-z][a-z0-9+.-]{0,30}:\/\/)[^\s/?#"'<>]*@/gi, `$1${hidden}@`],
  [/(\b[a-z][a-z0-9+.-]{0,30}:\/\/)[^\s/?#:@"'<>]{0,128}:(?!\d{1,5}(?:[/?#]|$))[^\s@"'<>]{1,256}@/gi, `$1${hidden}@`],
  // Not 'bearer tokens' or 'Basic authentication': a word of small letters is no credential.
  [/\b([Bb]earer|BEARER)\s{1,16}(?=[\w.~+/=-]{20}|[\w.~+/=-]{0,19}[\d_~+/=]|[a-z]{0,19}[A-Z])[\w.~+/=-]{6,}/g, `$1 ${hidden}`],
  [/\b([Bb]asic|BASIC)\s{1,16}(?=[\w+/-]{0,512}[\d=+/]|[a-z]{0,512}[A-Z])[\w+/=-]{6,}/g, `$1 ${hidden}`],
  [/(?:gh[pousr]_|github_pat_|glpat-|dckr_pat_|npm_|sk_live_|rk_live_)[\w-]{16,}/g, hidden],
  [/(?:AKIA|ASIA)[A-Z0-9]{16}/g, hidden],
  [/AIza[\w-]{35}/g, hidden],
  [/xox[abeprs]-[A-Za-z0-9-]{10,}/g, hidden],
  [/(?<![\w-])sk-[\w-]{20,}/g, hidden],
  [/(?<![\w-])eyJ[\w-]{5,}\.[\w-]{5,}(?:\.[\w-]*)?/g, hidden],
];

/** Takes secrets out of a text of any length, and cuts nothing: for texts whose end counts. Takes time linear in it. */
export function hideSecrets(text: string): string {
  let safe = text;
  for (const [shape, replacement] of shapes) safe = safe.replace(shape, replacement);
  return safe;
}

/** Takes secrets out of free text, and cuts it to 2,000 characters. Takes time linear in at most 16,384 of them. */
export function redactText(text: string): string {
  if (text.length <= looked) return cut(hideSecrets(text));
  // What is left of a secret at the cut may not look like one any more, so the last word goes with it.
  return `${cut(withoutLastWord(hideSecrets(text.slice(0, looked))))}…`;
}

function withoutLastWord(text: string): string {
  let end = text.length;
  const longest = text.length - longestTail;
  while (end > 0 && end > longest && !/\s/.test(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

function cut(text: string): string {
  return text.length > textLimit ? `${text.slice(0, textLimit)}…` : text;
}

/** The same for a log line's fields: secret keys are hidden whole, errors become plain, depth and length are bounded. */
export function redactContext(context: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return redactObject(context, 0);
}

function redactObject(object: object, depth: number): Record<string, unknown> {
  const safe: Record<string, unknown> = {};
  for (const key of Object.keys(object).slice(0, entryLimit)) {
    safe[redactText(key)] = secretKey.test(key) ? hidden : redactValue(read(object, key), depth + 1);
  }
  return safe;
}

/** A getter may throw, and a line of the log must not. */
function read(object: object, key: string): unknown {
  try {
    return Reflect.get(object, key);
  } catch {
    return '[unreadable]';
  }
}

function redactValue(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return redactText(value);
  if (typeof value === 'bigint' || typeof value === 'symbol') return String(value);
  if (typeof value === 'function') return '[function]';
  if (typeof value !== 'object' || value === null) return value;
  if (depth > depthLimit) return '[deeper]';
  if (value instanceof Error) return redactError(value, depth);
  if (Array.isArray(value)) return redactList(value.slice(0, entryLimit), depth + 1);
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  return redactObject(value, depth);
}

const secretFlag = new RegExp(String.raw`^--?[\w-]{0,64}(?:${secretNames})[\w-]{0,64}$`, 'i');
const secretAssigned = new RegExp(String.raw`^([\w.-]{0,64}(?:${secretNames})[\w.-]{0,64}=).`, 'is');
const variable = /^([A-Za-z_][\w.]{0,127}=)./s;

/** A word of a command. What follows `--password`, or is given by `-e`, can't be told by itself; a value goes to the word's end. */
function redactWord(word: string, before: string): string {
  if (secretFlag.test(before) && !word.startsWith('-')) return hidden;
  const shape = before === '-e' || before === '--env' ? variable : secretAssigned;
  const name = shape.exec(word)?.[1];
  return name === undefined ? redactText(word) : `${redactText(name)}${hidden}`;
}

/** Takes secrets out of a command's words. */
export function redactWords(words: readonly string[]): string[] {
  return words.map((word, index) => redactWord(word, words[index - 1] ?? ''));
}

function redactList(list: readonly unknown[], depth: number): unknown[] {
  return list.map((entry, index) => {
    const before = list[index - 1];
    return typeof entry === 'string' ? redactWord(entry, typeof before === 'string' ? before : '') : redactValue(entry, depth);
  });
}

function redactError(error: Error, depth: number): Record<string, unknown> {
  return {
    ...redactObject(error, depth),
    name: error.name,
    message: redactText(error.message),
    stack: redactText(error.stack ?? ''),
    ...(error.cause === undefined ? {} : { cause: redactValue(error.cause, depth + 1) }),
    ...(error instanceof AggregateError ? { errors: redactValue(error.errors, depth + 1) } : {}),
  };
}
