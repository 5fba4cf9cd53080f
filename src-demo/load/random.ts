/** A well-spread 32-bit number from a text, so that a name decides the same figures in every run. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return scramble(hash);
}

/** Spreads neighbouring numbers far apart (the finaliser of murmur3). */
export function scramble(value: number): number {
  let hash = value >>> 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** The n-th number in [0, 1) of a seed's sequence, without a state: lines and steps can be asked for in any order. */
export function nth(seed: number, n: number): number {
  return scramble(seed ^ Math.imul(n + 1, 0x9e3779b1)) / 4_294_967_296;
}

/** A sequence of numbers in [0, 1). */
export function createRandom(seed: number): () => number {
  let n = 0;
  return () => nth(seed, n++);
}

/** The choice that a number in [0, 1) makes among `choices`, which must not be empty. */
export function pick<Choice>(choices: readonly [Choice, ...Choice[]], at: number): Choice {
  return choices[Math.floor(at * choices.length)] ?? choices[0];
}
