import { readdirSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

interface OpenThings {
  readonly descriptors: number;
  /** What keeps the event loop alive, counted by kind. */
  readonly resources: Readonly<Record<string, number>>;
}

/** The runner's own, which come and go; ours would be found by the descriptors. */
const passing: ReadonlySet<string> = new Set([
  'Timeout',
  'Immediate',
  'FSReqPromise',
  'FSReqCallback',
  'SimpleShutdownWrap',
  'SimpleWriteWrap',
]);

/** What is open once that has not changed for a moment: sockets close a little after they were told to. */
export async function settledThings(more: () => number): Promise<OpenThings & { readonly connections: number }> {
  const look = () => ({ ...openThings(), connections: more() });
  let last = look();
  for (let same = 0; same < 5; ) {
    await delay(20);
    const now = look();
    same = JSON.stringify(now) === JSON.stringify(last) ? same + 1 : 0;
    last = now;
  }
  return last;
}

/** What this process has open now, to be compared with what it has open later. */
function openThings(): OpenThings {
  const resources: Record<string, number> = {};
  for (const kind of process.getActiveResourcesInfo()) {
    if (passing.has(kind)) continue;
    resources[kind] = (resources[kind] ?? 0) + 1;
  }
  return { descriptors: readdirSync('/proc/self/fd').length, resources };
}
