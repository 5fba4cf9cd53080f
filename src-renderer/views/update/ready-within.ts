const longestSeconds = 3_600;

/** The typed seconds, or null where they are none that an update takes. */
export function readySeconds(text: string): number | null {
  const seconds = /^\d+$/.test(text.trim()) ? Number(text) : 0;
  return seconds >= 1 && seconds <= longestSeconds ? seconds : null;
}

export const readyProblem = 'Write whole seconds, from 1 to 3600';
