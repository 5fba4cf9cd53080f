import { hashText } from '../load/random.ts';
import { type Agenda, createAgenda } from './agenda.ts';
import type { Clock } from './clock.ts';
import type { Container } from './container.ts';
import { createEventBus, type EventBus } from './event-bus.ts';

/** The scripted machine: its time, its containers, its news. */
export interface World {
  readonly seed: number;
  readonly clock: Clock;
  readonly agenda: Agenda;
  readonly bus: EventBus;
  /** By full id, in the order of their making. */
  readonly containers: Map<string, Container>;
  /** Whole references; see `images.ts`. */
  readonly images: Set<string>;
  /** Nothing happens by itself: for pictures and measurements. */
  still: boolean;
  nextPid: number;
  readonly bootedAtMs: number;
}

const bootedBeforeMs = 6 * 24 * 3_600_000;

/** Makes an empty world; `close` its agenda when done. */
export function createWorld(clock: Clock, seed: number, still: boolean): World {
  return {
    seed,
    clock,
    agenda: createAgenda(clock),
    bus: createEventBus(clock),
    containers: new Map(),
    images: new Set(),
    still,
    nextPid: 4_000,
    bootedAtMs: clock.nowMs() - bootedBeforeMs,
  };
}

/** Finds a container as the engine does: by id, name, or a beginning of the id that fits only one. */
export function findContainer(world: World, reference: string): Container | null {
  const exact = world.containers.get(reference);
  if (exact) return exact;
  const name = reference.startsWith('/') ? reference.slice(1) : reference;
  const byName = findByName(world, name);
  if (byName) return byName;
  if (!/^[0-9a-f]+$/.test(reference)) return null;
  const fitting = [...world.containers.values()].filter((container) => container.spec.id.startsWith(reference));
  return fitting.length === 1 ? (fitting[0] ?? null) : null;
}

export function findByName(world: World, name: string): Container | null {
  for (const container of world.containers.values()) if (container.name === name) return container;
  return null;
}

/** A made-up but steady 64-digit id for a thing of that name: a network, an endpoint, an image. */
export function steadyId(text: string): string {
  return Array.from({ length: 8 }, (_, part) => hashText(`${part}/${text}`).toString(16).padStart(8, '0')).join('');
}
