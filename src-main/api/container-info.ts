import type { Fleet } from '../../src-shared/fleet.ts';
import type { FlowStatus } from '../../src-shared/flow.ts';
import { containerKey } from '../../src-shared/ids.ts';
import type { Container } from '../../src-shared/model.ts';
import { hidden } from '../lib/redact.ts';
import { isoTime } from './wire.ts';

/** A container as programs get it. */
export interface ContainerInfo {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly image: string;
  readonly created: string;
  /** Empty for a container without a flow socket. */
  readonly socket_path: string;
  /** Container port -> host port, published ones only. */
  readonly ports: Readonly<Record<string, number>>;
  /** Names with masked values; empty where the container was not made by a program: the engine is not asked for it. */
  readonly environment: Readonly<Record<string, string>>;
  readonly health: string;
  readonly host_id: string;
}

export function infoOf(container: Container, flow: FlowStatus | undefined, environmentNames: readonly string[]): ContainerInfo {
  return {
    id: container.id,
    name: container.name,
    status: container.state,
    image: container.image,
    created: isoTime(container.createdAtMs),
    socket_path: flow?.socketPath ?? '',
    ports: publishedPorts(container),
    environment: maskedEnvironment(environmentNames),
    health: container.health,
    host_id: container.hostId,
  };
}

export function maskedEnvironment(names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, hidden]));
}

/** `8080` for TCP, `53/udp` else. The first of several host ports. */
export function publishedPorts(container: Pick<Container, 'ports'>): Record<string, number> {
  const ports: Record<string, number> = {};
  for (const { containerPort, protocol, hostPort } of container.ports) {
    const key = protocol === 'tcp' ? `${containerPort}` : `${containerPort}/${protocol}`;
    if (hostPort !== null) ports[key] ??= hostPort;
  }
  return ports;
}

/**
 * All containers but those that the user has deleted and may still have back. The list of one state of the Fleet is made
 * once, however many programs ask for it.
 */
export class ContainerList {
  private last: { fleet: Fleet; made: number; all: readonly ContainerInfo[] } | null = null;
  private readonly environmentNames: EnvironmentNames;

  constructor(environmentNames: EnvironmentNames) {
    this.environmentNames = environmentNames;
  }

  of(fleet: Fleet): readonly ContainerInfo[] {
    const { last, environmentNames } = this;
    const same =
      last !== null &&
      last.made === environmentNames.changes &&
      last.fleet.containers === fleet.containers &&
      last.fleet.flows === fleet.flows &&
      last.fleet.deletions === fleet.deletions;
    if (same) return last.all;
    const all = [...fleet.containers]
      .filter(([key]) => !fleet.deletions.has(key))
      .map(([key, it]) => infoOf(it, fleet.flows.get(key), environmentNames.of(key)));
    this.last = { fleet, made: environmentNames.changes, all };
    return all;
  }
}

const namesKept = 10_000;

/** The names of the variables that programs gave to their containers; never the values. The oldest are forgotten. */
export class EnvironmentNames {
  private readonly names = new Map<string, readonly string[]>();
  /** Counts up. */
  changes = 0;

  set(hostId: string, containerId: string, names: readonly string[]): void {
    if (names.length === 0) return;
    this.changes += 1;
    this.names.set(containerKey(hostId, containerId), names);
    const [oldest] = this.names.keys();
    if (this.names.size > namesKept && oldest !== undefined) this.names.delete(oldest);
  }

  /** Of the container that takes another's place. */
  hand(hostId: string, fromId: string, toId: string, changed: readonly string[] | undefined): void {
    this.set(hostId, toId, changed ?? this.of(containerKey(hostId, fromId)));
    this.names.delete(containerKey(hostId, fromId));
  }

  forget(key: string): void {
    this.names.delete(key);
  }

  of(key: string): readonly string[] {
    return this.names.get(key) ?? [];
  }
}
