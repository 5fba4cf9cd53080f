import { join, split } from 'shlex';

/** Words as a shell splits them, with its quotes; nothing else of a shell. Null where a quote is left open. */
export function splitWords(text: string): readonly string[] | null {
  try {
    return split(text);
  } catch {
    return null;
  }
}

/** The text that `splitWords` makes the same words of. */
export function joinWords(words: readonly string[]): string {
  return join(words);
}
