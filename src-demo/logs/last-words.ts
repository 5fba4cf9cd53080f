import { nth, pick } from '../load/random.ts';
import type { ContainerSpec } from '../world/spec.ts';

const dyingWords: readonly [readonly string[], ...(readonly string[])[]] = [
  [
    '{"level":"fatal","msg":"unhandled rejection","error":"connect ECONNREFUSED db:5432"}',
    'Error: connect ECONNREFUSED db:5432',
    '    at TCPConnectWrap.afterConnect [as oncomplete] (node:net:1611:16)',
  ],
  [
    "thread 'main' panicked at src/rollup.rs:218:31:",
    'called `Result::unwrap()` on an `Err` value: StoreUnavailable { host: "store", port: 8123 }',
  ],
  [
    '\u001b[31mERROR\u001b[0m could not acquire lease orders/7: held by another worker',
    '\u001b[31mfatal:\u001b[0m giving up after 5 attempts',
  ],
  ['Traceback (most recent call last):', '  File "/app/main.py", line 84, in <module>', "KeyError: 'PAYMENT_TOKEN'"],
];

/** What a program writes on stderr when it dies of `exitCode` (139: segmentation fault, 137: killed, says nothing). */
export function lastWords(spec: ContainerSpec, exitCode: number, run: number): readonly string[] {
  const chance = nth(spec.seed, 7_000 + run);
  switch (exitCode) {
    case 0:
    case 137:
    case 143:
      return [];
    case 139:
      return [
        `SIGSEGV: segmentation violation code=0x1 addr=0x${Math.floor(chance * 65_000).toString(16)} pc=0x47e1a2`,
        'Segmentation fault (core dumped)',
      ];
    case 127:
      return [`sh: 1: ${spec.command[0] ?? 'start'}: not found`];
    default:
      return pick(dyingWords, chance);
  }
}
