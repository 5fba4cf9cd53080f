import { type Container, isAlive } from '../world/container.ts';
import { steadyId } from '../world/world.ts';
import { endpointShape, mountShapes } from './networks.ts';
import { humanDuration } from './timestamps.ts';

/** One container in the answer to the list. */
export function listEntry(container: Container, nowMs: number) {
  const { spec } = container;
  return {
    Id: spec.id,
    Names: [`/${container.name}`],
    Image: spec.image,
    ImageID: `sha256:${steadyId(`image/${spec.image}`)}`,
    Command: [...(spec.entrypoint ?? []), ...spec.command].map(quoted).join(' '),
    Created: Math.floor(spec.createdAtMs / 1000),
    Ports: isAlive(container) ? portShapes(container) : [],
    Labels: spec.labels,
    State: container.status,
    Status: statusText(container, nowMs),
    HostConfig: { NetworkMode: spec.network },
    NetworkSettings: { Networks: { [spec.network]: endpointShape(container, null) } },
    Mounts: mountShapes(container),
  };
}

/** 'Up 3 hours (healthy)', 'Exited (137) 3 minutes ago' ... as the engine words it. */
export function statusText(container: Container, nowMs: number): string {
  const since = (atMs: number | null) => humanDuration(nowMs - (atMs ?? nowMs));
  switch (container.status) {
    case 'created':
      return 'Created';
    case 'removing':
      return 'Removal In Progress';
    case 'restarting':
      return `Restarting (${container.exitCode}) ${since(container.finishedAtMs)} ago`;
    case 'exited':
      return `Exited (${container.exitCode}) ${since(container.finishedAtMs)} ago`;
    case 'paused':
      return `Up ${since(container.startedAtMs)} (Paused)`;
    case 'running':
      return `Up ${since(container.startedAtMs)}${healthText(container)}`;
  }
}

function healthText(container: Container): string {
  if (!container.health) return '';
  return container.health === 'starting' ? ' (health: starting)' : ` (${container.health})`;
}

function portShapes(container: Container) {
  return container.spec.ports.flatMap(({ container: inside, protocol, host }) =>
    host === null
      ? [{ PrivatePort: inside, Type: protocol }]
      : [
          { IP: '0.0.0.0', PrivatePort: inside, PublicPort: host, Type: protocol },
          { IP: '::', PrivatePort: inside, PublicPort: host, Type: protocol },
        ],
  );
}

function quoted(word: string): string {
  return /[\s']/.test(word) ? `'${word}'` : word;
}
