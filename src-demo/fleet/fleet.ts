import { hashText, nth } from '../load/random.ts';
import { activeMsUntilLimit } from '../load/usage.ts';
import type { ContainerSpec } from '../world/spec.ts';
import { steadyId } from '../world/world.ts';
import { generateProject } from './generated.ts';
import { harborShop } from './harbor-shop.ts';
import { loose } from './loose.ts';
import { loadOf, mebibyte, minuteMs, never, type Opening, type Service } from './service.ts';
import { tideMetrics } from './tide-metrics.ts';

/** A container of the script and the state it is found in. */
export interface Member {
  readonly spec: ContainerSpec;
  readonly opening: Opening;
}

/** The first `count` containers of the script, the same for the same seed. `nowMs` is when the demo opens. */
export function buildFleet(count: number, seed: number, nowMs: number): Member[] {
  const members: Member[] = [];
  const add = (project: string | null, service: Service) => {
    if (members.length < count) members.push(makeMember(project, service, members.length, seed, nowMs));
  };
  for (const service of harborShop) add('harbor-shop', service);
  for (const service of loose.slice(0, 2)) add(null, service);
  for (const service of tideMetrics) add('tide-metrics', service);
  for (const service of loose.slice(2)) add(null, service);
  for (let index = 0; members.length < count; index++) {
    const project = generateProject(seed, index);
    for (const service of project.services) add(project.name, service);
  }
  return members;
}

/** How long before the demo opens a container was created. */
function ageMs(opening: Opening): number {
  switch (opening.kind) {
    case 'up':
    case 'unhealthy':
    case 'paused':
      return opening.forMs;
    case 'ended':
      return opening.agoMs + opening.ranMs;
    case 'restarting':
      return 20 * minuteMs;
    case 'created':
      return minuteMs;
  }
}

function makeMember(project: string | null, service: Service, index: number, seed: number, nowMs: number): Member {
  const name = project ? `${project}-${service.name}-1` : service.name;
  const own = hashText(`${seed}/${index}/${name}`);
  const limitBytes = (service.limitMiB ?? 0) * mebibyte;
  const spec: ContainerSpec = {
    id: steadyId(`container/${seed}/${index}/${name}`),
    seed: own,
    name,
    image: service.image,
    createdAtMs: Math.floor(nowMs - ageMs(service.opening) - 400 - (own % 90)),
    entrypoint: service.entrypoint ?? null,
    command: service.command,
    environment: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', ...(service.environment ?? [])],
    labels: { ...(service.labels ?? {}), ...(project ? composeLabels(project, service.name) : {}) },
    network: service.network ?? (project ? `${project}_default` : 'bridge'),
    addressSuffix: [Math.floor(index / 250), 2 + (index % 250)],
    aliases: project ? [service.name] : [],
    ports: service.ports ?? [],
    mounts: service.mounts ?? [],
    restartPolicy: service.restart ?? never,
    memoryLimitBytes: limitBytes,
    cpuLimit: service.cpuLimit ?? 0,
    tty: service.tty ?? false,
    autoRemove: service.autoRemove ?? false,
    health: service.health ?? null,
    ending: { afterMs: service.endsAfterMs === undefined ? 80 : service.endsAfterMs, exitCode: exitCodeOf(service) },
    load: loadOf(service, own),
    plot: service.plot ?? 'steady',
    voice: service.voice,
  };
  return { spec, opening: fitOpening(spec, service.opening) };
}

/** A container that leaks can't have been up for longer than its limit allows. */
function fitOpening(spec: ContainerSpec, opening: Opening): Opening {
  const untilMs = activeMsUntilLimit(spec.load, spec.memoryLimitBytes);
  if (opening.kind !== 'up' || spec.plot !== 'leak' || untilMs === null) return opening;
  return { ...opening, forMs: Math.min(opening.forMs, untilMs * (0.2 + 0.6 * nth(spec.seed, 1))) };
}

/** Servers that handle SIGTERM end with 0; simple programs end by the signal. */
function exitCodeOf(service: Service): number {
  return service.voice === 'worker' || service.voice === 'shell' ? 143 : 0;
}

function composeLabels(project: string, service: string): Record<string, string> {
  return {
    'com.docker.compose.config-hash': steadyId(`config/${project}/${service}`),
    'com.docker.compose.container-number': '1',
    'com.docker.compose.oneoff': 'False',
    'com.docker.compose.project': project,
    'com.docker.compose.project.config_files': `/home/dev/${project}/compose.yaml`,
    'com.docker.compose.project.working_dir': `/home/dev/${project}`,
    'com.docker.compose.service': service,
    'com.docker.compose.version': '2.29.7',
  };
}
