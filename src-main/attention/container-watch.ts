import type { Change, ChangeOf, ContainerEventChange } from '../../src-shared/changes.ts';
import type { TimelineEntry } from '../../src-shared/incidents.ts';
import { isRemoteHostId } from '../../src-shared/remote-wire.ts';
import type { AttentionParts } from './attention-parts.ts';
import type { ContainerCgroups } from './evidence/container-cgroups.ts';
import type { PastImages } from './evidence/past-images.ts';
import type { DeathWatch } from './incidents/death-watch.ts';
import type { IncidentBook } from './incidents/incident-book.ts';
import type { OwnActs } from './incidents/own-acts.ts';
import type { RunBook, Track } from './incidents/run-book.ts';
import type { SeenKeeper } from './incidents/seen-keeper.ts';
import { addEntry } from './incidents/story.ts';
import type { UnseenWatch } from './incidents/unseen-watch.ts';
import type { WellWatch } from './incidents/well-watch.ts';

export interface Watches {
  readonly acts: OwnActs;
  readonly runs: RunBook;
  readonly images: PastImages;
  readonly book: IncidentBook;
  readonly deaths: DeathWatch;
  readonly unseen: UnseenWatch;
  readonly seen: SeenKeeper;
  readonly well: WellWatch;
  readonly cgroups: Pick<ContainerCgroups, 'started'>;
}

/** Hands each Change of our own engines to whom it concerns, in their order. */
export class ContainerWatch {
  private readonly parts: Pick<AttentionParts, 'now' | 'log'>;
  private readonly to: Watches;

  constructor(parts: Pick<AttentionParts, 'now' | 'log'>, watches: Watches) {
    this.parts = parts;
    this.to = watches;
  }

  take(changes: readonly Change[]): void {
    let mayEnd = false;
    for (const change of changes) mayEnd = this.takeOne(change) || mayEnd;
    // What the Fleet is now can end a story; each batch is looked at once.
    if (mayEnd) this.to.well.look();
  }

  /** Whether it may end a story. */
  private takeOne(change: Change): boolean {
    const { acts, runs, unseen, seen } = this.to;
    switch (change.type) {
      case 'operationChanged':
      case 'operationEnded':
        acts.take(change, this.parts.now());
        return change.type === 'operationEnded';
      case 'hostStatusChanged':
        if (isRemoteHostId(change.hostId)) return false;
        unseen.onStatus(change);
        return change.status.state === 'connected';
      case 'hostForgotten':
        if (isRemoteHostId(change.hostId)) return false;
        runs.learn(change);
        unseen.onForgotten(change.hostId);
        return false;
      case 'containersListed':
        return this.listed(change);
      case 'containerInspected': {
        if (isRemoteHostId(change.hostId)) return false;
        const ran = runs.get(change.hostId, change.containerId)?.running;
        runs.learn(change);
        this.to.images.saw(change.container);
        unseen.onInspected(change);
        if (runs.get(change.hostId, change.containerId)?.running !== ran) seen.changed(change.hostId);
        return true;
      }
      case 'endExplained':
        return !isRemoteHostId(change.hostId);
      case 'discoveryReported':
      case 'hostFound':
      case 'hostDescribed':
      case 'hostSeen':
      case 'hostCircuitChanged':
      case 'flowChanged':
      case 'flowForgotten':
      case 'deletionBegun':
      case 'deletionEnded':
      case 'activityTold':
      case 'activityRecalled':
      case 'incidentTold':
      case 'incidentForgotten':
      case 'muted':
      case 'unmuted':
        return false;
      default:
        if (isRemoteHostId(change.hostId)) return false;
        this.event(change);
        return true;
    }
  }

  private listed(change: ChangeOf<'containersListed'>): boolean {
    if (isRemoteHostId(change.hostId)) return false;
    this.to.unseen.onListed(change);
    this.to.runs.learn(change);
    for (const container of change.containers) this.to.images.saw(container);
    this.to.seen.changed(change.hostId);
    this.to.cgroups.started();
    return true;
  }

  private event(change: ContainerEventChange): void {
    const { acts, runs, deaths, seen, images } = this.to;
    const track = runs.take(change, acts.on(change.hostId, change.containerId, this.parts.now()));
    if (!track) return;
    switch (change.type) {
      case 'containerDied':
        deaths.onDied(track, change);
        break;
      case 'containerRanOutOfMemory':
        deaths.onOutOfMemory(track);
        return;
      case 'containerHealthChanged':
        deaths.onHealth(track, change).catch((error: unknown) => this.parts.log.error('A health check could not be judged', { error }));
        return;
      case 'containerStarted':
        this.started(track, change);
        this.to.cgroups.started();
        break;
      case 'containerCreated':
        images.saw(track.container);
        return;
      case 'containerRemoved':
        break;
      case 'containerRenamed':
        images.saw(track.container);
        break;
      default:
        return;
    }
    seen.changed(change.hostId);
  }

  /** A start is part of a story that is open. */
  private started(track: Track, { atMs }: ChangeOf<'containerStarted'>): void {
    const { id, hostId, name } = track.container;
    for (const story of this.to.book.open()) {
      const { containers, containerCount } = story.incident;
      if (story.incident.hostId !== hostId || !containers.some((it) => it.containerId === id)) continue;
      const text = containerCount > 1 ? `${name}: Started again` : 'Started again';
      const entry: TimelineEntry = { atMs, tone: 'restarting', text, by: track.run.startedBy };
      this.to.book.putDetail(addEntry(story, entry, true));
    }
  }
}
