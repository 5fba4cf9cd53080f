import { z } from 'zod';
import type { Incident, IncidentKind } from '../../../src-shared/incidents.ts';
import type { News } from './notice-words.ts';

/** What was last shown of an incident. */
const toldSchema = z.object({
  incidentId: z.string(),
  atMs: z.number(),
  rank: z.number(),
  /** That it is well again was told too. */
  recovered: z.boolean(),
});
export type Told = z.infer<typeof toldSchema>;

const cooldownSchema = z.object({ key: z.string(), atMs: z.number(), rank: z.number() });
export type Cooldown = z.infer<typeof cooldownSchema>;

const keptSchema = z.object({ told: z.array(toldSchema).max(1_000), cooldowns: z.array(cooldownSchema).max(1_000) });

export interface Waiting {
  readonly news: News;
  readonly dueAtMs: number;
  /** It came while others came, and is told with them. */
  readonly gathered: boolean;
}

/** What the decisions about notices remember. Only `told` and `cooldowns` outlive the application. */
export interface NoticeMemory {
  readonly told: ReadonlyMap<string, Told>;
  /** By container (and rule), since when it was told of and how bad it was. */
  readonly cooldowns: ReadonlyMap<string, Cooldown>;
  /** By incident: news whose time has not come. */
  readonly waiting: ReadonlyMap<string, Waiting>;
  /** Of the last notices, oldest first. */
  readonly shownAtMs: readonly number[];
  /** When something that nothing was told of came last; null: never. */
  readonly freshAtMs: number | null;
  /** Since when such things are gathered; null: they are not. */
  readonly gatherSinceMs: number | null;
}

export const emptyMemory: NoticeMemory = {
  told: new Map(),
  cooldowns: new Map(),
  waiting: new Map(),
  shownAtMs: [],
  freshAtMs: null,
  gatherSinceMs: null,
};

const toldKept = 200;
const cooldownsKept = 500;

/** What an earlier run has kept; nothing where it can't be read. */
export function readMemory(kept: unknown): NoticeMemory {
  const parsed = keptSchema.safeParse(kept);
  if (!parsed.success) return emptyMemory;
  return {
    ...emptyMemory,
    told: new Map(parsed.data.told.map((it) => [it.incidentId, it])),
    cooldowns: new Map(parsed.data.cooldowns.map((it) => [it.key, it])),
  };
}

/** What must outlive the application, as it survives JSON. */
export function keptOf({ told, cooldowns }: NoticeMemory): z.infer<typeof keptSchema> {
  return { told: [...told.values()], cooldowns: [...cooldowns.values()] };
}

/** Remembers that these were shown in one notice; the oldest entries make room. */
export function remember(memory: NoticeMemory, shown: readonly News[], nowMs: number, cooldownMs: number): NoticeMemory {
  const told = new Map(memory.told);
  const cooldowns = new Map([...memory.cooldowns].filter(([, it]) => nowMs < it.atMs + cooldownMs));
  for (const { incident, news } of shown) {
    const { id: incidentId } = incident;
    const recovered = news === 'recovered';
    told.delete(incidentId);
    told.set(incidentId, { incidentId, atMs: nowMs, rank: rankOf(incident.kind), recovered });
    if (!recovered) for (const key of cooldownKeys(incident)) cooldowns.set(key, { key, atMs: nowMs, rank: rankOf(incident.kind) });
  }
  return { ...memory, told: newest(told, toldKept), cooldowns: newest(cooldowns, cooldownsKept) };
}

/** Who restarts a container here wants to know whether it holds: the next news of it is told, whatever was told before. */
export function forgetWhatWasTold(memory: NoticeMemory, incidents: Iterable<Incident>, hostId: string, containerId: string): NoticeMemory {
  const about = [...incidents].filter((it) => it.hostId === hostId && it.containers.some((one) => one.containerId === containerId));
  const prefix = cooldownKey(hostId, containerId, '');
  const cooldowns = new Map([...memory.cooldowns].filter(([key]) => !key.startsWith(prefix)));
  const told = new Map(memory.told);
  for (const { id } of about) {
    const before = told.get(id);
    if (before) told.set(id, { ...before, rank: 0 });
  }
  return { ...memory, told, cooldowns };
}

/** A rule's breach is another story than a crash: it has a cooldown of its own. */
export function cooldownKeys({ hostId, containers, ruleId }: Incident): readonly string[] {
  return containers.map((it) => cooldownKey(hostId, it.containerId, ruleId ?? ''));
}

function cooldownKey(hostId: string, containerId: string, ruleId: string): string {
  return `${hostId}/${containerId}/${ruleId}`;
}

const ranks: Record<IncidentKind, number> = {
  childOutOfMemory: 1,
  jobEnded: 1,
  rule: 1,
  unhealthy: 1,
  diedUnseen: 2,
  crashed: 2,
  outOfMemory: 3,
  restartLoop: 4,
  projectDown: 4,
  engineTookDown: 4,
};

/** How bad it is: what is worse is told although something was told a moment ago. */
export function rankOf(kind: IncidentKind): number {
  return ranks[kind];
}

function newest<V>(map: Map<string, V>, count: number): Map<string, V> {
  return map.size <= count ? map : new Map([...map].slice(-count));
}
