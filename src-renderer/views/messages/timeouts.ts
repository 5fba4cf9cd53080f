/** How long a reply may take, to choose from. */
export const timeouts = [
  { ms: 1_000, words: '1 s' },
  { ms: 5_000, words: '5 s' },
  { ms: 30_000, words: '30 s' },
  { ms: 120_000, words: '2 min' },
  { ms: 600_000, words: '10 min' },
] as const;
