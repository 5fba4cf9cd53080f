import type { Change, ChangeOf, ContainerEventChange } from '../../src-shared/changes.ts';
import { signalName } from '../../src-shared/describe.ts';
import type { Activity, Actor, Container, EngineEvent, OperationKind } from '../../src-shared/model.ts';
import type { Death, Line } from './sentences.ts';

/** A start this soon after a requested death is a restart. */
const restartGapMs = 1_500;
/** A start or removal this soon belongs to the story of the creation or death before it. */
const sameStoryMs = 5_000;
/** How long a reload signal's line may still become the line of a death: stops wait 10 s by default. */
const otherSignalMs = 15_000;

/** What is going on with one container, from its first event to the line that tells it. */
export interface Story {
  readonly id: string;
  readonly beganAtMs: number;
  readonly events: EngineEvent[];
  readonly signals: string[];
  created: boolean;
  outOfMemory: boolean;
  stopSeen: boolean;
  death: Death | null;
  diedAtMs: number | null;
  by: Actor;
}

/** Signals whose arrival means that somebody wants the container to end; HUP, USR1 or WINCH alone do not. */
const terminating: ReadonlySet<string> = new Set(['SIGTERM', 'SIGKILL', 'SIGINT', 'SIGQUIT']);

export function isTerminating(signal: string): boolean {
  return terminating.has(signalName(signal));
}

/** What stops a container on its way. */
const stops: ReadonlySet<OperationKind> = new Set<OperationKind>([
  'stop',
  'restart',
  'restartGracefully',
  'delete',
  'update',
  'updateCode',
]);

/** Takes `change` into the story; `operation`: what we are doing to the container at that time. */
export function advance(story: Story, container: Container, change: ContainerEventChange, operation: OperationKind | null): void {
  switch (change.type) {
    case 'containerCreated':
      story.created = true;
      return;
    case 'containerSignalled':
      story.signals.push(change.signal);
      // An image's own stop signal may be any; what we stop is stopped whatever it is.
      if (operation !== null && stops.has(operation)) story.stopSeen = true;
      return;
    case 'containerRanOutOfMemory':
      story.outOfMemory = true;
      return;
    case 'containerDied':
      story.diedAtMs = change.atMs;
      story.death = deathOf(story, container, change);
      return;
    case 'containerStopped':
      story.stopSeen = true;
      if (story.death) story.death = { ...story.death, requested: true, by: story.by };
      return;
    default:
      return;
  }
}

/** A death is asked for only if a signal or a stop came before it: a container that we start and that fails at once did crash. */
function deathOf(story: Story, container: Container, change: ChangeOf<'containerDied'>): Death {
  const requested = story.stopSeen || story.signals.some(isTerminating);
  return {
    exitCode: change.exitCode,
    outOfMemory: story.outOfMemory && change.exitCode !== 0,
    requested,
    signals: [...story.signals],
    ranForMs: container.startedAtMs === null ? null : Math.max(0, change.atMs - container.startedAtMs),
    by: requested ? story.by : { kind: 'itself', name: null },
  };
}

/** Events that are a line of their own, whatever else is going on. */
export function isAside(change: ContainerEventChange): boolean {
  return asides.has(change.type);
}

const asides: ReadonlySet<Change['type']> = new Set<Change['type']>([
  'containerPaused',
  'containerUnpaused',
  'containerRenamed',
  'containerHealthChanged',
  'containerUpdated',
]);

/** Whether an event is part of the story under way, or begins one. */
export function goesOn(story: Story, change: ContainerEventChange): boolean {
  switch (change.type) {
    case 'containerSignalled':
    case 'containerRanOutOfMemory':
      return story.death === null && (story.signals.length > 0 || story.outOfMemory);
    case 'containerDied':
      return story.death === null && (story.outOfMemory || story.stopSeen || mayBeEndedBy(story, change.atMs));
    case 'containerStopped':
      return story.signals.length > 0 || story.death !== null;
    case 'containerStarted':
      if (story.death) return story.death.requested && change.atMs - (story.diedAtMs ?? 0) < restartGapMs;
      return story.created && change.atMs - story.beganAtMs < sameStoryMs;
    case 'containerRestarted':
      return story.death !== null;
    case 'containerRemoved':
      return story.death !== null && change.atMs - (story.diedAtMs ?? 0) < sameStoryMs;
    case 'containerCreated':
    case 'containerPaused':
    case 'containerUnpaused':
    case 'containerRenamed':
    case 'containerHealthChanged':
    case 'containerUpdated':
      return false;
  }
}

/** Any signal may be an image's own stop signal; one that is not made to end a container counts for a while only. */
function mayBeEndedBy(story: Story, atMs: number): boolean {
  if (story.signals.some(isTerminating)) return true;
  return story.signals.length > 0 && atMs - story.beganAtMs < otherSignalMs;
}

/** The feed's line for a story as it stands. */
export function activityOf(container: Container, story: Story, line: Line, atMs: number): Activity {
  return {
    id: story.id,
    atMs,
    hostId: container.hostId,
    containerId: container.id,
    containerName: container.name,
    project: container.project,
    events: [...story.events],
    ...line,
  };
}
