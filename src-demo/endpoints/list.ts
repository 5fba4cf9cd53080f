import { sendError, sendJson } from '../http/answer.ts';
import { type Handler, isSet, wholeNumber } from '../http/exchange.ts';
import { demands, type Filters, isRefusal, labelsFit, parseFilters } from '../http/filters.ts';
import { listEntry } from '../shapes/list-entry.ts';
import { type Container, isAlive } from '../world/container.ts';

const known = new Set([
  'ancestor',
  'before',
  'exited',
  'expose',
  'health',
  'id',
  'is-task',
  'isolation',
  'label',
  'name',
  'network',
  'publish',
  'since',
  'status',
  'volume',
]);
const statuses = new Set(['paused', 'restarting', 'removing', 'running', 'dead', 'created', 'exited']);

/** GET /containers/json */
export const list: Handler = ({ query, response, world }) => {
  const filters = parseFilters(query);
  if (isRefusal(filters)) {
    sendError(response, filters.status, filters.message);
    return;
  }
  const wrong = wrongFilter(filters);
  if (wrong) {
    sendError(response, 400, wrong);
    return;
  }
  const limit = wholeNumber(query, 'limit');
  const few = typeof limit === 'number' && limit > 0;
  const all = isSet(query, 'all') || few || filters.has('status') || filters.has('exited');
  const nowMs = world.clock.nowMs();
  const found = [...world.containers.values()]
    .filter((container) => (all || isAlive(container) || container.status === 'restarting') && fits(container, filters))
    .sort((left, right) => right.spec.createdAtMs - left.spec.createdAtMs);
  const shown = few ? found.slice(0, limit) : found;
  sendJson(
    response,
    200,
    shown.map((container) => listEntry(container, nowMs)),
  );
};

function wrongFilter(filters: Filters): string | null {
  for (const key of filters.keys()) if (!known.has(key)) return `Invalid filter '${key}'`;
  for (const status of filters.get('status') ?? []) {
    if (!statuses.has(status)) return `Invalid filter 'status=${status}'`;
  }
  return null;
}

function fits(container: Container, filters: Filters): boolean {
  const { spec } = container;
  return (
    labelsFit(filters, spec.labels) &&
    demands(filters, 'status', (status) => status === container.status) &&
    demands(filters, 'id', (id) => spec.id.startsWith(id)) &&
    demands(filters, 'name', (name) => `/${container.name}`.includes(name)) &&
    demands(filters, 'ancestor', (image) => spec.image === image || spec.image.split(':')[0] === image) &&
    demands(filters, 'network', (network) => spec.network === network) &&
    demands(filters, 'volume', (volume) => spec.mounts.some((mount) => mount.source === volume || mount.destination === volume)) &&
    demands(filters, 'health', (health) => (container.health ?? 'none') === health) &&
    demands(filters, 'exited', (code) => container.status === 'exited' && container.exitCode === Number(code))
  );
}
