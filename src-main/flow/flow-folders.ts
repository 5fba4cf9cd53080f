import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Result, succeed } from '../../src-shared/failure.ts';
import { containerKey } from '../../src-shared/ids.ts';
import type { ContainerReference } from '../commands/parts.ts';
import { listFlowMounts } from '../docker/flow-mounts.ts';
import { chooseOwners, findOrphans, lastOwner } from './adoption.ts';
import { attempt } from './attempt.ts';
import type { FoldersParts } from './flow-options.ts';
import { insideFolder } from './flow-paths.ts';
import { FlowPlace } from './flow-place.ts';
import { type FlowRecord, newFolderName, readRecords, removeRecord, writeRecord } from './flow-records.ts';
import { followFleet } from './follow-fleet.ts';
import { ForeignPlaces } from './foreign-places.ts';
import { Joint } from './joint.ts';
import { RootFolder } from './root-folder.ts';
import { TalkTeller } from './talk-teller.ts';
import { Turns } from './turns.ts';

const gone = 'The container was removed.';
const scanDeadlineMs = 10_000;

/** All folders of flow containers: made, given to containers, found again after a restart, and removed with them. */
export class FlowFolders {
  readonly opened: Promise<void>;
  private readonly places = new Map<string, FlowPlace>();
  private readonly byContainer = new Map<string, FlowPlace>();
  readonly foreign: ForeignPlaces;
  /** Folders that were there when we came: only these can be orphans. */
  private readonly found = new Set<string>();
  private readonly turns = new Turns();
  /** Cleanups that have begun: an engine's event and the command that caused it both ask, and both wait for the end. */
  private readonly leaving = new Joint();
  private readonly closing = new AbortController();
  private readonly talk: TalkTeller;
  private readonly rootFolder: RootFolder;
  private readonly endChanges: () => void;
  private rescan: NodeJS.Timeout | null = null;
  private readonly parts: FoldersParts;

  constructor(parts: FoldersParts) {
    this.parts = parts;
    this.foreign = new ForeignPlaces(parts.tell);
    this.talk = new TalkTeller({ ...parts, ...parts.times });
    this.rootFolder = new RootFolder(parts.folder, {
      lockAgainMs: parts.times.lockAgainMs,
      signal: this.closing.signal,
      log: parts.log,
      onOwned: () => this.onOwned(),
      onRefused: () => this.scanAll(),
      onEntries: () => this.load('prepared'),
    });
    this.opened = this.rootFolder.opened;
    this.endChanges = followFleet(parts.onChanges, {
      onListed: (hostId) => this.run(this.scan(hostId)),
      onCame: () => {
        if ([...this.places.values()].some((it) => it.owner === null && it.record.preparedAs !== null)) this.scanSoon();
      },
      onRemoved: (hostId, containerId) => this.run(this.cleanup(hostId, containerId)),
      onHostForgotten: (hostId) => this.leaveHost(hostId),
    });
  }

  get root(): string {
    return this.parts.folder;
  }

  /** Why the folders can’t be used; null while they can. */
  get refusal(): string | null {
    return this.rootFolder.refusal;
  }

  placeOf(hostId: string, containerId: string): FlowPlace | undefined {
    return this.byContainer.get(containerKey(hostId, containerId));
  }

  /** Makes a folder that listens, for a container that is about to be made. */
  make(hostId: string): Promise<Result<string>> {
    return this.safely('make the folder for the flow socket', async () => {
      const name = newFolderName();
      const record: FlowRecord = { hostId, containerId: null, preparedAs: null };
      const place = this.open(name, record);
      try {
        await writeRecord(this.root, name, record);
        await place.listen();
      } catch (error) {
        await this.remove(name);
        throw error;
      }
      return name;
    });
  }

  adopt(name: string, owner: ContainerReference): Promise<Result<null>> {
    return this.safely('listen for the container', async () => {
      const place = this.places.get(name);
      if (!place) throw new Error('its folder is gone');
      await this.give(place, owner);
      return null;
    });
  }

  async discard(name: string): Promise<void> {
    if (this.places.get(name)?.owner === null) await this.remove(name);
  }

  async hand(hostId: string, from: string, to: string): Promise<Result<null>> {
    await this.opened;
    // After a crash nobody has looked yet who mounts the folder; its record tells whose it was.
    const place = this.placeOf(hostId, from) ?? lastOwner(this.places.values(), { hostId, containerId: from });
    if (!place) return succeed(null);
    return this.safely('give the flow socket to the new container', async () => {
      this.forget({ hostId, containerId: from });
      await this.give(place, { hostId, containerId: to });
      return null;
    });
  }

  cleanup(hostId: string, containerId: string): Promise<void> {
    return this.leaving.join(containerKey(hostId, containerId), () => this.cleanUp(hostId, containerId));
  }

  async dispose(): Promise<void> {
    this.closing.abort();
    if (this.rescan) clearTimeout(this.rescan);
    this.endChanges();
    this.talk.dispose();
    await this.opened;
    await Promise.all([...this.places.values()].map((it) => it.close(false, 'Quarterdeck is closing.')));
    this.places.clear();
    this.byContainer.clear();
    await this.rootFolder.close();
  }

  private async cleanUp(hostId: string, containerId: string): Promise<void> {
    const place = this.placeOf(hostId, containerId);
    this.foreign.remove(hostId, containerId);
    if (!place) return;
    this.forget({ hostId, containerId });
    if (place.record.preparedAs === null) return this.remove(place.name);
    return place.giveUp(gone);
  }

  private async onOwned(): Promise<void> {
    this.foreign.clear();
    await this.load('all');
    for (const name of this.places.keys()) this.found.add(name);
    this.scanAll();
  }

  /** Takes in folders of an earlier run; and later those of `flow prepare` only, as one that is being removed is still there. */
  private async load(which: 'all' | 'prepared'): Promise<void> {
    const records = await readRecords(this.root, this.parts.log);
    for (const [name, record] of records) {
      if (this.places.has(name) || this.closing.signal.aborted || (which === 'prepared' && record.preparedAs === null)) continue;
      const place = this.open(name, record);
      // One that can't listen must not keep the others from it.
      await attempt(this.parts.log, this.root, 'listen in a folder', () => place.listen());
      if (record.preparedAs !== null) this.scanSoon();
    }
  }

  private open(name: string, record: FlowRecord): FlowPlace {
    const { limits, times, log } = this.parts;
    const place: FlowPlace = new FlowPlace({
      ...{ name, record, limits, root: this.root, turns: this.turns, notes: this.talk.notes, statuses: this.talk.statuses },
      strangerMs: times.strangerMs,
      onLine: (direction, kind, text) => this.talk.line(place.owner, direction, kind, text),
      onEvent: (event) => this.talk.event(place.owner, place.teller, event),
      onStranger: () => this.scanSoon(),
      onProblem: (error) => log.error('A flow socket has a problem', { name, error }),
    });
    this.places.set(name, place);
    return place;
  }

  private async give(place: FlowPlace, owner: ContainerReference): Promise<void> {
    this.byContainer.set(containerKey(owner.hostId, owner.containerId), place);
    await place.giveTo(owner);
    await place.writeRecord();
  }

  private async remove(name: string): Promise<void> {
    const place = this.places.get(name);
    this.places.delete(name);
    await place?.close(true, gone);
    await rm(join(this.root, name), { recursive: true, force: true });
    await removeRecord(this.root, name);
  }

  private forget({ hostId, containerId }: ContainerReference): void {
    if (!this.byContainer.delete(containerKey(hostId, containerId))) return;
    this.parts.tell([{ type: 'flowForgotten', hostId, containerId, atMs: Date.now() }]);
  }

  private leaveHost(hostId: string): void {
    for (const place of [...this.byContainer.values()]) {
      if (place.owner?.hostId !== hostId) continue;
      this.forget(place.owner);
      place.leave('Its engine is not looked at any more.');
    }
  }

  private scanSoon(): void {
    if (this.closing.signal.aborted) return;
    this.rescan ??= setTimeout(() => {
      this.rescan = null;
      this.scanAll();
    }, 20);
  }

  private scanAll(): void {
    for (const host of this.parts.fleet().hosts.values()) if (host.status.state === 'connected') this.run(this.scan(host.id));
  }

  /** Looks which container of a host mounts which folder; finds owners, and folders and sockets whose containers are gone. */
  private async scan(hostId: string): Promise<void> {
    await this.opened;
    const host = this.parts.fleet().hosts.get(hostId);
    const client = this.parts.clientFor(hostId);
    if (!host?.capabilities.flow || host.demo || !client.ok || this.closing.signal.aborted) return;
    const ownedBefore = [...this.byContainer.values()].flatMap((it) => (it.owner?.hostId === hostId ? [it.owner] : []));
    const free = [...this.places].filter(([, it]) => it.owner === null);
    const wanted = { folder: this.root, destination: insideFolder, others: free.map(([name]) => join(this.root, name)) };
    const mounts = await listFlowMounts(client.value, wanted, { deadlineMs: scanDeadlineMs, signal: this.closing.signal });
    if (this.rootFolder.refusal !== null) return this.foreign.add(hostId, mounts, this.rootFolder.refusal);
    const there = new Set(mounts.map((it) => it.containerId));
    for (const owner of ownedBefore) if (!there.has(owner.containerId)) await this.cleanup(owner.hostId, owner.containerId);
    const records = new Map(free.flatMap(([name, it]) => (it.owner === null ? [[name, it.record] as const] : [])));
    const owners = chooseOwners(mounts, records);
    for (const [name, containerId] of owners) {
      const place = this.places.get(name);
      if (place?.owner === null) await this.give(place, { hostId, containerId });
    }
    for (const name of findOrphans(hostId, owners, records)) if (this.found.has(name)) await this.discard(name);
  }

  private run(work: Promise<void>): void {
    work.catch(
      (error: unknown) => this.closing.signal.aborted || this.parts.log.warn('Flow folders could not be looked through', { error }),
    );
  }

  private safely<T>(what: string, work: () => Promise<T>): Promise<Result<T>> {
    return attempt(this.parts.log, this.root, what, work);
  }
}
