import { z } from 'zod';
import { boundText } from '../../src-shared/container-detail.ts';
import type { ContainerState, Health, Port } from '../../src-shared/model.ts';

/** Longer texts are cut here, at the edge, so that a hostile container can't make every view slow. */
export const nameLimit = 4_096;
export const imageLimit = 1_024;
export const labelLimit = 255;
const portLimit = 200;

export const lenientText = z.string().catch('');
export const labelsSchema = z.record(z.string(), z.unknown()).catch({});
export type Labels = z.infer<typeof labelsSchema>;

/** An engine's time as ms; null for its zero time, and for what is no time. Nanoseconds are dropped. */
export function timeMs(text: string): number | null {
  if (text === '' || text.startsWith('0001-01-01')) return null;
  const parsed = Date.parse(text);
  return Number.isNaN(parsed) || parsed <= 0 ? null : parsed;
}

/** Docker's and Podman's words for a state, as one of ours. */
export function toState(word: string): ContainerState {
  switch (word.toLowerCase()) {
    case 'running':
    // Podman: on its way down, but still there.
    case 'stopping':
      return 'running';
    case 'created':
    case 'configured':
    case 'initialized':
      return 'created';
    case 'paused':
      return 'paused';
    case 'restarting':
      return 'restarting';
    case 'removing':
      return 'removing';
    case 'dead':
      return 'dead';
    default:
      return 'exited';
  }
}

export function toHealth(word: string): Health {
  return word === 'starting' || word === 'healthy' || word === 'unhealthy' ? word : 'none';
}

/** The engine writes '/name'; a linked container has further names, 'other/alias'. */
export function cleanName(name: string): string {
  return boundText(name.replace(/^\//, ''), nameLimit);
}

export interface ComposeFacts {
  readonly project: string | null;
  readonly service: string | null;
}

/** What Docker Compose and podman-compose write on their containers. */
export function composeFacts(labels: Labels): ComposeFacts {
  const label = (...keys: string[]) => {
    for (const key of keys) {
      const value = labels[key];
      if (typeof value === 'string' && value !== '') return boundText(value, labelLimit);
    }
    return null;
  };
  return {
    project: label('com.docker.compose.project', 'io.podman.compose.project'),
    service: label('com.docker.compose.service', 'io.podman.compose.service'),
  };
}

/** In the order of their numbers; IPv4 and IPv6 bindings of one port that differ in nothing else are one. */
export function orderPorts(ports: readonly Port[]): Port[] {
  const seen = new Map<string, Port>();
  for (const port of ports) {
    const key = `${port.containerPort}/${port.protocol}/${port.hostPort ?? ''}`;
    const before = seen.get(key);
    if (!before || before.hostAddress === '::') seen.set(key, port);
  }
  const inOrder = [...seen.values()].sort(
    (one, other) => one.containerPort - other.containerPort || (one.hostPort ?? 0) - (other.hostPort ?? 0),
  );
  return inOrder.slice(0, portLimit);
}

export function toProtocol(word: string): Port['protocol'] {
  return word === 'udp' || word === 'sctp' ? word : 'tcp';
}
