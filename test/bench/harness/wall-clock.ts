/**
 * What has to be added to `performance.now()` to get the machine's wall clock in ms since the epoch, which the engine's
 * events carry: read at the edges of Date.now()'s milliseconds, as `performance.timeOrigin` is an estimate that drifts.
 * Runs in Node and in the page alike, so it uses nothing from around it.
 */
export function wallOffsetMs(): number {
  let least = Number.POSITIVE_INFINITY;
  for (let edge = 0; edge < 12; edge += 1) {
    const before = Date.now();
    let now = before;
    while (now === before) now = Date.now();
    // We can only be late at an edge, which makes the difference larger: the least over the edges is the best.
    least = Math.min(least, performance.now() - now);
  }
  return -least;
}
