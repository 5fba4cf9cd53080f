import { setMaxListeners } from 'node:events';
import type { Argument, CoreCommandName, Value } from '../../src-shared/contract.ts';
import { fail, type Result, succeed } from '../../src-shared/failure.ts';
import { flowChunkSchema } from '../../src-shared/flow.ts';
import { logChunkSchema } from '../../src-shared/logs.ts';
import { splitRemoteHostId } from '../../src-shared/remote-wire.ts';
import type { Caller, ContainerReference } from '../commands/parts.ts';
import type { Route } from '../commands/route.ts';
import { wait } from '../lib/wait.ts';
import { FollowedLogs } from './followed-logs.ts';
import { answerHere, argumentThere } from './forward.ts';
import { localHostId } from './remote-ids.ts';
import { type LinkOptions, RemoteLink } from './remote-link.ts';
import { WatchedFlows } from './watched-flows.ts';

type Asked<C extends CoreCommandName> = Promise<Result<Value<C>>>;

const logRetryMs = 2_000;

/** One remote Quarterdeck: its link, and what is followed through it for the callers here. */
export class RemoteRoute implements Route {
  readonly link: RemoteLink;
  private readonly logs = new FollowedLogs();
  private readonly flows = new WatchedFlows();
  /** How many connections there have been. */
  private connections = 0;
  private readonly closing = new AbortController();
  private readonly shown = new Map<string, readonly ContainerReference[]>();
  private readonly options: Omit<LinkOptions, 'onPush' | 'onReady'>;

  constructor(options: Omit<LinkOptions, 'onPush' | 'onReady'>) {
    this.options = options;
    // Every log that waits for its engine over there listens: many are no leak.
    setMaxListeners(0, this.closing.signal);
    this.link = new RemoteLink({
      ...options,
      onPush: (name, payload) => this.receive(name, payload),
      onReady: (restarted) => this.tellAgain(restarted),
    });
  }

  forward<C extends CoreCommandName>(command: C, argument: Argument<C>, caller: Caller): Asked<C>;
  async forward(command: CoreCommandName, argument: never, caller: Caller): Promise<unknown> {
    switch (command) {
      case 'openLogs':
        return this.openLogs(argument, caller);
      case 'closeLogs':
        return this.closeLogs(argument);
      case 'watchSamples':
        return this.watchSamples(argument, caller);
      case 'watchFlow':
        return this.watchFlow(argument, caller);
      case 'unwatchFlow':
        return this.unwatchFlow(argument, caller);
      case 'retryHost':
        return this.retryHost(argument);
      default:
        return this.ask(command, argument);
    }
  }

  /** Ends the connection and all that goes through it. */
  async close(): Promise<void> {
    this.closing.abort();
    this.logs.endAll(`${this.options.remote.name} is not among your hosts any more.`);
    await this.link.close();
  }

  private async ask<C extends CoreCommandName>(command: C, argument: Argument<C>): Asked<C> {
    const { name, url } = this.options.remote;
    if (!this.link.isConnected) {
      return fail('socket_communication_error', `${name} is not connected, so nothing was done. Try again when it is.`, { url });
    }
    try {
      const answer = await this.link.invoke(command, argumentThere(argument, this.link.mirror.aheadMs));
      return answerHere(command, answer, this.options.remote.id, this.link.mirror.aheadMs);
    } catch (error) {
      const message = `The connection to ${name} was lost before it answered, so it is not known whether this was done. Look at the container before you try again.`;
      return fail('socket_communication_error', message, {
        url,
        outcome: 'unknown',
        cause: error instanceof Error ? error.message : String(error),
      });
    }
  }

  private async openLogs(argument: Argument<'openLogs'>, caller: Caller): Asked<'openLogs'> {
    if (caller.signal.aborted) return fail('system_error', 'The window has gone, so its log was not opened.');
    const added = this.logs.add(argument, caller, (streamId) => this.quietly('closeLogs', { streamId }));
    if (!added) return fail('validation_error', 'This stream id is in use. Take another.', { streamId: argument.streamId });
    const opened = await this.ask('openLogs', argument);
    if (!opened.ok) this.logs.remove(argument.streamId);
    return opened;
  }

  private async closeLogs({ streamId }: Argument<'closeLogs'>): Asked<'closeLogs'> {
    if (this.logs.remove(streamId)) this.quietly('closeLogs', { streamId });
    return succeed(null);
  }

  private async watchSamples({ watched }: Argument<'watchSamples'>, caller: Caller): Asked<'watchSamples'> {
    if (caller.signal.aborted || (watched.length === 0 && !this.shown.has(caller.id))) return succeed(null);
    if (!this.shown.has(caller.id)) {
      const leave = () => {
        this.shown.delete(caller.id);
        this.quietly('watchSamples', { watched: this.allShown() });
      };
      caller.signal.addEventListener('abort', leave, { once: true });
    }
    this.shown.set(caller.id, watched);
    this.quietly('watchSamples', { watched: this.allShown() });
    return succeed(null);
  }

  private allShown(): ContainerReference[] {
    const all = new Map([...this.shown.values()].flat().map((it) => [`${it.hostId}/${it.containerId}`, it]));
    return [...all.values()].slice(0, 200);
  }

  private async watchFlow(argument: Argument<'watchFlow'>, caller: Caller): Asked<'watchFlow'> {
    const container = this.there(argument);
    this.flows.add(container, caller, () => this.quietly('unwatchFlow', argument));
    const answer = await this.ask('watchFlow', argument);
    if (answer.ok) this.flows.seen(container, answer.value);
    else this.flows.remove(container, caller);
    return answer;
  }

  private async unwatchFlow(argument: Argument<'unwatchFlow'>, caller: Caller): Asked<'unwatchFlow'> {
    return this.flows.remove(this.there(argument), caller) ? this.ask('unwatchFlow', argument) : succeed(null);
  }

  /** A remote that is not connected is what is tried, not its engine. */
  private async retryHost({ hostId }: Argument<'retryHost'>): Asked<'retryHost'> {
    const engine = hostId === null ? null : splitRemoteHostId(hostId)?.hostId;
    if (this.link.isConnected && hostId !== null && engine) return this.ask('retryHost', { hostId });
    this.link.retry();
    return succeed(null);
  }

  private receive(name: 'logs' | 'flow', payload: unknown): void {
    if (name === 'logs') {
      const chunk = logChunkSchema.safeParse(payload);
      if (chunk.success) this.logs.take(chunk.data);
      else this.options.log.warn('A log’s lines could not be understood', { url: this.options.remote.url, error: chunk.error });
    } else {
      const chunk = flowChunkSchema.safeParse(payload);
      if (chunk.success) this.flows.take(chunk.data, localHostId(this.options.remote.id, chunk.data.hostId));
      else this.options.log.warn('Flow messages could not be understood', { url: this.options.remote.url, error: chunk.error });
    }
  }

  /** A new connection is a new caller there: what is followed through it is asked for again. */
  private tellAgain(restarted: boolean): void {
    this.quietly('watchSamples', { watched: this.allShown() });
    this.connections += 1;
    for (const argument of this.logs.reopen()) void this.reopenLog(argument, this.connections);
    for (const container of this.flows.containers()) {
      const hostId = localHostId(this.options.remote.id, container.hostId);
      void this.ask('watchFlow', { ...container, hostId }).then((answer) => {
        if (answer.ok) this.flows.catchUp(container, answer.value, hostId, restarted);
      });
    }
  }

  /** Until it is open, refused for good, or its turn is another connection's: the engine over there may be away as well. */
  private async reopenLog(argument: Argument<'openLogs'>, connection: number): Promise<void> {
    while (this.logs.has(argument.streamId) && this.link.isConnected && connection === this.connections) {
      const opened = await this.ask('openLogs', argument);
      if (opened.ok || !this.link.isConnected) return;
      if (opened.failure.kind !== 'socket_communication_error') {
        this.logs.fail(argument.streamId, opened.failure.message);
        return;
      }
      await wait(logRetryMs, this.closing.signal);
    }
  }

  /** For what is told again after a reconnection anyway. */
  private quietly<C extends CoreCommandName>(command: C, argument: Argument<C>): void {
    if (!this.link.isConnected) return;
    void this.ask(command, argument).then((answer) => {
      if (!answer.ok) this.options.log.debug('A remote did not take a word', { command, failure: answer.failure });
    });
  }

  private there({ hostId, containerId }: ContainerReference): ContainerReference {
    return { hostId: splitRemoteHostId(hostId)?.hostId ?? hostId, containerId };
  }
}
