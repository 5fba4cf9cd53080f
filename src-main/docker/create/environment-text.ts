import { environmentNameSchema } from '../../../src-shared/container-config.ts';

export interface EnvironmentText {
  readonly environment: Record<string, string>;
  /** A sentence each, with the line's number from 1; never with a value, which may be a secret. */
  readonly problems: readonly string[];
}

/** More would only fill the window; whoever pastes the wrong file sees it by the first few. */
const problemsLimit = 50;

/**
 * Reads a `.env` file's text by dotenv's rules (quotes, comments, `export`, values of several lines in quotes), entry by
 * entry: a line that can't be read is told, and harms no other. A # begins a comment only behind a space: Node's own
 * `parseEnv` cuts each value at its first one, and with it a password. Pure.
 */
export function parseEnvironmentText(text: string): EnvironmentText {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  const environment = new Map<string, string>();
  const problems: string[] = [];
  const tell = (line: number, words: string) => problems.push(`Line ${line + 1}${words}`);
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    const trimmed = line.trim();
    if (trimmed === '' || trimmed.startsWith('#')) continue;
    const equal = line.indexOf('=');
    if (equal < 0) {
      tell(at, ' has no =, so it is left out. Write it as NAME=value.');
      continue;
    }
    const name = line
      .slice(0, equal)
      .trim()
      .replace(/^export\s+/, '');
    const value = readValue(lines, at, line.slice(equal + 1));
    if (value.open) tell(at, ': the quote is not closed, so its value ends with the line.');
    const problem = nameProblem(name);
    if (problem !== null) tell(at, problem);
    else {
      if (environment.has(name)) tell(at, ` names ${shorten(name)} again; the last one counts.`);
      environment.set(name, value.text);
    }
    at = value.lastLine;
  }
  const more = problems.length - problemsLimit;
  return {
    environment: Object.fromEntries(environment),
    problems: more > 0 ? [...problems.slice(0, problemsLimit), `And ${more} more lines that can’t be read.`] : problems,
  };
}

interface Value {
  readonly text: string;
  readonly lastLine: number;
  /** It begins with a quote that is never closed. */
  readonly open: boolean;
}

/**
 * The value that begins with `rest` in line `from`. In quotes all is kept, over several lines too; in double ones `\n` means
 * a new line. A quote behind a backslash closes nothing. Where more than a comment follows the quotes, they are a part of the value.
 */
function readValue(lines: readonly string[], from: number, rest: string): Value {
  const bare: Value = { text: rest.replace(/\s#.*$/, '').trim(), lastLine: from, open: false };
  const begun = rest.trimStart();
  const [quote] = begun;
  if (quote !== '"' && quote !== "'" && quote !== '`') return bare;
  const inside: string[] = [];
  for (let at = from; at < lines.length; at++) {
    const text = at === from ? begun.slice(1) : (lines[at] ?? '');
    const end = closingQuote(text, quote);
    if (end === null) {
      inside.push(text);
      continue;
    }
    if (!/^\s*(?:#.*)?$/.test(text.slice(end + 1))) return bare;
    const value = [...inside, text.slice(0, end)].join('\n');
    return { text: quote === '"' ? value.replaceAll('\\n', '\n') : value, lastLine: at, open: false };
  }
  return { ...bare, open: true };
}

function closingQuote(text: string, quote: string): number | null {
  for (let at = text.indexOf(quote); at >= 0; at = text.indexOf(quote, at + 1)) if (text[at - 1] !== '\\') return at;
  return null;
}

function nameProblem(name: string): string | null {
  if (/\s/.test(name)) return ': a variable’s name can’t hold spaces, so it is left out.';
  const parsed = environmentNameSchema.safeParse(name);
  return parsed.success ? null : `: ${parsed.error.issues[0]?.message ?? 'not a name'}, so it is left out.`;
}

function shorten(name: string): string {
  return name.length <= 64 ? name : `${name.slice(0, 63)}…`;
}
