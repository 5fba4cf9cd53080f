import type { LogSource } from '../../../src-main/docker/demux.ts';

/** A frame as the engine sends it. */
export function frame(source: LogSource | 'stdin' | 'system', payload: string | Buffer): Buffer {
  const bytes = Buffer.from(payload);
  const header = Buffer.alloc(8);
  header[0] = { stdin: 0, stdout: 1, stderr: 2, system: 3 }[source];
  header.writeUInt32BE(bytes.length, 4);
  return Buffer.concat([header, bytes]);
}

/** Numbers from 0 up to 1 that are the same in each run. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}

/** `bytes` in pieces of random length, empty ones among them. */
export function randomPieces(bytes: Buffer, random: () => number): Buffer[] {
  const pieces: Buffer[] = [];
  const longest = 1 + Math.floor(random() * 40);
  for (let at = 0; at < bytes.length; ) {
    const length = Math.floor(random() * (longest + 1));
    pieces.push(bytes.subarray(at, at + length));
    at += length;
  }
  return pieces;
}
