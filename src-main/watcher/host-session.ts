import type { Change, ContainerEventChange } from '../../src-shared/changes.ts';
import type { Container } from '../../src-shared/model.ts';
import type { EngineClient } from '../docker/client.ts';
import type { EngineDescription } from '../docker/describe-engine.ts';
import { openEventStream } from '../docker/event-stream.ts';
import { inspectContainer } from '../docker/read-containers.ts';
import { openApiSampler } from '../samples/api-sampler.ts';
import type { Sampler, SendSamples } from '../samples/sampler.ts';
import type { SlotLayout } from '../samples/slots.ts';
import type { ChangeOutbox } from './change-outbox.ts';
import { ContainerBook } from './container-book.ts';
import type { WatcherOptions } from './options.ts';
import type { FromWatcher } from './protocol.ts';
import { readAllContainers } from './read-all.ts';
import { Reinspector } from './reinspector.ts';

export type Log = (level: Extract<FromWatcher, { type: 'log' }>['level'], message: string, context?: Record<string, unknown>) => void;

export interface SessionParts {
  readonly client: EngineClient;
  /** For the readings, so that slow ones can't hold up an inspect. */
  readonly statsClient: EngineClient;
  readonly description: EngineDescription;
  readonly outbox: ChangeOutbox;
  readonly slots: SlotLayout;
  readonly sendSamples: SendSamples;
  readonly options: WatcherOptions;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/** One unbroken time with an engine: from the subscription to the end of the event stream. */
export class HostSession {
  private readonly hostId: string;
  private readonly book = new ContainerBook();
  private readonly reinspector: Reinspector;
  private readonly sampler: Sampler;
  /** Events that wait for the list that is under way; null while none is. */
  private waiting: ContainerEventChange[] | null = [];
  private relistTimer: NodeJS.Timeout | null = null;
  private seenAtMs = 0;
  private readonly parts: SessionParts;

  constructor(parts: SessionParts) {
    this.parts = parts;
    const { client, statsClient, description, options, signal } = parts;
    this.hostId = client.address.hostId;
    this.reinspector = new Reinspector({
      inspect: (id) => inspectContainer(client, id, { deadlineMs: options.inspectDeadlineMs, signal }),
      onInspected: (container) => this.onInspected(container),
      onFailed: (containerId, error) => parts.log('debug', 'A container could not be inspected', { containerId, reason: String(error) }),
      settleMs: options.settleMs,
      gapMs: options.inspectGapMs,
      atOnce: options.inspectsAtOnce,
      signal,
    });
    this.sampler = openApiSampler({
      client: statsClient,
      machine: description.engine,
      slots: parts.slots,
      send: parts.sendSamples,
      signal,
      times: options.sampling,
    });
    signal.addEventListener('abort', () => this.relistTimer && clearTimeout(this.relistTimer), { once: true });
  }

  /** Subscribes, lists and tells all; resolves with what ends when the event stream does. Rejects as `client.call` does. */
  async start(): Promise<{ readonly ended: Promise<void> }> {
    const { client, options, description, signal } = this.parts;
    const stream = await openEventStream(client, {
      hostId: this.hostId,
      signal,
      onEvents: (changes) => this.onEvents(changes),
      onUnreadable: (reason) => this.onUnreadable(reason),
      openDeadlineMs: options.connectDeadlineMs,
    });
    const all = await this.readAll();
    const atMs = Date.now();
    // Described, connected and listed in one: nobody sees a connected engine without its containers.
    this.finishList(all.containers, all.late, [
      { type: 'hostDescribed', hostId: this.hostId, atMs, engine: description.engine, capabilities: description.capabilities },
      { type: 'hostStatusChanged', hostId: this.hostId, atMs, status: { state: 'connected', sinceMs: atMs } },
    ]);
    return stream;
  }

  setWatched(containerIds: ReadonlySet<string>, visible: boolean): void {
    this.sampler.setWatched(containerIds, visible);
  }

  /** The engine has told us something, be it only that it is there. */
  seen(): void {
    const nowMs = Date.now();
    if (nowMs - this.seenAtMs < this.parts.options.seenMs) return;
    this.seenAtMs = nowMs;
    this.parts.outbox.tell({ type: 'hostSeen', hostId: this.hostId, atMs: nowMs });
  }

  private async readAll() {
    const { client, options, signal } = this.parts;
    return readAllContainers(client, {
      signal,
      deadlineMs: options.inspectDeadlineMs,
      patienceMs: options.inspectPatienceMs,
      atOnce: options.inspectsAtOnce,
    });
  }

  private onEvents(changes: readonly ContainerEventChange[]): void {
    if (this.waiting) this.waiting.push(...changes);
    else this.tellEvents(changes);
  }

  private tellEvents(changes: readonly ContainerEventChange[], before: readonly Change[] = []): void {
    // A container that the list has shown already is known better than its creation tells.
    const news = changes.filter((change) => !(change.type === 'containerCreated' && this.book.has(change.containerId)));
    for (const change of news) this.book.apply(change);
    this.parts.outbox.tell(...before, ...news);
    for (const change of news) {
      if (change.type === 'containerRemoved') {
        this.reinspector.drop(change.containerId);
        this.sampler.forget(change.containerId);
      } else this.reinspector.mark(change.containerId);
    }
    if (news.length > 0) {
      this.sampler.setRunning(this.book.running());
      this.seen();
    }
  }

  private onInspected(container: Container): void {
    const change: Change = { type: 'containerInspected', hostId: this.hostId, atMs: Date.now(), containerId: container.id, container };
    if (this.waiting) return;
    this.book.apply(change);
    this.parts.outbox.tell(change);
    this.sampler.setRunning(this.book.running());
  }

  private finishList(containers: readonly Container[], late: readonly string[], before: readonly Change[]): void {
    const events = this.waiting ?? [];
    this.waiting = null;
    for (const gone of this.book.replace(containers)) {
      this.reinspector.drop(gone);
      this.sampler.forget(gone);
    }
    for (const slotted of this.parts.slots.containerIds()) if (!this.book.has(slotted)) this.parts.slots.release(slotted);
    const atMs = Date.now();
    this.seenAtMs = atMs;
    this.tellEvents(events, [...before, { type: 'containersListed', hostId: this.hostId, atMs, containers: [...containers] }]);
    for (const id of late) this.reinspector.mark(id);
    this.sampler.setRunning(this.book.running());
  }

  /** What the unread line told is lost: the list knows. */
  private onUnreadable(reason: string): void {
    const { log, options, signal } = this.parts;
    log('warn', 'An event could not be read', { hostId: this.hostId, reason });
    if (this.relistTimer || signal.aborted) return;
    this.relistTimer = setTimeout(() => void this.relist(), options.relistGapMs);
  }

  private async relist(): Promise<void> {
    if (this.waiting) return;
    this.waiting = [];
    try {
      const all = await this.readAll();
      this.finishList(all.containers, all.late, []);
    } catch (error) {
      const waited = this.waiting;
      this.waiting = null;
      this.tellEvents(waited);
      this.parts.log('warn', 'The list could not be asked for again', { hostId: this.hostId, reason: String(error) });
    } finally {
      this.relistTimer = null;
    }
  }
}
