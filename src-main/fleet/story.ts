import type { Change, ContainerEventChange } from '../../src-shared/changes.ts';
import type { Activity, Actor, Container, EngineEvent } from '../../src-shared/model.ts';
import type { Death, Line } from './sentences.ts';

/** A start this soon after a requested death is a restart. */
const restartGapMs = 1_500;
/** A start or removal this soon belongs to the story of the creation or death before it. */
const sameStoryMs = 5_000;

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
      return story.death === null && (story.signals.length > 0 || story.outOfMemory || story.stopSeen);
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
