import { parseEnv } from 'node:util';
import { environmentNameSchema } from '../../../src-shared/container-config.ts';

export interface EnvironmentText {
  readonly environment: Record<string, string>;
  /** A sentence each, with the line's number from 1; never with a value, which may be a secret. */
  readonly problems: readonly string[];
}

/** More would only fill the window; whoever pastes the wrong file sees it by the first few. */
const problemsLimit = 50;

/**
 * Reads a `.env` file's text by Node's own rules (quotes, comments, `export`, values of several lines in quotes), entry by
 * entry: a line that can't be read is told, and harms no other. Pure.
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
    const last = lastLineOf(lines, at, line.slice(equal + 1).trimStart());
    if (last === null) tell(at, ': the quote is not closed, so its value ends with the line.');
    else if (/^[^\s"'`#][^"'`#]*(?<!\s)#/.test(line.slice(equal + 1).trimStart())) {
      tell(at, ': what follows # is taken for a comment. Put the value in quotes to keep it.');
    }
    const entry = lines.slice(at, (last ?? at) + 1).join('\n');
    const problem = nameProblem(name);
    if (problem !== null) tell(at, problem);
    else {
      if (environment.has(name)) tell(at, ` names ${shorten(name)} again; the last one counts.`);
      environment.set(name, exactValue(entry.slice(equal + 1)));
    }
    at = last ?? at;
  }
  const more = problems.length - problemsLimit;
  return {
    environment: Object.fromEntries(environment),
    problems: more > 0 ? [...problems.slice(0, problemsLimit), `And ${more} more lines that can’t be read.`] : problems,
  };
}

/** Where the entry that begins at `from` ends: a quoted value may go on over several lines; null where its quote is never closed. */
function lastLineOf(lines: readonly string[], from: number, value: string): number | null {
  const quote = value[0];
  if (quote !== '"' && quote !== "'" && quote !== '`') return from;
  if (value.includes(quote, 1)) return from;
  for (let at = from + 1; at < lines.length; at++) if (lines[at]?.includes(quote)) return at;
  return null;
}

/** Under a name of ours, as objects have some of their own; and Node takes a quote that is not closed for a line's end only where there is one. */
function exactValue(text: string): string {
  return parseEnv(`VALUE=${text}\n`)['VALUE'] ?? '';
}

function nameProblem(name: string): string | null {
  if (/\s/.test(name)) return ': a variable’s name can’t hold spaces, so it is left out.';
  const parsed = environmentNameSchema.safeParse(name);
  return parsed.success ? null : `: ${parsed.error.issues[0]?.message ?? 'not a name'}, so it is left out.`;
}

function shorten(name: string): string {
  return name.length <= 64 ? name : `${name.slice(0, 63)}…`;
}
