import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';

/** A block that began before the monitor's first sample, or ends after its last, would not be seen. */
const marginMs = 10;

/** The longest time that this process's event loop stood still while `work` ran, in ms. */
export async function longestBlock(work: () => Promise<unknown>): Promise<number> {
  const monitor = monitorEventLoopDelay({ resolution: 1 });
  monitor.enable();
  await delay(marginMs);
  await work();
  await delay(marginMs);
  monitor.disable();
  return monitor.max / 1e6;
}
