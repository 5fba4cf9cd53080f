import { createRandom, hashText, pick } from '../load/random.ts';
import { type Role, roles } from './roles.ts';
import { dayMs, healthCheck, hourMs, minuteMs, type Opening, type Service, tcp, unlessStopped } from './service.ts';

const places = [
  'amber',
  'birch',
  'cedar',
  'delta',
  'ember',
  'fjord',
  'grove',
  'heron',
  'inlet',
  'juniper',
  'kestrel',
  'lagoon',
  'maple',
  'north',
  'ochre',
  'pearl',
  'quarry',
  'ridge',
  'summit',
  'thistle',
  'umber',
  'violet',
  'willow',
  'yarrow',
] as const;
const trades = [
  'booking',
  'ledger',
  'search',
  'catalog',
  'courier',
  'forms',
  'gallery',
  'billing',
  'signals',
  'library',
  'planner',
  'tickets',
] as const;

export interface GeneratedProject {
  readonly name: string;
  readonly services: readonly Service[];
}

/** The n-th project of a big fleet: three to seven services out of the usual roles. */
export function generateProject(seed: number, index: number): GeneratedProject {
  const random = createRandom(hashText(`${seed}/project/${index}`));
  const round = Math.floor(index / (places.length * trades.length));
  const place = places[index % places.length] ?? places[0];
  const trade = trades[(index * 5 + Math.floor(index / places.length)) % trades.length] ?? trades[0];
  const name = `${place}-${trade}${round > 0 ? `-${round + 1}` : ''}`;
  const count = 3 + Math.floor(random() * (roles.length - 2));
  // A project that is not worked on is stopped as a whole.
  const asleep = random() < 0.12;
  const services = roles.slice(0, count).map((role) => generateService(name, role, random, asleep));
  return { name, services };
}

function generateService(project: string, role: Role, random: () => number, asleep: boolean): Service {
  const isOwn = role.command === undefined;
  const plot = pick(role.plots, random());
  const spread = 0.5 + random();
  return {
    name: role.name,
    image: isOwn ? `registry.harbor.example/${project}/${role.image}` : role.image,
    voice: role.voice,
    plot,
    opening: opening(random, asleep),
    shape: role.shape,
    cpuPercent: role.cpuPercent * spread,
    memoryMiB: role.memoryMiB * spread,
    limitMiB: plot === 'leak' || random() < 0.4 ? Math.ceil((role.memoryMiB * 2.5) / 64) * 64 : 0,
    leakMiBPerMinute: plot === 'leak' ? 3 + 9 * random() : 0,
    receiveKBps: 200 * random(),
    sendKBps: 260 * random(),
    writeKBps: role.voice === 'database' ? 400 * random() : 4 * random(),
    processes: 2 + Math.floor(random() * 12),
    command: role.command ?? [role.name, '--port', String(role.port)],
    ports: [tcp(role.port)],
    restart: unlessStopped,
    endsAfterMs: 40 + random() * 600,
    ...(plot === 'flaky' || random() < 0.3 ? { health: healthCheck('/bin/health', 'ok', 'health: deadline exceeded after 3s') } : {}),
  };
}

function opening(random: () => number, asleep: boolean): Opening {
  const chance = random();
  if (asleep || chance < 0.07) {
    const exitCode = pick([0, 0, 0, 143, 137, 1], random());
    return { kind: 'ended', exitCode, agoMs: hourMs + random() * 9 * dayMs, ranMs: hourMs + random() * dayMs };
  }
  if (chance < 0.08) return { kind: 'paused', forMs: random() * dayMs };
  return { kind: 'up', forMs: minuteMs + random() ** 3 * 12 * dayMs };
}
