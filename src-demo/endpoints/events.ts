import { beginStream, sendError } from '../http/answer.ts';
import { type Handler, timeParameter } from '../http/exchange.ts';
import { demands, type Filters, isRefusal, labelsFit, parseFilters } from '../http/filters.ts';
import type { EngineEvent } from '../world/event.ts';

/** A reader this far behind is cut off, as the memory is ours. */
const backlogLimitBytes = 16 * 1024 * 1024;

/** GET /events: what was remembered since `since`, then everything as it happens, until `until`. */
export const events: Handler = ({ query, response, world, streams, faults }) => {
  const filters = parseFilters(query);
  if (isRefusal(filters)) {
    sendError(response, filters.status, filters.message);
    return;
  }
  const sinceMs = timeParameter(query, 'since');
  const untilMs = timeParameter(query, 'until');
  if (sinceMs === 'malformed' || untilMs === 'malformed') {
    const text = query.get(sinceMs === 'malformed' ? 'since' : 'until');
    sendError(response, 500, `strconv.ParseInt: parsing "${text}": invalid syntax`);
    return;
  }
  beginStream(response, 'application/json');
  const fits = (event: EngineEvent) => eventFits(event, filters);
  if (sinceMs !== null) {
    for (const event of world.bus.recent()) {
      const atMs = Number(event.timeNano / 1000n) / 1000;
      if (atMs >= sinceMs && (untilMs === null || atMs <= untilMs) && fits(event)) response.write(event.line);
    }
  }
  const remainingMs = untilMs === null ? null : untilMs - world.clock.nowMs();
  if (remainingMs !== null && remainingMs <= 0) {
    response.end();
    return;
  }
  const stopListening = world.bus.onEvent((event) => {
    if (!fits(event)) return;
    if (faults.hanging()) void faults.whenAwake().then(() => response.write(event.line));
    else response.write(event.line);
    if (response.writableLength > backlogLimitBytes) response.destroy();
  });
  const cancelEnd = remainingMs === null ? () => undefined : world.clock.after(remainingMs, () => response.end());
  streams.add('events', response, () => {
    stopListening();
    cancelEnd();
  });
};

/** Whether an event passes the filters, by the engine's rules. */
export function eventFits(event: EngineEvent, filters: Filters): boolean {
  const { attributes } = event;
  const subject = event.type === 'container' ? [event.id ?? '', attributes['name'] ?? ''] : [attributes['container'] ?? ''];
  // With one of these names among the wanted ones the engine compares beginnings, as they carry more after a colon.
  const open = (filters.get('event') ?? []).some((name) => ['health_status', 'exec_create', 'exec_start'].includes(name));
  return (
    demands(filters, 'type', (type) => type === event.type) &&
    demands(filters, 'event', (name) => (open ? event.action.startsWith(name) : event.action === name)) &&
    demands(
      filters,
      'container',
      (wanted) => event.type === 'container' && (subject.includes(wanted) || (event.id ?? '').startsWith(wanted)),
    ) &&
    demands(filters, 'image', (image) => event.image === image || event.image?.split(':')[0] === image) &&
    demands(filters, 'network', (network) => event.type === 'network' && attributes['name'] === network) &&
    labelsFit(filters, attributes)
  );
}
