/** A generator of numbers from 0 to 1 that gives the same row each time: a failing payload can be found again. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Ids that an engine would understand as another path or another query, and some that are plain nonsense. */
const hostileIds: readonly unknown[] = [
  '../images/json',
  'web/kill?x=',
  'a'.repeat(64),
  `${'a'.repeat(12)}/kill?signal=KILL&x=`,
  `${'a'.repeat(64)}?force=1&x=`,
  `${'0'.repeat(12)}\r\nDELETE /containers/x HTTP/1.1`,
  '%2e%2e/containers/prune',
  '..',
  '',
  ' ',
  'ABCDEF123456',
  `${'f'.repeat(65)}`,
  'a'.repeat(1_000_000),
  '\0'.repeat(12),
  '__proto__',
  null,
  undefined,
  0,
  -1,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  [],
  ['a'.repeat(12)],
  {},
  { toString: 'a'.repeat(12) },
  true,
];

const hostileArguments: readonly unknown[] = [null, undefined, 'x', 7, [], [[]], new Date(0), new Map([['hostId', 'x']])];

const actions = [
  'startContainer',
  'stopContainer',
  'restartContainer',
  'killContainer',
  'pauseContainer',
  'unpauseContainer',
  'renameContainer',
  'removeContainer',
  'inspectContainer',
  'getEnvironment',
  'openLogs',
] as const;

const noCommands: readonly unknown[] = [
  '',
  'rm -rf',
  'toString',
  'constructor',
  '__proto__',
  'hasOwnProperty',
  'quarterdeck:invoke',
  7,
  null,
];

export interface Payload {
  readonly command: unknown;
  readonly argument: unknown;
}

/**
 * So many payloads that break the contract each in their own way: no such command, no such shape, or an id that is
 * none. `hostId` is a host that there is, so that nothing but the check stands between a payload and its engine.
 */
export function hostilePayloads(count: number, hostId: string, seed = 1): readonly Payload[] {
  const random = seeded(seed);
  const pick = <T>(from: readonly T[]): T | undefined => from[Math.floor(random() * from.length)];
  return Array.from({ length: count }, (): Payload => {
    const kind = random();
    if (kind < 0.1) return { command: pick(noCommands), argument: { hostId, containerId: 'a'.repeat(12) } };
    const command = pick(actions);
    if (kind < 0.25) return { command, argument: pick(hostileArguments) };
    const containerId = pick(hostileIds);
    // A well-formed id of no container is refused too, but by the engine: it is not hostile.
    const id = containerId === 'a'.repeat(64) ? `${containerId}/` : containerId;
    return {
      command,
      argument: { hostId, containerId: id, timeoutSeconds: null, signal: 'KILL', name: 'x/y', force: true, volumes: true },
    };
  });
}
