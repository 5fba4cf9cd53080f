import { appendFileSync } from 'node:fs';

export type RealThing = 'container' | 'electron' | 'notification' | 'engine';

/** Counts one thing that was real, for the sums that `npm test` prints at its end. */
export function countReal(what: RealThing): void {
  const file = process.env['QUARTERDECK_COUNTS'];
  if (file !== undefined) appendFileSync(file, `${what}\n`);
}
