import type { Change, ContainerEventChange } from '../../src-shared/changes.ts';
import type { Container } from '../../src-shared/model.ts';
import type { EngineClient } from '../docker/client.ts';
import type { EngineDescription } from '../docker/describe-engine.ts';
import { openEventStream } from '../docker/event-stream.ts';
import { inspectContainer, listContainers } from '../docker/read-containers.ts';
import { wait } from '../lib/wait.ts';
import { openApiSampler } from '../samples/api-sampler.ts';
import type { Sampler, SendSamples } from '../samples/sampler.ts';
import type { SlotLayout } from '../samples/slots.ts';
import type { ChangeOutbox } from './change-outbox.ts';
import { ContainerBook } from './container-book.ts';
import type { WatcherOptions } from './options.ts';
import type { FromWatcher } from './protocol.ts';
import { type AllContainers, inspectAll, type ReadAllOptions, readAllContainers } from './read-all.ts';
import { Reinspector } from './reinspector.ts';

export type Log = (level: Extract<FromWatcher, { type: 'log' }>['level'], message: string, context?: Record<string, unknown>) => void;

export interface SessionParts {
  readonly client: EngineClient;
  /** For the readings, so that slow ones can't hold up an inspect. */
  readonly statsClient: EngineClient;
  readonly description: EngineDescription;
  /** What an earlier session knew when it ended; null: nothing has been shown of this host yet. */
  readonly earlierIds: readonly string[] | null;
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
    const atMs = Date.now();
    // Described, connected and listed in one: nobody sees a connected engine without its containers.
    const connected: Change[] = [
      { type: 'hostDescribed', hostId: this.hostId, atMs, engine: description.engine, capabilities: description.capabilities },
      { type: 'hostStatusChanged', hostId: this.hostId, atMs, status: { state: 'connected', sinceMs: atMs } },
    ];
    const { earlierIds } = this.parts;
    if (earlierIds === null) await this.showAtOnce(connected);
    else {
      const all = await readAllContainers(client, this.readOptions(), earlierIds);
      this.finishList(all, [...connected, listedChange(this.hostId, all.containers)]);
    }
    return stream;
  }

  setWatched(containerIds: ReadonlySet<string>, visible: boolean): void {
    this.sampler.setWatched(containerIds, visible);
  }

  /** The containers that it knows of. */
  containerIds(): readonly string[] {
    return [...this.book.ids()];
  }

  /** The engine has told us something, be it only that it is there. */
  seen(): void {
    const nowMs = Date.now();
    if (nowMs - this.seenAtMs < this.parts.options.seenMs) return;
    this.seenAtMs = nowMs;
    this.parts.outbox.tell({ type: 'hostSeen', hostId: this.hostId, atMs: nowMs });
  }

  /** A window that has nothing to show yet gets the list's own facts first, and what inspect knows right after. */
  private async showAtOnce(connected: readonly Change[]): Promise<void> {
    const { client, options, outbox, signal } = this.parts;
    const listed = await listContainers(client, { deadlineMs: options.inspectDeadlineMs, signal });
    outbox.tell(...connected, listedChange(this.hostId, listed));
    await wait(options.firstShowMs, signal);
    const all = await inspectAll(client, listed, this.readOptions());
    const known = all.containers.filter((it) => !all.late.includes(it.id));
    this.finishList(
      all,
      known.map((container) => inspectedChange(container)),
    );
  }

  private readOptions(): ReadAllOptions {
    const { options, signal } = this.parts;
    const { inspectDeadlineMs, inspectPatienceMs, inspectsAtOnce } = options;
    return { signal, deadlineMs: inspectDeadlineMs, patienceMs: inspectPatienceMs, atOnce: inspectsAtOnce };
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
    if (this.waiting) return;
    const change = inspectedChange(container);
    this.book.apply(change);
    this.parts.outbox.tell(change);
    this.sampler.setRunning(this.book.running());
  }

  private finishList({ containers, late }: AllContainers, tell: readonly Change[]): void {
    const events = this.waiting ?? [];
    this.waiting = null;
    for (const gone of this.book.replace(containers)) {
      this.reinspector.drop(gone);
      this.sampler.forget(gone);
    }
    for (const slotted of this.parts.slots.containerIds()) if (!this.book.has(slotted)) this.parts.slots.release(slotted);
    this.seenAtMs = Date.now();
    this.tellEvents(events, tell);
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
      const all = await readAllContainers(this.parts.client, this.readOptions(), [...this.book.ids()]);
      this.finishList(all, [listedChange(this.hostId, all.containers)]);
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

function listedChange(hostId: string, containers: readonly Container[]): Change {
  return { type: 'containersListed', hostId, atMs: Date.now(), containers: [...containers] };
}

function inspectedChange(container: Container): Change {
  return { type: 'containerInspected', hostId: container.hostId, atMs: Date.now(), containerId: container.id, container };
}
