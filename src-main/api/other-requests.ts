import { type Result, succeed } from '../../src-shared/failure.ts';
import { containerKey } from '../../src-shared/ids.ts';
import type { Handlers } from '../commands/dispatch.ts';
import type { ContainerReference } from '../commands/parts.ts';
import { findContainer, findHost } from './find.ts';
import type { Known } from './known.ts';
import type { ApiCore, RequestHandlers } from './request-handlers.ts';
import type { StatsSubscriptions } from './stats.ts';
import { statusOf } from './status.ts';

type OtherRequests = Pick<RequestHandlers, 'send_message' | 'get_status' | 'list_containers' | 'subscribe_stats'>;

/** An older sample says nothing of now: the slowest round comes every 10 s. */
const sampleAgeMs = 15_000;

/** What asks and speaks, and changes nothing. */
export function otherRequests(core: ApiCore, handlers: Handlers, known: Known, stats: StatsSubscriptions): OtherRequests {
  const { parts } = core;
  const find = (named: string, hostId: string | undefined) => findContainer(parts.fleet(), named, hostId, known.recent);

  return {
    send_message: async (request, caller) => {
      const found = find(request.container_id, request.host_id);
      if (!found.ok) return found;
      const { hostId, containerId } = found.value;
      const timeoutMs = Math.ceil(request.timeout * 1_000);
      const reply = await handlers.sendFlow({ hostId, containerId, message: request.message, timeoutMs }, caller);
      if (!reply.ok) return reply;
      return succeed({ container_id: containerId, reply: reply.value.data, latency_ms: reply.value.latencyMs });
    },
    get_status: async (request, caller) => {
      const found = find(request.container_id, request.host_id);
      if (!found.ok) return found;
      const detail = await handlers.inspectContainer(found.value, caller);
      // What the Fleet knows by now: the event of a container that was just made has come meanwhile.
      const fleet = parts.fleet();
      const key = containerKey(found.value.hostId, found.value.containerId);
      const container = fleet.containers.get(key) ?? (detail.ok ? detail.value.container : undefined);
      if (!container) return detail;
      if (!detail.ok && detail.failure.details['statusCode'] === '404') return detail;
      const sample = core.samples.latest(key);
      const nowMs = Date.now();
      return succeed(
        statusOf({
          container,
          host: fleet.hosts.get(container.hostId),
          flow: fleet.flows.get(key) ?? parts.flow.statusOf(container.hostId, container.id),
          pid: detail.ok ? detail.value.pid : null,
          problem: detail.ok ? null : detail.failure.message,
          sample: sample !== null && nowMs - sample.atMs <= sampleAgeMs ? sample : null,
          nowMs,
        }),
      );
    },
    list_containers: async ({ host_id: hostId }) => {
      const fleet = parts.fleet();
      const all = known.list.of(fleet);
      if (hostId === undefined) return succeed(all);
      const host = findHost(fleet, hostId);
      return host.ok ? succeed(all.filter((it) => it.host_id === hostId)) : host;
    },
    subscribe_stats: async (request, caller): Promise<Result<unknown>> => {
      const wanted: ContainerReference[] = [];
      for (const named of request.on ? request.container_ids : []) {
        const found = find(named, request.host_id);
        if (!found.ok) return found;
        wanted.push({ hostId: found.value.hostId, containerId: found.value.containerId });
      }
      stats.set(caller.id, wanted);
      return succeed({ container_ids: wanted.map((it) => it.containerId) });
    },
  };
}
