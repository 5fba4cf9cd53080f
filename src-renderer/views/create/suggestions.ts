export interface Suggestion {
  readonly value: string;
  /** Beside it: a size, a driver. */
  readonly detail?: string;
}

const shownAtMost = 50;

/** What holds the typed text, those that start with it first; all where the text is one of them already. */
export function suggestionsFor(all: readonly Suggestion[], text: string): readonly Suggestion[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === '' || all.some((it) => it.value.toLowerCase() === wanted)) return all.slice(0, shownAtMost);
  const found = all.filter((it) => it.value.toLowerCase().includes(wanted));
  const starts = (it: Suggestion) => it.value.toLowerCase().startsWith(wanted);
  return [...found.filter(starts), ...found.filter((it) => !starts(it))].slice(0, shownAtMost);
}
