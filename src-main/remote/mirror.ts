import { applyChanges } from '../../src-shared/apply-changes.ts';
import type { Batch, Change } from '../../src-shared/changes.ts';
import type { Remote } from '../../src-shared/contract/doors.ts';
import { emptyFleet, type Fleet, type Snapshot } from '../../src-shared/fleet.ts';
import type { Host, HostStatus } from '../../src-shared/model.ts';
import type { Hello, Resume } from '../../src-shared/remote-wire.ts';
import type { TellOptions } from '../fleet/keeper.ts';
import { type Remap, remapChange } from './remap-change.ts';
import { localHostId } from './remote-ids.ts';
import { changesTo, tellSnapshot } from './snapshot-changes.ts';

/** Batches that wait for a snapshot; beyond it another one is asked for. */
const waitingLimit = 2_000;
/** Clocks that differ less are taken for one. */
const sameClockMs = 2_000;

export interface MirrorOptions {
  readonly remote: Remote;
  /** Tells the Fleet. */
  tell(changes: readonly Change[], options: TellOptions): void;
  readonly now: () => number;
}

/**
 * What is known of a remote Quarterdeck, and what the Fleet is told of it: its engines as hosts, or the Quarterdeck itself
 * while none is known. Feed lines of the containers come from there; of the connection to it, from here.
 */
export class RemoteMirror {
  /** As the remote told it, in our words: without what we say of the connection. */
  private known: Fleet = emptyFleet;
  private readonly ownNames = new Map<string, string>();
  private position: Resume | null = null;
  /** Not null: a snapshot is on its way, and these batches came before it. */
  private waiting: Batch[] | null = null;
  private restarted = false;
  private link: HostStatus;
  private remap: Remap;
  private readonly options: MirrorOptions;

  constructor(options: MirrorOptions) {
    const { id, name, url } = options.remote;
    this.options = options;
    this.remap = { remoteId: id, server: name, url, aheadMs: 0 };
    this.link = { state: 'connecting', sinceMs: options.now() };
    this.tell([{ type: 'hostFound', host: this.placeholder() }]);
  }

  /** Where to go on after a reconnection; null: from the beginning. */
  get resume(): Resume | null {
    return this.position && this.position.sequence >= 0 ? this.position : null;
  }

  get aheadMs(): number {
    return this.remap.aheadMs;
  }

  get lastSeenAtMs(): number | null {
    return Math.max(...[...this.known.hosts.values()].map((host) => host.lastSeenAtMs ?? 0), 0) || null;
  }

  /** The connection is there. True: a snapshot has to be asked for; else the batches that were missed follow. */
  connected(hello: Hello): boolean {
    const aheadMs = this.options.now() - hello.atMs;
    this.remap = { ...this.remap, aheadMs: Math.abs(aheadMs) < sameClockMs ? 0 : aheadMs };
    if (hello.resumed) {
      this.waiting = null;
      this.showConnected(this.known.hosts.values());
      return false;
    }
    this.restarted ||= this.position !== null && this.position.epoch !== hello.epoch;
    this.position = { epoch: hello.epoch, sequence: -1 };
    this.waiting = [];
    return true;
  }

  /** Takes in the next batch. True: one is missing, and a snapshot has to be asked for. */
  take(batch: Batch): boolean {
    if (this.waiting) {
      this.waiting.push(batch);
      if (this.waiting.length > waitingLimit) this.waiting.shift();
      return false;
    }
    if (!this.position || batch.sequence <= this.position.sequence) return false;
    if (batch.sequence !== this.position.sequence + 1) {
      this.waiting = [batch];
      return true;
    }
    this.position = { ...this.position, sequence: batch.sequence };
    this.fold(this.translate(batch.changes));
    return false;
  }

  /** Takes in a snapshot, and the batches that waited for it. True: one of those is missing. */
  replace(snapshot: Snapshot): boolean {
    if (!this.position) return false;
    const waiting = this.waiting ?? [];
    const told = this.translate(tellSnapshot(snapshot, this.options.now()));
    const changes = changesTo(this.known, told, this.restarted, this.options.now());
    this.showConnected(
      told.flatMap((change) => (change.type === 'hostFound' && this.known.hosts.has(change.host.id) ? [change.host] : [])),
    );
    this.fold(changes);
    this.waiting = null;
    this.restarted = false;
    this.position = { ...this.position, sequence: snapshot.sequence };
    let missing = false;
    for (const batch of waiting) missing = this.take(batch) || missing;
    return missing;
  }

  /** The connection is not there: every host of the remote says so. */
  lost(told: HostStatus): void {
    const status: HostStatus = 'problem' in told ? { ...told, problem: { ...told.problem, who: 'quarterdeck' } } : told;
    this.link = status;
    const hostIds = this.known.hosts.size === 0 ? [this.remap.remoteId] : [...this.known.hosts.keys()];
    const atMs = this.options.now();
    this.options.tell(
      hostIds.map((hostId): Change => ({ type: 'hostStatusChanged', hostId, atMs, status })),
      {},
    );
  }

  /** The remote is none of ours any more. */
  forget(): void {
    const atMs = this.options.now();
    const hostIds = [this.remap.remoteId, ...this.known.hosts.keys()];
    const nothing = changesTo(this.known, [], false, atMs).filter((change) => change.type !== 'hostForgotten');
    this.options.tell([...nothing, ...hostIds.map((hostId): Change => ({ type: 'hostForgotten', hostId, atMs }))], {});
    this.known = emptyFleet;
  }

  private translate(changes: readonly Change[]): Change[] {
    return changes.flatMap((change) => remapChange(change, this.remap) ?? []);
  }

  /** Told with a line of the feed: that the connection was lost was told too. */
  private showConnected(hosts: Iterable<Host>): void {
    const atMs = this.options.now();
    this.link = { state: 'connected', sinceMs: atMs };
    const changes = [...hosts].map((host): Change => ({ type: 'hostStatusChanged', hostId: host.id, atMs, status: host.status }));
    this.options.tell(changes, {});
  }

  private fold(changes: readonly Change[]): void {
    for (const change of changes) if (change.type === 'hostFound') this.ownNames.set(change.host.id, change.host.name);
    const before = this.known;
    this.known = applyChanges(before, changes);
    const named = changes.map((change) => this.namedIn(change));
    // One engine more or less changes what the others are called.
    const several = this.known.hosts.size > 1;
    if (before.hosts.size > 1 !== several) {
      for (const host of this.known.hosts.values()) named.push({ type: 'hostFound', host: this.named(host) });
    }
    if (this.known.hosts.size === 0) named.push({ type: 'hostFound', host: this.placeholder() });
    else if (before.hosts.size === 0) named.push({ type: 'hostForgotten', hostId: this.remap.remoteId, atMs: this.options.now() });
    this.tell(named);
  }

  /** A host, and a line of the feed about one, has the name by which it is known here: there it may be 'This machine'. */
  private namedIn(change: Change): Change {
    if (change.type === 'hostFound') return { ...change, host: this.named(change.host) };
    if (change.type !== 'activityTold' || change.activity.containerId !== null) return change;
    const host = this.known.hosts.get(change.activity.hostId);
    const isItsName = host !== undefined && change.activity.containerName === this.ownNames.get(host.id);
    return isItsName ? { ...change, activity: { ...change.activity, containerName: this.named(host).name } } : change;
  }

  private named(host: Host): Host {
    const { server } = this.remap;
    return { ...host, name: this.known.hosts.size > 1 ? `${server} / ${this.ownNames.get(host.id) ?? host.name}` : server };
  }

  private tell(changes: readonly Change[]): void {
    this.options.tell(changes, { narrate: false });
  }

  /** The remote as a host, while none of its engines is known. */
  private placeholder(): Host {
    const { remoteId, server, url } = this.remap;
    const message = `${server} is there, but finds no engine. Look at it where it runs.`;
    const nothing: HostStatus = { state: 'unreachable', sinceMs: this.options.now(), problem: { kind: 'other', message } };
    return {
      id: localHostId(remoteId, null),
      name: server,
      address: url,
      demo: false,
      engine: null,
      capabilities: { actions: false, logs: false, exec: false, flow: false, samples: 'none' },
      status: this.link.state === 'connected' ? nothing : this.link,
      circuit: { state: 'closed' },
      lastSeenAtMs: this.lastSeenAtMs,
    };
  }
}
