const space = 32;
const lineFeed = 10;
/** '2026-11-21T04:01:23.123456789Z ' has 31 bytes; with a zone in the place of the Z, as Podman writes it, 36. */
const longestStamp = 40;
const stampPattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/;

export type StampRead =
  /** `next` is where the text begins in `bytes`. */
  | { readonly state: 'stamp'; readonly stamp: string; readonly next: number }
  /** What there is may be the beginning of one: give `held` back with the next bytes. */
  | { readonly state: 'more'; readonly held: Buffer }
  /** No timestamp stands here. */
  | { readonly state: 'none' };

/** Reads the engine's timestamp (`timestamps=1`) in `before` followed by `bytes` from `at`. */
export function readStamp(before: Buffer, bytes: Buffer, at: number): StampRead {
  const window =
    before.length === 0 ? bytes.subarray(at, at + longestStamp) : Buffer.concat([before, bytes.subarray(at, at + longestStamp)]);
  const end = window.indexOf(space);
  if (end > 0) {
    const stamp = window.toString('latin1', 0, end);
    return stampPattern.test(stamp) ? { state: 'stamp', stamp, next: at + end + 1 - before.length } : { state: 'none' };
  }
  if (end === 0 || window.length >= longestStamp || window.includes(lineFeed)) return { state: 'none' };
  return { state: 'more', held: Buffer.from(window) };
}
