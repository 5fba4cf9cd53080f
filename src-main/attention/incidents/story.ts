import { boundText } from '../../../src-shared/container-detail.ts';
import {
  type Incident,
  type IncidentContainer,
  type IncidentKind,
  incidentContainerSchema,
  isOpen,
  type TimelineEntry,
} from '../../../src-shared/incidents.ts';
import type { Actor, Container } from '../../../src-shared/model.ts';
import type { AttentionTimes } from '../attention-times.ts';
import { withEntry } from './incident-timeline.ts';
import { projectWords } from './story-words.ts';

export type News = 'opened' | 'worse' | 'recovered' | null;

/** Something bad that happened to one container, judged. */
export interface Blow {
  readonly kind: IncidentKind;
  readonly voice: Incident['voice'];
  readonly container: Container;
  readonly atMs: number;
  readonly by: Actor;
  /** One line, redacted: 'Exited 1: connect ECONNREFUSED db:5432'. */
  readonly what: string;
  readonly errorLine: string | null;
  /** Somebody, and no policy or rule, had started it again, and waits for the outcome. */
  readonly afterStartByHand: boolean;
}

/** An incident, and what must be remembered of it to go on with its story. */
export interface Story {
  readonly incident: Incident;
  /** When the last bad thing happened. */
  readonly lastBadMs: number;
  /** The longest time between two bad things: how long it may run in vain. */
  readonly longestGapMs: number;
  readonly toldRecovered: boolean;
  /** That it went on after that was told, and that it was well again after all. */
  readonly toldAgain: boolean;
  readonly toldWellAgain: boolean;
  /** Somebody has ended it by a stop: what comes later is another story. */
  readonly endedForGood: boolean;
}

export interface Telling {
  readonly story: Story;
  readonly news: News;
}

const containersNamed = 200;
/** Whoever has started it so often in vain sits before it. */
const deathsToldByHand = 6;
/** What replaces what when more is known of a story. */
const weights: Record<IncidentKind, number> = {
  rule: 0,
  unhealthy: 1,
  childOutOfMemory: 1,
  jobEnded: 2,
  diedUnseen: 2,
  crashed: 2,
  outOfMemory: 2,
  engineTookDown: 2,
  restartLoop: 3,
  projectDown: 4,
};

/** Whether a story that was of the other kind has got worse. Pure. */
export function isHeavier(kind: IncidentKind, than: IncidentKind): boolean {
  return weights[kind] > weights[than];
}

/** A new story of what happened to one or several containers at about the same time. Pure. */
export function beginStory(blows: readonly [Blow, ...Blow[]], kind: IncidentKind, what: string): Telling {
  const [first] = blows;
  const { container } = first;
  const times = blows.map((it) => it.atMs);
  const projects = new Set(blows.map((it) => it.container.project));
  const voice = blows.some((it) => it.voice === 'told') && kind !== 'engineTookDown' ? 'told' : 'quiet';
  const incident: Incident = {
    id: `${container.hostId}/${container.id}:${first.atMs}`,
    hostId: container.hostId,
    kind,
    voice,
    containers: blows.slice(0, containersNamed).map((it) => named(it.container)),
    containerCount: blows.length,
    project: projects.size === 1 ? container.project : null,
    ruleId: null,
    what,
    errorLine: first.errorLine,
    openedAtMs: Math.min(...times),
    lastAtMs: Math.max(...times),
    resolution: { state: 'open' },
    deaths: blows.length,
    restarts: 0,
    timeline: blows.reduce<Incident['timeline']>((timeline, blow) => withEntry(timeline, entryOf(blow, blows.length > 1)), []),
  };
  const untold = { toldRecovered: false, toldAgain: false, toldWellAgain: false, endedForGood: false };
  const story = { incident, lastBadMs: incident.lastAtMs, longestGapMs: 0, ...untold };
  return { story, news: voice === 'told' ? 'opened' : null };
}

/** The story after one more blow to a container, which may be new in it. `what` null: it goes on to say what it says. Pure. */
export function goOn(story: Story, blow: Blow, kind: IncidentKind, what: string | null): Telling {
  const before = story.incident;
  const heavier = isHeavier(kind, before.kind);
  const reopened = !isOpen(before);
  const voice = before.voice === 'told' || blow.voice === 'told' ? 'told' : 'quiet';
  const among = before.containers.some((it) => it.containerId === blow.container.id);
  const incident: Incident = {
    ...before,
    kind: heavier || weights[kind] === weights[before.kind] ? kind : before.kind,
    voice,
    containers: among || before.containers.length >= containersNamed ? before.containers : [...before.containers, named(blow.container)],
    containerCount: before.containerCount + (among ? 0 : 1),
    what: what ?? before.what,
    errorLine: blow.errorLine ?? before.errorLine,
    lastAtMs: Math.max(before.lastAtMs, blow.atMs),
    resolution: { state: 'open' },
    deaths: before.deaths + 1,
    timeline: withEntry(before.timeline, entryOf(blow, before.containerCount > 1 || !among)),
  };
  const byHand = blow.afterStartByHand && before.kind !== 'restartLoop' && before.deaths < deathsToldByHand;
  const again = reopened && story.toldRecovered && !story.toldAgain;
  const next: Story = {
    ...story,
    incident,
    lastBadMs: Math.max(story.lastBadMs, blow.atMs),
    longestGapMs: Math.max(story.longestGapMs, blow.atMs - story.lastBadMs),
    toldAgain: story.toldAgain || again,
  };
  if (voice === 'quiet') return { story: next, news: null };
  if (before.voice === 'quiet') return { story: next, news: 'opened' };
  return { story: next, news: heavier || again || byHand ? 'worse' : null };
}

/** The story with something in it that is neither good nor bad news. Pure. */
export function addEntry(story: Story, entry: TimelineEntry, restarted: boolean): Story {
  const before = story.incident;
  const incident: Incident = {
    ...before,
    lastAtMs: Math.max(before.lastAtMs, entry.atMs),
    restarts: before.restarts + (restarted ? 1 : 0),
    timeline: withEntry(before.timeline, entry),
  };
  return { ...story, incident };
}

/** The story with a blow in it as it is known now. Pure. */
export function amend(story: Story, blow: Blow, now: Blow): Story {
  const before = story.incident;
  const timeline = before.timeline.map((it) => {
    const several = [false, true].find((one) => it.text === entryOf(blow, one).text);
    return it.atMs === blow.atMs && several !== undefined ? { ...it, text: entryOf({ ...blow, what: now.what }, several).text } : it;
  });
  const isWhole = before.containerCount === 1 && before.what === blow.what;
  const incident: Incident = {
    ...before,
    timeline,
    kind: isWhole && weights[now.kind] >= weights[before.kind] ? now.kind : before.kind,
    what: isWhole ? now.what : before.kind === 'projectDown' ? projectWords({ ...before, timeline }) : before.what,
    errorLine: before.errorLine === blow.errorLine ? now.errorLine : before.errorLine,
  };
  return { ...story, incident };
}

/** The story's end. `silent`: nobody waits to hear of it. `forGood`: it does not go on, whatever comes. Pure. */
export function resolve(story: Story, atMs: number, how: string, silent: boolean, forGood = false): Telling {
  const before = story.incident;
  const entry: TimelineEntry = { atMs, tone: 'resolved', text: how, by: { kind: 'notKnown', name: null } };
  const incident: Incident = {
    ...before,
    resolution: { state: 'resolved', atMs, how },
    lastAtMs: Math.max(before.lastAtMs, atMs),
    timeline: withEntry(before.timeline, entry),
  };
  // Whoever heard that it went on must not be left with that word.
  const wellAgain = story.toldAgain && !story.toldWellAgain;
  const tells = !silent && before.voice === 'told' && (!story.toldRecovered || wellAgain);
  const told = tells ? { toldRecovered: true, toldWellAgain: wellAgain || story.toldWellAgain } : {};
  return { story: { ...story, ...told, incident, endedForGood: forGood }, news: tells ? 'recovered' : null };
}

/** The story of an incident that an earlier run has kept. Pure. */
export function keptStory(incident: Incident): Story {
  const bad = incident.timeline.filter((it) => it.tone === 'crashed' || it.tone === 'unhealthy').map((it) => it.atMs);
  const gaps = bad.slice(1).map((atMs, index) => atMs - (bad[index] ?? atMs));
  return {
    incident,
    lastBadMs: bad.at(-1) ?? incident.lastAtMs,
    longestGapMs: Math.max(0, ...gaps),
    toldRecovered: !isOpen(incident) || incident.timeline.some((it) => it.tone === 'resolved'),
    toldAgain: false,
    toldWellAgain: false,
    endedForGood: false,
  };
}

/** Whether a story that is over goes on with what happens to its container at `atMs`. Pure. */
export function goesOnAt({ incident, endedForGood }: Story, atMs: number, times: Pick<AttentionTimes, 'reopenMs'>): boolean {
  if (incident.resolution.state === 'open') return true;
  return !endedForGood && atMs - incident.resolution.atMs < times.reopenMs;
}

/** Longer ones than anybody gives: two hundred of them must still fit into a row and a batch. */
const nameLimit = 255;

function named({ id, name, image }: Container): IncidentContainer {
  return incidentContainerSchema.parse({ containerId: id, name: boundText(name, nameLimit), image: boundText(image, nameLimit) });
}

function entryOf(blow: Blow, several: boolean): TimelineEntry {
  const tone = blow.kind === 'unhealthy' ? 'unhealthy' : blow.kind === 'childOutOfMemory' || blow.kind === 'rule' ? 'attention' : 'crashed';
  return { atMs: blow.atMs, tone, text: several ? `${boundText(blow.container.name, 64)}: ${blow.what}` : blow.what, by: blow.by };
}
