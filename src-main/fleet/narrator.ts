import type { Change, ChangeOf, ContainerEventChange } from '../../src-shared/changes.ts';
import { signalName } from '../../src-shared/describe.ts';
import type { Fleet } from '../../src-shared/fleet.ts';
import { containerKey } from '../../src-shared/ids.ts';
import type { Activity, Actor, Container, Operation } from '../../src-shared/model.ts';
import { HostNarrator } from './host-narrator.ts';
import { whatHappenedMeanwhile } from './meanwhile.ts';
import { type Death, deathLine, type Line, notKnown, startedAgainText } from './sentences.ts';
import { activityOf, goesOn, isAside, type Story } from './story.ts';

/** How long after an operation's end the engine's events still count as its doing: they come by another socket. */
const attributionGraceMs = 1_000;
/** Signals whose arrival means that somebody wants the container to end; HUP, USR1 or WINCH alone do not. */
const terminating: ReadonlySet<string> = new Set(['SIGTERM', 'SIGKILL', 'SIGINT', 'SIGQUIT']);

/**
 * Tells the feed from Changes: one line a story, told at once and told anew (same id) when what follows shows it in
 * another light: kill, die, stop, start, restart is one line, 'Restarted'. Time is an argument. What a death means here
 * follows the sequence of events: docker/compose `pkg/compose/monitor.go` lists them.
 */
export class Narrator {
  private readonly stories = new Map<string, Story>();
  private readonly operations = new Map<string, { readonly operation: Operation; endedAtMs: number | null }>();
  private readonly hosts = new HostNarrator();

  /** The Changes (`activityTold`, `endExplained`) that tell of `change`; `fleet` is the Fleet before it. */
  tell(fleet: Fleet, change: Change, nowMs: number): Change[] {
    switch (change.type) {
      case 'operationChanged':
        this.operations.set(change.operation.id, {
          operation: change.operation,
          endedAtMs: null,
        });
        return [];
      case 'operationEnded':
        this.endOperation(change.operationId, nowMs);
        return [];
      case 'hostStatusChanged':
        return this.hosts.tell(fleet, change);
      case 'containersListed':
        return this.tellMeanwhile(fleet, change);
      case 'hostForgotten':
        this.hosts.forget(change.hostId);
        return [];
      case 'discoveryReported':
      case 'hostFound':
      case 'hostDescribed':
      case 'hostSeen':
      case 'containerInspected':
      case 'endExplained':
      case 'activityTold':
        return [];
      default:
        return this.tellContainer(fleet, change, nowMs);
    }
  }

  private tellContainer(fleet: Fleet, change: ContainerEventChange, nowMs: number): Change[] {
    const key = containerKey(change.hostId, change.containerId);
    const container = change.type === 'containerCreated' ? change.container : fleet.containers.get(key);
    if (!container) return [];
    const story = this.storyFor(key, container, change);
    if (change.event) story.events.push(change.event);
    if (story.events.length > 20) story.events.splice(0, story.events.length - 20);
    const actor = this.actorFor(change.hostId, change.containerId, nowMs);
    if (actor) story.by = actor;
    const line = this.lineFor(container, story, change);
    const told: Change[] = line
      ? [
          {
            type: 'activityTold',
            activity: activityOf(container, story, line, change.atMs),
          },
        ]
      : [];
    // A second tick of the same death must not take back who was behind it.
    if (story.death && (change.type === 'containerDied' || change.type === 'containerStopped')) {
      const requested = story.death.requested ? 'yes' : 'no';
      told.push({
        type: 'endExplained',
        hostId: change.hostId,
        containerId: change.containerId,
        atMs: change.atMs,
        requested,
        by: line?.by ?? story.by,
      });
    }
    if (change.type === 'containerRemoved') this.stories.delete(key);
    return told;
  }

  /** The story that an event belongs to: the one under way, or a new one. */
  private storyFor(key: string, container: Container, change: ContainerEventChange): Story {
    const open = this.stories.get(key);
    if (open && goesOn(open, change)) return open;
    const fresh: Story = {
      id: `${key}:${change.event?.timeNano ?? change.atMs}:${change.type}`,
      beganAtMs: change.atMs,
      events: [],
      signals: [],
      created: false,
      outOfMemory: false,
      stopSeen: false,
      death: null,
      diedAtMs: null,
      by: change.type === 'containerCreated' && container.project ? { kind: 'dockerCompose', name: null } : notKnown,
    };
    // A rename between the stop signal and the death must not cut the story in two.
    if (!isAside(change)) this.stories.set(key, fresh);
    return fresh;
  }

  private lineFor(container: Container, story: Story, change: ContainerEventChange): Line | null {
    const plain = (tone: Activity['tone'], text: string): Line => ({
      kind: 'lifecycle',
      tone,
      text,
      by: story.by,
      facts: [],
    });
    switch (change.type) {
      case 'containerCreated':
        story.created = true;
        return plain('neutral', `Created from ${container.image}`);
      case 'containerStarted':
        return this.startLine(container, story);
      case 'containerSignalled':
        story.signals.push(change.signal);
        return plain(
          'neutral',
          terminating.has(signalName(change.signal))
            ? `Asked to end with ${signalName(change.signal)}`
            : `Sent ${signalName(change.signal)}`,
        );
      case 'containerRanOutOfMemory':
        story.outOfMemory = true;
        return {
          kind: 'health',
          tone: 'attention',
          text: 'A process was killed for lack of memory',
          by: { kind: 'kernel', name: null },
          facts: [],
        };
      case 'containerDied':
        story.diedAtMs = change.atMs;
        story.death = this.deathOf(container, story, change);
        return deathLine(container, story.death);
      case 'containerStopped':
        story.stopSeen = true;
        if (!story.death) return container.state === 'restarting' ? plain('stopped', 'Stopped while it waited to restart') : null;
        story.death = { ...story.death, requested: true, by: story.by };
        return deathLine(container, story.death);
      case 'containerRestarted':
        return plain('restarting', 'Restarted');
      case 'containerPaused':
        return plain('paused', 'Paused');
      case 'containerUnpaused':
        return plain('running', 'Unpaused');
      case 'containerRenamed':
        return plain('neutral', `Renamed from ${change.oldName}`);
      case 'containerHealthChanged':
        return healthLine(change);
      case 'containerUpdated':
        return plain('neutral', 'Limits or restart policy changed');
      case 'containerRemoved':
        return this.removeLine(container, story);
    }
  }

  private startLine(container: Container, story: Story): Line {
    const restarted = story.death?.requested === true;
    if (restarted)
      return {
        kind: 'lifecycle',
        tone: 'restarting',
        text: 'Restarted',
        by: story.by,
        facts: [],
      };
    if (story.created)
      return {
        kind: 'lifecycle',
        tone: 'running',
        text: `Created from ${container.image} and started`,
        by: story.by,
        facts: [],
      };
    const end = container.end;
    const byPolicy = story.by.kind === 'notKnown' && container.restartPolicy !== 'no' && end !== null && end.requested === 'no';
    return byPolicy
      ? {
          kind: 'lifecycle',
          tone: 'restarting',
          text: startedAgainText(container.restartCount + 1),
          by: { kind: 'restartPolicy', name: null },
          facts: [],
        }
      : {
          kind: 'lifecycle',
          tone: 'running',
          text: 'Started',
          by: story.by,
          facts: [],
        };
  }

  private deathOf(container: Container, story: Story, change: ChangeOf<'containerDied'>): Death {
    const requested = story.stopSeen || story.by.kind === 'you' || story.signals.some((signal) => terminating.has(signalName(signal)));
    return {
      exitCode: change.exitCode,
      outOfMemory: story.outOfMemory && change.exitCode !== 0,
      requested,
      signals: [...story.signals],
      ranForMs: container.startedAtMs === null ? null : Math.max(0, change.atMs - container.startedAtMs),
      by: requested ? story.by : { kind: 'itself', name: null },
    };
  }

  private removeLine(container: Container, story: Story): Line {
    if (!story.death)
      return {
        kind: 'lifecycle',
        tone: 'removed',
        text: 'Removed',
        by: story.by,
        facts: [],
      };
    const line = deathLine(container, story.death);
    if (story.death.requested) return { ...line, tone: 'removed', text: 'Removed while it ran' };
    return {
      ...line,
      text: `${line.text}; removed${container.autoRemove ? ' (--rm)' : ''}`,
    };
  }

  private tellMeanwhile(fleet: Fleet, change: ChangeOf<'containersListed'>): Change[] {
    const host = fleet.hosts.get(change.hostId);
    // The first list is no news: what was dead before we looked is shown, not told.
    if (!host || host.lastSeenAtMs === null || ![...fleet.containers.values()].some((it) => it.hostId === host.id)) return [];
    for (const container of change.containers) this.stories.delete(containerKey(container.hostId, container.id));
    return whatHappenedMeanwhile(fleet, change).map((activity) => ({
      type: 'activityTold',
      activity,
    }));
  }

  private actorFor(hostId: string, containerId: string, nowMs: number): Actor | null {
    for (const [id, { operation, endedAtMs }] of this.operations) {
      if (endedAtMs !== null && nowMs - endedAtMs > attributionGraceMs) this.operations.delete(id);
      else if (operation.hostId === hostId && (operation.containerId === containerId || operation.containerId === null))
        return operation.by;
    }
    return null;
  }

  private endOperation(operationId: string, nowMs: number): void {
    const known = this.operations.get(operationId);
    if (known) known.endedAtMs = nowMs;
  }
}

function healthLine(change: ChangeOf<'containerHealthChanged'>): Line | null {
  const by: Actor = { kind: 'healthCheck', name: null };
  if (change.health === 'healthy')
    return {
      kind: 'health',
      tone: 'healthy',
      text: 'Became healthy',
      by,
      facts: [],
    };
  if (change.health === 'unhealthy')
    return {
      kind: 'health',
      tone: 'unhealthy',
      text: 'Became unhealthy',
      by,
      facts: [],
    };
  return null;
}
