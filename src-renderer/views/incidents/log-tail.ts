import type { IncidentEvidence } from '../../../src-shared/incidents.ts';

/** How many lines are shown until all are asked for. */
export const tailShown = 10;

/** From which line on the tail is shown: the last ten, or more, so that the error-like line is among them; at most 25. */
export function tailFrom({ logTail, errorLineIndex }: Pick<IncidentEvidence, 'logTail' | 'errorLineIndex'>): number {
  const last = Math.max(0, logTail.length - tailShown);
  if (errorLineIndex === null || errorLineIndex >= last || errorLineIndex < 0) return last;
  return Math.max(logTail.length - 25, errorLineIndex, 0);
}
