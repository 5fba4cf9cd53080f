import type { ContainerConfig } from '../../src-shared/container-config.ts';
import { containerConfigSchema } from '../../src-shared/container-config.ts';
import { fail, makeFailure, type Result, succeed } from '../../src-shared/failure.ts';
import type { Host } from '../../src-shared/model.ts';
import type { EngineClient } from '../docker/client.ts';
import { listNetworks, listVolumes } from '../docker/create/choices.ts';
import { configOf } from '../docker/create/config-of.ts';
import { createContainer } from '../docker/create/create-container.ts';
import { parseEnvironmentText } from '../docker/create/environment-text.ts';
import { freeName } from '../docker/create/free-name.ts';
import { type PublishedPort, portHolder } from '../docker/create/port-conflicts.ts';
import { tryPort } from '../docker/create/try-port.ts';
import { findImageId, listImages } from '../docker/images.ts';
import { toFailure } from '../docker/problems.ts';
import { pullImage } from '../docker/pull.ts';
import { attempt, findImage, inspectContainer } from '../docker/update/update-calls.ts';
import type { Caller, CoreHandlers, CoreParts } from './parts.ts';
import { reachForAction, reachHost, shownName, targetOf } from './reach.ts';

type CreateCommands = Pick<
  CoreHandlers,
  | 'createContainer'
  | 'getCreateOptions'
  | 'checkPorts'
  | 'getConfigOf'
  | 'parseEnvironment'
  | 'pullImage'
  | 'cancelOperation'
  | 'suggestName'
>;

/** Making containers, and what a form needs for it. */
export function createContainerCommands(parts: CoreParts): CreateCommands {
  return {
    createContainer: (it, caller) => create(parts, it, caller),
    getCreateOptions: async ({ hostId }) => {
      const reached = reachForAction(parts, hostId);
      if (!reached.ok) return reached;
      const { client } = reached.value;
      return answered(client, async () => {
        const [images, networks, volumes] = await Promise.all([listImages(client), listNetworks(client), listVolumes(client)]);
        return { images, networks, volumes, flowRefusal: parts.flow.refusalFor(hostId) };
      });
    },
    checkPorts: async ({ hostId, ports }) => {
      const reached = reachForAction(parts, hostId);
      if (!reached.ok) return reached;
      const problems: { index: number; message: string }[] = [];
      for (const [index, port] of ports.entries()) {
        const message = await portProblem(parts, reached.value.host, port);
        if (message !== null) problems.push({ index, message });
      }
      return succeed(problems);
    },
    getConfigOf: async (reference) => {
      const reached = reachHost(parts, reference.hostId);
      if (!reached.ok) return reached;
      const { client } = reached.value;
      const target = targetOf(parts, reference);
      const carried = await attempt(client, { kind: 'create', name: target.name }, async () => {
        const container = await inspectContainer(client, target.containerId);
        const image = await findImage(client, container.Image);
        return configOf(container, image?.Config ?? null, freeName(container.Name, takenNames(parts, reference.hostId)));
      });
      if (!carried.ok) return carried;
      const checked = containerConfigSchema.safeParse(carried.value.config);
      if (checked.success) return succeed({ config: checked.data, notCarried: [...carried.value.notCarried] });
      const [issue] = checked.error.issues;
      return fail(
        'validation_error',
        `${target.name} has a setting that no form takes: ${issue?.message ?? 'not valid'}. Use docker run.`,
        {
          field: issue?.path.map(String).join('.').slice(0, 200) ?? '',
        },
      );
    },
    parseEnvironment: async ({ text }) => {
      const { environment, problems } = parseEnvironmentText(text);
      return succeed({ environment, problems: [...problems] });
    },
    pullImage: async ({ hostId, image }, caller) => {
      const reached = reachForAction(parts, hostId);
      if (!reached.ok) return reached;
      const { client } = reached.value;
      return parts.operations.run({
        hostId,
        containerId: null,
        kind: 'pull',
        by: caller.actor,
        name: image,
        cancellable: true,
        act: async (signal, report) => {
          const pulled = await pullImage(client, image, { signal, report });
          if (!pulled.ok) return pulled;
          const found = await answered(client, () => findImageId(client, image, { signal }));
          if (!found.ok) return found;
          if (found.value !== null) return succeed({ imageId: found.value });
          return fail('docker_api_error', `The engine says that it pulled ${image}, but does not have it. Try again.`, { image });
        },
      });
    },
    cancelOperation: async ({ operationId }) => parts.operations.cancel(operationId),
    suggestName: async ({ hostId, wanted }) => succeed({ name: freeName(wanted, takenNames(parts, hostId)) }),
  };
}

interface Wish {
  readonly hostId: string;
  readonly config: ContainerConfig;
  readonly start: boolean;
}

/** One operation: the flow folder first, as only that can be refused without the engine's work. */
async function create(parts: CoreParts, { hostId, config, start }: Wish, caller: Caller) {
  const reached = reachForAction(parts, hostId);
  if (!reached.ok) return reached;
  const { client } = reached.value;
  return parts.operations.run({
    hostId,
    containerId: null,
    kind: 'create',
    by: caller.actor,
    name: shownName(config.name ?? config.image),
    cancellable: true,
    act: async (signal, report, { log }) => {
      const flow = config.flow ? await parts.flow.prepare(hostId) : succeed(null);
      if (!flow.ok) return flow;
      const created = await createContainer(client, config, {
        start,
        signal,
        report,
        flow: flow.value,
        forgetFlow: (containerId) => parts.flow.cleanup(hostId, containerId),
        portOwner: (port) => portOwner(parts, hostId, port),
        log,
      });
      if (!created.ok) return created;
      return succeed({ ...created.value, name: config.name ?? (await givenName(client, created.value.containerId)) });
    },
  });
}

/** The name that the engine made up; its id where it does not tell, as the container is there all the same. */
async function givenName(client: EngineClient, containerId: string): Promise<string> {
  try {
    return (await inspectContainer(client, containerId)).Name;
  } catch {
    return containerId.slice(0, 12);
  }
}

async function answered<T>(client: EngineClient, ask: () => Promise<T>): Promise<Result<T>> {
  try {
    return succeed(await ask());
  } catch (error) {
    if (error instanceof Error && error.name === 'ZodError') {
      return { ok: false, failure: makeFailure('docker_api_error', 'The engine answered in a form that Quarterdeck does not know.') };
    }
    return { ok: false, failure: toFailure(error, client.address) };
  }
}

/** Those of its containers, and of the deleted ones that may still come back. */
function takenNames(parts: CoreParts, hostId: string): ReadonlySet<string> {
  const { containers, deletions } = parts.fleet();
  return new Set([...containers.values(), ...deletions.values()].flatMap((it) => (it.hostId === hostId ? [it.name] : [])));
}

/** Why a port can't be published, in a sentence; null where it can, as far as one can tell from here. */
async function portProblem(parts: CoreParts, host: Host, port: PublishedPort): Promise<string | null> {
  const holder = portHolder(port, host.id, parts.fleet().containers.values());
  if (holder) return `Port ${port.hostPort} is taken by the container ${shownName(holder.name)}.`;
  // Elsewhere our own ports say nothing.
  if (host.demo || !host.address.startsWith('unix:')) return null;
  switch (await tryPort(port)) {
    case 'free':
      return null;
    case 'taken':
      return `Port ${port.hostPort} is taken by a program of this machine.`;
    case 'noSuchAddress':
      return `This machine does not have the address ${port.hostAddress}.`;
  }
}

function portOwner(parts: CoreParts, hostId: string, port: number): string | null {
  for (const protocol of ['tcp', 'udp', 'sctp'] as const) {
    const holder = portHolder({ hostPort: port, hostAddress: null, protocol }, hostId, parts.fleet().containers.values());
    if (holder) return `the container ${shownName(holder.name)}`;
  }
  return null;
}
