import type { Change, ContainerEventChange } from '../../src-shared/changes.ts';
import type { Activity, Actor, Container, EngineEvent } from '../../src-shared/model.ts';
import { intentOf, isTerminating, type RunSequence } from '../attention/verdicts/sequence.ts';
import { classifyEnd, type Verdict } from '../attention/verdicts/verdict.ts';
import type { Line } from './sentences.ts';

/** A start this soon after a requested death is a restart. */
const restartGapMs = 1_500;
/** A start or removal this soon belongs to the story of the creation or death before it. */
const sameStoryMs = 5_000;
/** How long the line of a reload signal, or of a child that ran out of memory, may still become the line of a death: stops wait 10 s by default. */
const mayEndMs = 15_000;

/** What is going on with one container, from its first event to the line that tells it. */
export interface Story {
  readonly id: string;
  readonly beganAtMs: number;
  readonly events: EngineEvent[];
  readonly signals: string[];
  created: boolean;
  outOfMemory: boolean;
  stopSeen: boolean;
  /** What the death in this story means: as the attention has it, so that no incident says otherwise. */
  end: Verdict | null;
  by: Actor;
}

/** Takes `change` into the story; `run`: the container's run with it. */
export function advance(story: Story, container: Container, change: ContainerEventChange, run: RunSequence): void {
  switch (change.type) {
    case 'containerCreated':
      story.created = true;
      return;
    case 'containerSignalled':
      story.signals.push(change.signal);
      if (run.death !== null && story.end) story.end = endOf(container, run);
      return;
    case 'containerRanOutOfMemory':
      story.outOfMemory = true;
      return;
    case 'containerDied':
      story.end = endOf(container, run);
      return;
    case 'containerStopped':
      story.stopSeen = true;
      if (story.end) story.end = endOf(container, run);
      return;
    case 'containerRemoved':
      if (story.end) story.end = endOf(container, run);
      return;
    default:
      return;
  }
}

function endOf(container: Container, run: RunSequence): Verdict | null {
  return classifyEnd({ run, container, stopSignal: null, notifyJobs: false, earlier: [] });
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

/** Whether an event is part of the story under way, or begins one. `run`: the container's run with it. */
export function goesOn(story: Story, container: Container, change: ContainerEventChange, run: RunSequence): boolean {
  const sinceDeathMs = change.atMs - (story.end?.diedAtMs ?? 0);
  switch (change.type) {
    case 'containerSignalled':
    case 'containerRanOutOfMemory':
      return story.end === null && (story.signals.length > 0 || (story.outOfMemory && isYoung(story, change.atMs)));
    case 'containerDied':
      return story.end === null && (story.stopSeen || mayBeEndedBy(story, change.atMs));
    case 'containerStopped':
      // One that only ends the wait for a restart is no part of the death before it.
      if (story.end) return intentOf(run, { restartPolicy: container.restartPolicy, stopSignal: null }) !== null;
      return story.signals.length > 0;
    case 'containerStarted':
      if (story.end) return story.end.kind === 'stopped' && sinceDeathMs < restartGapMs;
      return story.created && change.atMs - story.beganAtMs < sameStoryMs;
    case 'containerRestarted':
      return story.end !== null;
    case 'containerRemoved':
      return story.end !== null && sinceDeathMs < sameStoryMs;
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
  return (story.signals.length > 0 || story.outOfMemory) && isYoung(story, atMs);
}

function isYoung(story: Story, atMs: number): boolean {
  return atMs - story.beganAtMs < mayEndMs;
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
