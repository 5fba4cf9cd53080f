import { itemsOf, textAt, valueAt } from '../../support/json-read.ts';
import type { BenchPage } from './page.ts';

/** What a command about a container needs to name it. */
export interface Subject {
  readonly hostId: string;
  readonly containerId: string;
}

/** The running containers that the application knows, by name, in the order of their names. */
export async function runningContainers(page: BenchPage): Promise<ReadonlyMap<string, Subject>> {
  const snapshot = await page.invoke('getSnapshot', {});
  const running = itemsOf(valueAt(snapshot, 'containers')).filter((it) => textAt(it, 'state') === 'running');
  const entries = running.map((it) => [textAt(it, 'name'), { hostId: textAt(it, 'hostId'), containerId: textAt(it, 'id') }] as const);
  return new Map(entries.sort(([one], [other]) => one.localeCompare(other)));
}
