import { shownState } from '../../../src-shared/describe.ts';
import type { Container } from '../../../src-shared/model.ts';
import { compareNames } from './name-order.ts';

export type SortColumn = 'state' | 'name' | 'cpu' | 'memory' | 'network' | 'uptime' | 'restarts' | 'ports';

export interface Sort {
  readonly column: SortColumn;
  readonly descending: boolean;
}

/** What needs attention first, then by name. */
export const defaultSort: Sort = { column: 'state', descending: false };

/** The newest readings that rows can be sorted by; null where there is none, or none that still holds. */
export interface LiveValues {
  readonly cpuPercent: number | null;
  readonly memoryBytes: number | null;
  readonly networkBytesPerSecond: number | null;
}

/** A container with what its place in the order depends on. */
export interface Sortable {
  readonly container: Container;
  readonly live: LiveValues;
}

/** Whether the order can change with every reading. */
export function isLiveSort(sort: Sort): boolean {
  return sort.column === 'cpu' || sort.column === 'memory' || sort.column === 'network';
}

/** What a press on a column's head leads to: numbers start with the largest, words with A; a second press turns it round. */
export function nextSort(current: Sort, column: SortColumn): Sort {
  if (current.column === column) return { column, descending: !current.descending };
  return { column, descending: isLiveSort({ column, descending: false }) || column === 'restarts' || column === 'uptime' };
}

/** Crashes before what is merely troubled, then what runs, then what rests. */
export function stateRank(container: Container): number {
  switch (shownState(container)) {
    case 'crashed':
    case 'dead':
      return 0;
    case 'unhealthy':
      return 1;
    case 'restarting':
      return 2;
    case 'healthy':
    case 'running':
    case 'starting':
      return 3;
    case 'paused':
      return 4;
    case 'stopped':
    case 'exited':
    case 'created':
    case 'removing':
      return 5;
  }
}

/** The order of two rows of one group. Rows without a value are last either way; equal ones stand by name. */
export function compareRows(one: Sortable, other: Sortable, sort: Sort): number {
  return compareByColumn(one, other, sort) || compareNames(one.container.name, other.container.name);
}

/** `compareRows` without the names: 0 where the column does not decide. */
export function compareByColumn(one: Sortable, other: Sortable, sort: Sort): number {
  if (sort.column === 'name') {
    const order = compareNames(one.container.name, other.container.name);
    return sort.descending ? -order : order;
  }
  const mine = sortValue(one, sort.column);
  const theirs = sortValue(other, sort.column);
  if (mine === null || theirs === null) return mine === theirs ? 0 : mine === null ? 1 : -1;
  return sort.descending ? theirs - mine : mine - theirs;
}

function sortValue({ container, live }: Sortable, column: Exclude<SortColumn, 'name'>): number | null {
  switch (column) {
    case 'state':
      return stateRank(container);
    case 'cpu':
      return live.cpuPercent;
    case 'memory':
      return live.memoryBytes;
    case 'network':
      return live.networkBytesPerSecond;
    case 'uptime':
      return container.state === 'running' && container.startedAtMs !== null ? -container.startedAtMs : null;
    case 'restarts':
      return container.restartCount;
    case 'ports':
      return publishedPorts(container)[0] ?? null;
  }
}

const portsOf = new WeakMap<Container, readonly number[]>();

/** The host's ports, lowest first, each once (IPv4 and IPv6 publish the same one twice). */
export function publishedPorts(container: Container): readonly number[] {
  const known = portsOf.get(container);
  if (known) return known;
  const ports = [...new Set(container.ports.flatMap(({ hostPort }) => (hostPort === null ? [] : [hostPort])))];
  ports.sort((one, other) => one - other);
  portsOf.set(container, ports);
  return ports;
}
