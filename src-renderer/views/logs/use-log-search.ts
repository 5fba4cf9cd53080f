import { useEffect, useMemo, useRef, useState } from 'react';
import type { LogRing } from './log-ring.ts';
import { type LogMatches, LogSearch, stepMatch } from './log-search.ts';

export interface LogSearching {
  readonly query: string;
  readonly setQuery: (query: string) => void;
  /** The entry that the search stands on; null: none yet. */
  readonly current: number | null;
  /** '3 of 12', '12 lines', 'none', '… ' while still searching. */
  readonly count: string;
  readonly step: (direction: 1 | -1) => void;
}

const nothing: LogMatches = { numbers: [], complete: true };

/** Searches the kept lines and those that come; a big log piece by piece, so that typing never waits. */
export function useLogSearch(ring: LogRing, version: number, firstInView: () => number): LogSearching {
  const [query, setQuery] = useState('');
  const [current, setCurrent] = useState<number | null>(null);
  const [matches, setMatches] = useState<LogMatches>(nothing);
  const search = useMemo(() => new LogSearch(query), [query]);
  const searched = useRef(search);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `version` says when there are more lines
  useEffect(() => {
    if (searched.current !== search) setCurrent(null);
    searched.current = search;
    if (query === '') return setMatches(nothing);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const advance = (): void => {
      const found = search.advance(ring);
      setMatches((before) => (before.numbers === found.numbers && before.complete === found.complete ? before : found));
      if (!found.complete) timer = setTimeout(advance, 0);
    };
    advance();
    return () => clearTimeout(timer);
  }, [search, ring, version]);
  const step = (direction: 1 | -1): void => {
    const from = current ?? (direction === 1 ? firstInView() - 1 : null);
    setCurrent(stepMatch(matches.numbers, from, direction));
  };
  return { query, setQuery, current, count: countWords(matches, current), step };
}

function countWords({ numbers, complete }: LogMatches, current: number | null): string {
  const total = numbers.length.toLocaleString('en');
  if (!complete) return `${total}…`;
  if (numbers.length === 0) return 'none';
  const at = current === null ? -1 : numbers.indexOf(current);
  if (at >= 0) return `${(at + 1).toLocaleString('en')} of ${total}`;
  return numbers.length === 1 ? '1 line' : `${total} lines`;
}
