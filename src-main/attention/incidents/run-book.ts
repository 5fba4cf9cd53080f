import type { Change, ContainerEventChange } from '../../../src-shared/changes.ts';
import { isRunning } from '../../../src-shared/describe.ts';
import { type ContainerKey, containerKey } from '../../../src-shared/ids.ts';
import type { Actor, Container, EngineEvent } from '../../../src-shared/model.ts';
import type { PastDeath } from '../verdicts/restart-loop.ts';
import { sameStartMs } from '../verdicts/same-time.ts';
import { follow, intentOf, type OwnAct, type RunSequence, unseenRun } from '../verdicts/sequence.ts';
import type { Verdict } from '../verdicts/verdict.ts';
import type { Blow } from './story.ts';

const notKnown: Actor = { kind: 'notKnown', name: null };
const eventsKept = 60;
const deathsKept = 100;

/** One run of a container. What follows its death, up to the next start, is still put down here. */
export interface Run {
  sequence: RunSequence;
  readonly startedBy: Actor;
  /**
   * Where its death was told; null while it was not. A run dies once: whoever tells of deaths looks here first and writes it
   * down before anybody hears of it, whether the engine, the kernel or a list has told.
   */
  told: ToldDeath | null;
  /** Of a run that began while nobody looked: what is told of a time before it is of the run before. */
  readonly sinceMs: number | null;
}

export interface ToldDeath {
  readonly incidentId: string;
  readonly verdict: Verdict;
  readonly blow: Blow;
}

/** What is known of one container's runs. */
export interface Track {
  readonly key: ContainerKey;
  /** As it was last told; it stays so when the container is removed. */
  container: Container;
  /** Inspect has told of it: only that knows `--rm`, `-it`, limits and policy. */
  inspected: boolean;
  running: boolean;
  run: Run;
  /** Deaths that nobody asked for, oldest first. */
  readonly earlier: PastDeath[];
  /** The engine's own words, oldest first. */
  readonly events: EngineEvent[];
}

/** Follows every container's runs by the Changes alone, so that what is known of one is what was known before the Change. */
export class RunBook {
  private readonly tracks = new Map<ContainerKey, Track>();

  get(hostId: string, containerId: string): Track | undefined {
    return this.tracks.get(containerKey(hostId, containerId));
  }

  /** All containers of a host. */
  ofHost(hostId: string): Track[] {
    return [...this.tracks.values()].filter((it) => it.container.hostId === hostId);
  }

  /** Takes in facts about containers that no event tells. */
  learn(change: Change): void {
    switch (change.type) {
      case 'containersListed': {
        const ids = new Set(change.containers.map((it) => it.id));
        for (const track of this.ofHost(change.hostId)) if (!ids.has(track.container.id)) this.tracks.delete(track.key);
        for (const container of change.containers) {
          const track = this.get(change.hostId, container.id);
          if (track && isLaterRun(track, container))
            track.run = { sequence: unseenRun, startedBy: starterOf(track), told: null, sinceMs: container.startedAtMs };
          this.put(container, container.startedAtMs !== null || typeof container.end?.atMs === 'number');
        }
        return;
      }
      case 'containerCreated':
        this.put(change.container, false);
        return;
      case 'containerInspected':
        this.put(change.container, true);
        return;
      case 'hostForgotten':
        for (const track of this.ofHost(change.hostId)) this.tracks.delete(track.key);
        return;
      default:
        return;
    }
  }

  /** Takes in an event; gives the container's track, which a removal takes out of the book. */
  take(change: ContainerEventChange, own: OwnAct | null): Track | undefined {
    if (change.type === 'containerCreated') this.learn(change);
    const track = this.get(change.hostId, change.containerId);
    if (!track) return undefined;
    if (change.event) {
      track.events.push(change.event);
      if (track.events.length > eventsKept) track.events.shift();
    }
    if (change.type === 'containerDied' && change.atMs < (track.run.sinceMs ?? 0)) return undefined;
    const sequence = follow(track.run.sequence, change, own);
    if (change.type === 'containerStarted') track.run = { sequence, startedBy: own?.by ?? starterOf(track), told: null, sinceMs: null };
    else track.run.sequence = sequence;
    if (change.type === 'containerStarted') {
      track.running = true;
      track.container = { ...track.container, state: 'running', startedAtMs: change.atMs };
    }
    if (change.type === 'containerDied') {
      track.running = false;
      track.container = { ...track.container, state: 'exited' };
    }
    if (change.type === 'containerRenamed') track.container = { ...track.container, name: change.name };
    if (change.type === 'containerRemoved') this.tracks.delete(track.key);
    return track;
  }

  private put(container: Container, inspected: boolean): void {
    const key = containerKey(container.hostId, container.id);
    const track = this.tracks.get(key);
    if (!track) {
      const running = isRunning(container);
      this.tracks.set(key, {
        key,
        container,
        inspected,
        running,
        run: { sequence: unseenRun, startedBy: notKnown, told: null, sinceMs: null },
        earlier: [],
        events: [],
      });
      return;
    }
    track.container = inspected || !track.inspected ? container : { ...track.container, state: container.state, name: container.name };
    track.inspected ||= inspected;
    track.running = isRunning(container);
  }
}

/** Whether a list shows a run whose start no event has told: the one before it has died, seen or not. */
function isLaterRun({ run: { sequence, told }, container }: Track, now: Container): boolean {
  if (!isRunning(now) || now.startedAtMs === null) return false;
  const endedAtMs = sequence.death?.atMs ?? told?.blow.atMs ?? null;
  if (endedAtMs !== null && now.startedAtMs > endedAtMs) return true;
  const beganMs = sequence.startedAtMs ?? container.startedAtMs;
  return beganMs !== null && now.startedAtMs - beganMs > sameStartMs;
}

/** The engine does not say who starts a container; after a death that its policy answers, it is the policy. */
function starterOf({ run, container }: Track): Actor {
  const known = { restartPolicy: container.restartPolicy, stopSignal: null };
  const byPolicy = run.sequence.death !== null && container.restartPolicy !== 'no' && intentOf(run.sequence, known) === null;
  return byPolicy ? { kind: 'restartPolicy', name: null } : notKnown;
}

/** Remembers a death that nobody had asked for. */
export function rememberDeath(track: Track, death: PastDeath): void {
  // One that had to wait for inspect may be judged after the next.
  track.earlier.splice(track.earlier.findLastIndex((it) => it.atMs <= death.atMs) + 1, 0, death);
  if (track.earlier.length > deathsKept) track.earlier.shift();
}
