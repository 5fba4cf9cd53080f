import type { Batch } from '../../src-shared/changes.ts';
import type { Greeting, Hello } from '../../src-shared/remote-wire.ts';
import { isRemoteHostId, remoteEvents, remoteProtocol, samplesToWire } from '../../src-shared/remote-wire.ts';
import type { SampleBatch } from '../../src-shared/samples.ts';
import type { Caller } from '../commands/parts.ts';
import { LayoutSender } from '../samples/layout-sender.ts';
import type { SampleStore } from '../samples/sample-store.ts';
import type { ApiClient } from './client.ts';
import type { ExposedFleet } from './exposed-fleet.ts';

/** While nobody looks, the engines' ages are told only when so many batches wait. */
const withheldBatches = 30;

export interface SessionOptions {
  readonly client: ApiClient;
  readonly greeting: Greeting;
  readonly exposed: ExposedFleet;
  readonly samples: SampleStore;
  /** This machine's name. */
  readonly name: string;
}

/** Another Quarterdeck that is connected: a caller of the core, and how far it has been told. */
export class ContractSession {
  readonly caller: Caller;
  private visible = false;
  /** The last batch that was sent. */
  private sent: number;
  private readonly layouts: LayoutSender;
  private readonly options: SessionOptions;

  /** Says hello and sends what the client has missed. Everything happens in this turn, so that no batch comes between. */
  constructor(options: SessionOptions) {
    const { client, greeting, exposed, name } = options;
    this.options = options;
    this.layouts = new LayoutSender(options.samples);
    this.caller = {
      id: client.id,
      actor: { kind: 'person', name: client.name },
      signal: client.signal,
      push: (push, payload) => client.socket.emit(push, payload),
    };
    const { resume } = greeting;
    const missing = resume?.epoch === exposed.epoch ? exposed.since(resume.sequence) : null;
    const hello: Hello = { protocol: remoteProtocol, epoch: exposed.epoch, name, atMs: Date.now(), resumed: missing !== null };
    client.socket.emit(remoteEvents.hello, hello);
    for (const batch of missing ?? []) client.socket.emit('batch', batch);
    this.sent = exposed.sequence;
  }

  setVisible(visible: boolean): void {
    this.visible = visible;
    if (!visible) return;
    this.layouts.reset();
    this.catchUp();
  }

  takeBatch(batch: Batch): void {
    const ages = batch.changes.every((change) => change.type === 'hostSeen');
    if (!this.visible && ages && batch.sequence - this.sent < withheldBatches) return;
    this.catchUp();
  }

  takeSamples(batch: SampleBatch): void {
    if (this.visible && !isRemoteHostId(batch.hostId))
      this.options.client.socket.emit('samples', samplesToWire(this.layouts.prepare(batch)));
  }

  /** The client has everything up to here from a snapshot. */
  told(sequence: number): void {
    this.sent = Math.max(this.sent, sequence);
  }

  private catchUp(): void {
    const { client, exposed } = this.options;
    // Where too much was missed, the gap in the numbers makes the client ask for a snapshot.
    const missing = exposed.since(this.sent) ?? [{ sequence: exposed.sequence, changes: [] }];
    for (const batch of missing) client.socket.emit('batch', batch);
    this.sent = exposed.sequence;
  }
}
