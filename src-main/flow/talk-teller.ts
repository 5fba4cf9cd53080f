import type { Change } from '../../src-shared/changes.ts';
import type { Fleet } from '../../src-shared/fleet.ts';
import { containerKey } from '../../src-shared/ids.ts';
import type { ContainerReference } from '../commands/parts.ts';
import type { Log } from '../lib/log.ts';
import type { EventTeller } from './event-teller.ts';
import type { FlowEvent } from './flow-parts.ts';
import { LaterNotes } from './later-notes.ts';
import { StatusTeller } from './status-teller.ts';

export interface TalkParts {
  readonly log: Log;
  fleet(): Fleet;
  tell(changes: readonly Change[]): void;
  onEvent(owner: ContainerReference, event: FlowEvent): void;
  /** Between two counts in the log, in ms. */
  readonly countEveryMs: number;
  /** Between two batches of statuses that only tell of talk, in ms. */
  readonly statusEveryMs: number;
}

/** Tells the log, the feed and the Fleet what is said: each line at debug, their number at info, events as lines of the feed, that there was talk as statuses. */
export class TalkTeller {
  /** What of all channels is to be kept and told. */
  readonly notes = new LaterNotes();
  readonly statuses: StatusTeller;
  private sent = 0;
  private received = 0;
  private readonly timer: NodeJS.Timeout;
  private readonly parts: TalkParts;

  constructor(parts: TalkParts) {
    this.parts = parts;
    this.statuses = new StatusTeller(parts);
    this.timer = setInterval(() => this.logCount(), parts.countEveryMs);
    this.timer.unref();
  }

  line(owner: ContainerReference | null, direction: 'toContainer' | 'fromContainer', kind: string, line: string): void {
    if (direction === 'toContainer') this.sent += 1;
    else this.received += 1;
    this.parts.log.debug('Flow message', { containerId: owner?.containerId, direction, kind, line });
  }

  event(owner: ContainerReference | null, teller: EventTeller, event: FlowEvent): void {
    if (!owner) return;
    const container = this.parts.fleet().containers.get(containerKey(owner.hostId, owner.containerId));
    const told = container && teller.tell(container, event, Date.now());
    if (told) this.parts.tell([told]);
    this.parts.onEvent(owner, event);
  }

  dispose(): void {
    this.notes.flush();
    this.statuses.dispose();
    clearInterval(this.timer);
    this.logCount();
  }

  private logCount(): void {
    const { sent, received } = this;
    if (sent + received > 0) this.parts.log.info('Flow messages', { sent, received });
    this.sent = 0;
    this.received = 0;
  }
}
