import { flowDepthLimit, flowLineLimitBytes } from '../../../src-shared/flow.ts';

export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };

export type JsonCheck =
  | { readonly ok: true; readonly value: JsonValue }
  /** `at`: where in the text, from 0; `line` and `column` from 1. */
  | { readonly ok: false; readonly message: string; readonly at: number; readonly line: number; readonly column: number };

class Broken extends Error {
  readonly at: number;
  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}

/**
 * Reads JSON as it is typed, and says where it breaks and what is expected there (the browser's own messages tell no
 * place). Empty text is null.
 */
export function checkJson(text: string): JsonCheck {
  if (text.trim() === '') return { ok: true, value: null };
  try {
    const scan = new Scan(text);
    scan.value(0);
    scan.end();
    const value: JsonValue = JSON.parse(text);
    const bytes = new TextEncoder().encode(JSON.stringify(value)).length;
    if (bytes > flowLineLimitBytes - 1_024) throw new Broken('This is too long for one message: 256 KiB is the most', text.length);
    return { ok: true, value };
  } catch (error) {
    const at = error instanceof Broken ? error.at : 0;
    const before = text.slice(0, at).split('\n');
    const message = error instanceof Broken ? error.message : 'This is not JSON';
    return { ok: false, message, at, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
  }
}

const space = /[ \t\n\r]*/y;
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const word = /[A-Za-z_$][\w$]*/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids them inside strings
const stringPart = /[^"\\\u0000-\u001f]+|\\["\\/bfnrt]|\\u[0-9a-fA-F]{4}/y;
const literals: ReadonlySet<string> = new Set(['true', 'false', 'null']);

/** Walks over the text once; as deep as messages may be, so that no text overflows the stack. */
class Scan {
  private at = 0;
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  end(): void {
    if (this.next() !== '') throw new Broken('Nothing may follow after the value', this.at);
  }

  value(depth: number): void {
    if (depth > flowDepthLimit) throw new Broken(`Deeper than ${flowDepthLimit} levels`, this.at);
    const next = this.next();
    if (next === '{') this.members(depth);
    else if (next === '[') this.items(depth);
    else if (next === '"') this.string();
    else if (next === '-' || (next >= '0' && next <= '9')) this.number();
    else this.literal(next);
  }

  private members(depth: number): void {
    this.list('}', () => {
      if (this.next() !== '"') throw new Broken('A name in double quotes is expected', this.at);
      this.string();
      if (this.next() !== ':') throw new Broken('A colon is expected after the name', this.at);
      this.at += 1;
      this.value(depth + 1);
    });
  }

  private items(depth: number): void {
    this.list(']', () => this.value(depth + 1));
  }

  private list(closing: string, item: () => void): void {
    this.at += 1;
    while (this.next() !== closing) {
      item();
      if (this.next() === closing) break;
      this.comma(closing);
      if (this.next() === closing) throw new Broken('A comma too many', this.at);
    }
    this.at += 1;
  }

  private comma(closing: string): void {
    if (this.next() !== ',') throw new Broken(`A comma or ${closing} is expected`, this.at);
    this.at += 1;
  }

  private string(): void {
    const from = this.at;
    this.at += 1;
    while (this.match(stringPart) !== '');
    const here = this.text[this.at];
    if (here === undefined || here === '\n') throw new Broken('The text that begins here has no end', from);
    if (here === '\\') throw new Broken('Not an escape that JSON knows', this.at);
    if (here !== '"') throw new Broken('A control character must be written as an escape', this.at);
    this.at += 1;
  }

  private number(): void {
    const from = this.at;
    if (this.match(number) === '' || /[\w.+]/.test(this.text[this.at] ?? '')) throw new Broken('Not a number', from);
  }

  private literal(next: string): void {
    const from = this.at;
    if (next === '') throw new Broken('The text ends too early', from);
    const found = this.match(word);
    if (literals.has(found)) return;
    if (next === "'") throw new Broken('Text stands in double quotes', from);
    throw new Broken(found === '' ? 'A value is expected' : 'A value is expected; text stands in double quotes', from);
  }

  /** The next character that is not white space; '' at the end. */
  private next(): string {
    this.match(space);
    return this.text[this.at] ?? '';
  }

  private match(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0] ?? '';
    this.at += found.length;
    return found;
  }
}
