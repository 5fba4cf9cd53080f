import type { Change, ChangeOf, ContainerEventChange } from '../../src-shared/changes.ts';
import type { Fleet } from '../../src-shared/fleet.ts';
import { containerKey } from '../../src-shared/ids.ts';
import type { Container, Operation } from '../../src-shared/model.ts';
import { follow, type RunSequence, unseenRun } from '../attention/verdicts/sequence.ts';
import { DeletionNarrator } from './deletion-narrator.ts';
import { HostNarrator } from './host-narrator.ts';
import { whatHappenedMeanwhile } from './meanwhile.ts';
import { notKnown } from './sentences.ts';
import { activityOf, advance, goesOn, isAside, type Story } from './story.ts';
import { lineFor } from './story-lines.ts';
import { UpdateNarrator } from './update-narrator.ts';

/** How long after an operation's end the engine's events still count as its doing: they come by another socket. */
const attributionGraceMs = 1_000;

/**
 * Tells the feed from Changes: one line a story, told at once and told anew (same id) when what follows shows it in
 * another light: kill, die, stop, start, restart is one line, 'Restarted'. Time is an argument. What a death means is
 * decided where incidents are made of it, too: attention/verdict.ts.
 */
export class Narrator {
  private readonly stories = new Map<string, Story>();
  private readonly runs = new Map<string, RunSequence>();
  private readonly operations = new Map<string, { readonly operation: Operation; endedAtMs: number | null }>();
  private readonly hosts = new HostNarrator();
  private readonly deletions = new DeletionNarrator();
  private readonly updates = new UpdateNarrator();

  /** The Changes (`activityTold`, `endExplained`) that tell of `change`; `fleet` is the Fleet before it. */
  tell(fleet: Fleet, change: Change, nowMs: number): Change[] {
    switch (change.type) {
      case 'operationChanged':
        this.operations.set(change.operation.id, { operation: change.operation, endedAtMs: null });
        this.updates.changed(change.operation);
        return [];
      case 'operationEnded':
        this.endOperation(change.operationId, nowMs);
        return this.updates.ended(fleet, change, nowMs);
      case 'hostStatusChanged':
        return this.hosts.tell(fleet, change);
      case 'containersListed':
        return this.tellMeanwhile(fleet, change);
      case 'hostForgotten':
        this.hosts.forget(change.hostId);
        return [];
      case 'deletionBegun': {
        const { hostId, containerId } = change.deletion;
        return this.deletions.begin(fleet, change.deletion, this.operationOn(hostId, containerId, nowMs), nowMs);
      }
      case 'deletionEnded':
        return this.deletions.end(fleet, change, this.operationOn(change.hostId, change.containerId, nowMs));
      case 'discoveryReported':
      case 'hostFound':
      case 'hostDescribed':
      case 'hostSeen':
      case 'hostCircuitChanged':
      case 'flowChanged':
      case 'flowForgotten':
      case 'containerInspected':
      case 'endExplained':
      case 'activityTold':
      case 'activityRecalled':
      case 'incidentTold':
      case 'incidentForgotten':
      case 'muted':
      case 'unmuted':
        return [];
      default:
        return this.tellContainer(fleet, change, nowMs);
    }
  }

  private tellContainer(fleet: Fleet, change: ContainerEventChange, nowMs: number): Change[] {
    const key = containerKey(change.hostId, change.containerId);
    const container = change.type === 'containerCreated' ? change.container : fleet.containers.get(key);
    if (!container) return [];
    const operation =
      this.operationOn(change.hostId, change.containerId, nowMs) ??
      (change.type === 'containerRemoved' ? this.operationOn(change.hostId, null, nowMs) : null);
    const run = follow(this.runs.get(key) ?? unseenRun, change, operation);
    this.runs.set(key, run);
    const story = this.storyFor(key, container, change, run);
    if (change.event) story.events.push(change.event);
    if (story.events.length > 20) story.events.splice(0, story.events.length - 20);
    if (operation) story.by = operation.by;
    advance(story, container, change, run);
    // All that a deletion or an update does is told by its own line.
    const muted = this.updates.takes(change, container, nowMs) || fleet.deletions.has(key) || operation?.kind === 'undoDelete';
    const line = muted ? null : lineFor(story, container, change, operation?.kind ?? null);
    // The line of a rename is found under the name by which the container is known from now on.
    const shown = change.type === 'containerRenamed' ? { ...container, name: change.name } : container;
    const told: Change[] = line ? [{ type: 'activityTold', activity: activityOf(shown, story, line, change.atMs) }] : [];
    // A second tick of the same death must not take back who was behind it.
    if (story.end && (change.type === 'containerDied' || change.type === 'containerStopped')) {
      const requested = story.end.kind === 'stopped' ? 'yes' : 'no';
      told.push({
        type: 'endExplained',
        hostId: change.hostId,
        containerId: change.containerId,
        atMs: change.atMs,
        requested,
        by: line?.by ?? story.by,
      });
    }
    if (change.type === 'containerRemoved') {
      this.forgetRun(key);
      this.deletions.forget(key);
    }
    return told;
  }

  /** The story that an event belongs to: the one under way, or a new one. */
  private storyFor(key: string, container: Container, change: ContainerEventChange, run: RunSequence): Story {
    const open = this.stories.get(key);
    if (open && goesOn(open, container, change, run)) return open;
    const fresh: Story = {
      id: `${key}:${change.event?.timeNano ?? change.atMs}:${change.type}`,
      beganAtMs: change.atMs,
      events: [],
      signals: [],
      created: false,
      outOfMemory: false,
      stopSeen: false,
      end: null,
      by: change.type === 'containerCreated' && container.project ? { kind: 'dockerCompose', name: null } : notKnown,
    };
    // A rename between the stop signal and the death must not cut the story in two.
    if (!isAside(change)) this.stories.set(key, fresh);
    return fresh;
  }

  private tellMeanwhile(fleet: Fleet, change: ChangeOf<'containersListed'>): Change[] {
    const host = fleet.hosts.get(change.hostId);
    // The first list is no news: what was dead before we looked is shown, not told.
    if (!host || host.lastSeenAtMs === null || ![...fleet.containers.values()].some((it) => it.hostId === host.id)) return [];
    const gap = this.hosts.endGap(host, change.atMs);
    const told = whatHappenedMeanwhile(fleet, change, gap, (key) => this.runs.get(key) ?? unseenRun);
    for (const container of fleet.containers.values())
      if (container.hostId === host.id) this.forgetRun(containerKey(container.hostId, container.id));
    return told.map((activity) => ({
      type: 'activityTold',
      activity,
    }));
  }

  private forgetRun(key: string): void {
    this.stories.delete(key);
    this.runs.delete(key);
  }

  /** What we are doing, or did a moment ago, to the container (null: a prune of its host). The latest goes first. */
  private operationOn(hostId: string, containerId: string | null, nowMs: number): Operation | null {
    let found: Operation | null = null;
    for (const [id, { operation, endedAtMs }] of this.operations) {
      if (endedAtMs !== null && nowMs - endedAtMs > attributionGraceMs) this.operations.delete(id);
      else if (operation.hostId !== hostId || operation.containerId !== containerId) continue;
      else if (containerId !== null || operation.kind === 'prune') found = operation;
    }
    return found;
  }

  private endOperation(operationId: string, nowMs: number): void {
    const known = this.operations.get(operationId);
    if (known) known.endedAtMs = nowMs;
  }
}
