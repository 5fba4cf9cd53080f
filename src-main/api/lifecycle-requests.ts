import { type ContainerConfig, containerConfigPatchSchema, containerConfigSchema } from '../../src-shared/container-config.ts';
import { fail, type Result, succeed } from '../../src-shared/failure.ts';
import { containerKey } from '../../src-shared/ids.ts';
import type { Handlers } from '../commands/dispatch.ts';
import type { CoreParts } from '../commands/parts.ts';
import { configOfWire, patchOfWire, wirePath } from './config-wire.ts';
import { infoOf, maskedEnvironment } from './container-info.ts';
import { findContainer, findHost } from './find.ts';
import type { Known } from './known.ts';
import type { RequestHandlers } from './request-handlers.ts';
import { isoTime } from './wire.ts';

type LifecycleRequests = Pick<
  RequestHandlers,
  'create_container' | 'start_container' | 'stop_container' | 'restart_container' | 'update_container' | 'delete_container'
>;

const defaultStopSeconds = 10;

/** What changes containers. Each is an operation of the core's, under the program's name. */
export function lifecycleRequests(parts: CoreParts, handlers: Handlers, known: Known): LifecycleRequests {
  const find = (request: { readonly container_id: string; readonly host_id?: string | undefined }) =>
    findContainer(parts.fleet(), request.container_id, request.host_id, known.recent);

  return {
    create_container: async (request, caller) => {
      const host = findHost(parts.fleet(), request.host_id);
      if (!host.ok) return host;
      const hostId = host.value.id;
      const { name = null, auto_remove: autoRemove = false, start } = request;
      const flow = request.flow ?? parts.flow.refusalFor(hostId) === null;
      const config = containerConfigSchema.safeParse(configOfWire(request, { name, autoRemove, flow }));
      if (!config.success) return problemOf(config.error);
      const created = await handlers.createContainer({ hostId, config: config.data, start }, caller);
      if (!created.ok) return created;
      const { containerId, warnings } = created.value;
      known.environmentNames.set(hostId, containerId, Object.keys(config.data.environment));
      const info = describe(hostId, containerId, created.value.name, config.data, start);
      return succeed({ container_id: containerId, ...info, warnings });
    },
    start_container: async (request, caller) => {
      const found = find(request);
      return found.ok ? acted(found.value.containerId, await handlers.startContainer(found.value, caller)) : found;
    },
    stop_container: async (request, caller) => {
      const found = find(request);
      if (!found.ok) return found;
      const { hostId, containerId } = found.value;
      const timeoutSeconds = request.timeout ?? defaultStopSeconds;
      return acted(containerId, await handlers.stopContainer({ hostId, containerId, timeoutSeconds }, caller));
    },
    restart_container: async (request, caller) => {
      const found = find(request);
      if (!found.ok) return found;
      const { hostId, containerId } = found.value;
      const timeoutSeconds = request.timeout ?? defaultStopSeconds;
      return acted(containerId, await handlers.restartContainer({ hostId, containerId, timeoutSeconds }, caller));
    },
    update_container: async (request, caller) => {
      const found = find(request);
      if (!found.ok) return found;
      const { hostId, containerId, container } = found.value;
      const readyWithinSeconds = request.ready_within ?? parts.settings.current().readyWithinSeconds;
      const patch = containerConfigPatchSchema.safeParse(patchOfWire(request));
      if (!patch.success) return problemOf(patch.error);
      const replaced =
        request.code_path === undefined
          ? await handlers.updateContainer(
              { hostId, containerId, patch: patch.data, pull: request.pull ?? request.image !== undefined, readyWithinSeconds },
              caller,
            )
          : await handlers.updateCode({ hostId, containerId, codePath: request.code_path, readyWithinSeconds }, caller);
      if (!replaced.ok) return replaced;
      const { containerId: newId, previousContainerId } = replaced.value;
      const names = request.environment && Object.keys(request.environment);
      known.environmentNames.hand(hostId, previousContainerId, newId, names);
      if (container) known.made(container.name, hostId, newId);
      return succeed({ container_id: newId, previous_container_id: previousContainerId });
    },
    delete_container: async (request, caller) => {
      const found = find(request);
      if (!found.ok) return found;
      const { hostId, containerId } = found.value;
      return acted(containerId, await handlers.deleteContainerNow({ hostId, containerId, volumes: request.volumes }, caller));
    },
  };

  function describe(hostId: string, containerId: string, name: string, config: ContainerConfig, started: boolean) {
    const { containers, flows } = parts.fleet();
    const key = containerKey(hostId, containerId);
    const container = containers.get(key);
    if (container) return infoOf(container, flows.get(key), known.environmentNames.of(key));
    // The engine's event is still under way: told from what was asked for.
    known.made(name, hostId, containerId);
    return {
      id: containerId,
      name,
      status: started ? 'running' : 'created',
      image: config.image,
      created: isoTime(Date.now()),
      socket_path: parts.flow.statusOf(hostId, containerId)?.socketPath ?? '',
      ports: Object.fromEntries(
        config.ports.flatMap(({ containerPort, protocol, hostPort }) =>
          hostPort === null ? [] : [[protocol === 'tcp' ? `${containerPort}` : `${containerPort}/${protocol}`, hostPort]],
        ),
      ),
      environment: maskedEnvironment(Object.keys(config.environment)),
      health: 'none',
      host_id: hostId,
    };
  }
}

function acted(containerId: string, result: Result<null>): Result<unknown> {
  return result.ok ? succeed({ container_id: containerId }) : result;
}

/** The first problem, at the field as programs call it. */
export function problemOf(error: { readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[] }) {
  const [issue] = error.issues;
  const field = wirePath(issue?.path ?? []).slice(0, 200);
  const why = (issue?.message ?? 'not valid').slice(0, 300);
  return fail('validation_error', field === '' ? `${why}.` : `Check ${field}: ${why}.`, field === '' ? {} : { field });
}
