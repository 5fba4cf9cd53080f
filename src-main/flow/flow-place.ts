import type { Socket } from 'node:net';
import { join } from 'node:path';
import type { FlowStatus } from '../../src-shared/flow.ts';
import { containerKey, shortId } from '../../src-shared/ids.ts';
import type { ContainerReference } from '../commands/parts.ts';
import { refuseConnection } from './connection.ts';
import { EventTeller } from './event-teller.ts';
import { type ChannelParts, FlowChannel } from './flow-channel.ts';
import { FlowListener } from './flow-listener.ts';
import { linkName, socketName } from './flow-paths.ts';
import { type FlowRecord, writeRecord } from './flow-records.ts';
import type { StatusTeller } from './status-teller.ts';

export interface PlaceParts extends Pick<ChannelParts, 'turns' | 'notes' | 'limits' | 'onEvent' | 'onLine'> {
  readonly name: string;
  /** The folder of all folders. */
  readonly root: string;
  readonly record: FlowRecord;
  readonly statuses: StatusTeller;
  /** Somebody connected to a folder whose container is not known yet. */
  onStranger(): void;
  onProblem(error: unknown): void;
  readonly strangerMs: number;
}

/** One folder: its socket, whose it is, and what is said through it. */
export class FlowPlace {
  record: FlowRecord;
  owner: ContainerReference | null = null;
  readonly channel: FlowChannel;
  readonly teller = new EventTeller();
  private readonly listener: FlowListener;
  private readonly strangers = new Set<Socket>();
  private readonly parts: PlaceParts;

  constructor(parts: PlaceParts) {
    this.parts = parts;
    this.record = parts.record;
    this.channel = new FlowChannel({
      turns: parts.turns,
      notes: parts.notes,
      limits: parts.limits,
      onStatus: () => parts.statuses.now(this),
      onEvent: parts.onEvent,
      onLine: (direction, kind, text) => {
        parts.onLine(direction, kind, text);
        parts.statuses.soon(this);
      },
    });
    this.listener = new FlowListener({
      folder: this.folder,
      onSocket: (socket) => this.onSocket(socket),
      onFolderRemade: () =>
        this.channel.fail('The folder of its socket was removed and made anew. Restart the container, so that it sees the new one.'),
      onProblem: parts.onProblem,
    });
  }

  get name(): string {
    return this.parts.name;
  }

  get folder(): string {
    return join(this.parts.root, this.parts.name);
  }

  get status(): FlowStatus | null {
    if (!this.owner) return null;
    const { state, saidName, lastCommunicationAtMs } = this.channel;
    return { ...this.owner, socketPath: join(this.folder, this.fileName), state, saidName, lastCommunicationAtMs };
  }

  /** Listens under the name that the folder's container wants. Rejects with the file system's error. */
  listen(): Promise<void> {
    return this.listener.listen(this.fileName);
  }

  /** From now on it is this container's; the connection of the one before ends. */
  async giveTo(owner: ContainerReference): Promise<void> {
    const before = this.owner;
    if (before && containerKey(before.hostId, before.containerId) !== containerKey(owner.hostId, owner.containerId)) {
      this.channel.disconnect('This folder was given to another container.');
    }
    this.owner = owner;
    this.record = { ...this.record, ...owner };
    await this.listen();
    this.parts.statuses.now(this);
    for (const socket of this.strangers) {
      this.strangers.delete(socket);
      this.accept(socket);
    }
  }

  /** It is nobody's; what a user prepared goes on listening. */
  leave(why: string): void {
    this.channel.disconnect(why);
    this.owner = null;
    this.channel.book.clear();
    this.parts.statuses.forget(this);
  }

  /** It is nobody's any more, also at the next start. */
  async giveUp(why: string): Promise<void> {
    this.leave(why);
    this.record = { ...this.record, containerId: null };
    await this.writeRecord();
  }

  writeRecord(): Promise<void> {
    return writeRecord(this.parts.root, this.name, this.record);
  }

  async close(removeFolder: boolean, why: string): Promise<void> {
    this.channel.dispose(why);
    this.owner = null;
    this.parts.statuses.forget(this);
    for (const socket of this.strangers) socket.destroy();
    await this.listener.close(removeFolder);
  }

  private get fileName(): string {
    const containerId = this.owner?.containerId ?? this.record.containerId;
    return this.record.preparedAs !== null || containerId === null ? linkName : socketName(shortId(containerId));
  }

  private onSocket(socket: Socket): void {
    if (this.owner) {
      this.accept(socket);
      return;
    }
    if (this.strangers.size > 0) {
      refuseConnection(socket, 'This folder has a live connection already. Close that one first.');
      return;
    }
    // Held, unread, until inspect has told whose folder this is.
    this.strangers.add(socket);
    socket.on('error', () => {});
    const tooLong = setTimeout(() => {
      if (this.strangers.delete(socket)) refuseConnection(socket, 'No container that Quarterdeck knows mounts this folder.');
    }, this.parts.strangerMs);
    socket.once('close', () => {
      clearTimeout(tooLong);
      this.strangers.delete(socket);
    });
    this.parts.onStranger();
  }

  private accept(socket: Socket): void {
    this.channel.accept(socket).catch(this.parts.onProblem);
  }
}
