import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { fail, type Result, succeed } from '../../src-shared/failure.ts';
import { type FlowCommand, type FlowReply, flowProtocolVersion } from '../../src-shared/flow.ts';
import { commandLine, lineProblem, tooDeep } from './command-line.ts';
import { type ConnectionLimits, FlowConnection, refuseConnection } from './connection.ts';
import type { FlowEvent } from './flow-parts.ts';
import type { Frame } from './frame.ts';
import type { LaterNotes, NotedLine } from './later-notes.ts';
import { MessageBook } from './message-book.ts';
import { Requests, refusal } from './requests.ts';
import type { Turns } from './turns.ts';

export interface ChannelParts {
  readonly turns: Turns;
  readonly notes: LaterNotes;
  readonly limits: ConnectionLimits;
  /** Something changed that a status tells. */
  onStatus(): void;
  onEvent(event: FlowEvent): void;
  /** Every line, both ways; `bytes` as text length. */
  onLine(direction: 'toContainer' | 'fromContainer', kind: string, text: string): void;
}

type ChannelState =
  | { readonly state: 'waiting' }
  | { readonly state: 'connected'; readonly sinceMs: number }
  | { readonly state: 'failed'; readonly message: string };

/** So many commands may wait for their replies. */
const openRequests = 10_000;
/** A container that has just been started is still loading its program: so long a command waits for it to connect, in ms. */
const arrivalMs = 5_000;
/** How long a connection that is over may take to say so, before a second one is turned away. */
const handOverMs = 20;

/** What is said between us and one container: its one live connection, the replies that are waited for, the kept messages. */
export class FlowChannel {
  private readonly kept = new MessageBook();
  state: ChannelState = { state: 'waiting' };
  /** What it is while nothing is connected. */
  private idle: ChannelState = { state: 'waiting' };
  saidName: string | null = null;
  lastCommunicationAtMs: number | null = null;
  private connection: FlowConnection | null = null;
  private firstLine = true;
  private disposed = false;
  private readonly requests = new Requests();
  private readonly arrivals = new Set<() => void>();
  private readonly receivers = new Set<(event: Result<FlowEvent>) => void>();
  private readonly parts: ChannelParts;

  constructor(parts: ChannelParts) {
    this.parts = parts;
  }

  /** The kept messages, up to this moment. */
  get book(): MessageBook {
    this.parts.notes.flush();
    return this.kept;
  }

  /** Takes a container's connection, or turns it away where one is live. */
  async accept(socket: Socket): Promise<void> {
    // A container that was restarted may be here before the end of its last connection has been read.
    if (this.connection) {
      socket.on('error', () => {});
      await delay(handOverMs);
    }
    if (socket.destroyed) return;
    if (this.disposed) {
      socket.destroy();
      return;
    }
    if (this.connection) return refuseConnection(socket, 'This folder has a live connection already. Close that one first.');
    this.firstLine = true;
    this.saidName = null;
    this.idle = { state: 'waiting' };
    this.state = { state: 'connected', sinceMs: Date.now() };
    const { turns, limits } = this.parts;
    const connection: FlowConnection = new FlowConnection(socket, {
      turns,
      limits,
      onFrame: (frame) => this.onFrame(frame),
      onEnd: (why) => {
        if (this.connection === connection) this.onEnd(why);
      },
    });
    this.connection = connection;
    this.parts.onStatus();
    for (const arrived of [...this.arrivals]) arrived();
  }

  /** `loading`: the container has just been started, so a moment is given to it to connect. Never throws. */
  send(message: FlowCommand, timeoutMs: number, name: () => string, loading: () => boolean): Promise<Result<FlowReply>> {
    // No async function: a promise within a promise costs three turns of the queue more, a hundred thousand times a second.
    if (this.connection || this.state.state !== 'waiting' || !loading()) return this.sendNow(message, timeoutMs, name);
    return this.arrival(Math.min(arrivalMs, timeoutMs)).then(() => this.sendNow(message, timeoutMs, name));
  }

  private sendNow({ command, data }: FlowCommand, timeoutMs: number, name: () => string): Promise<Result<FlowReply>> {
    const { connection, requests } = this;
    if (!connection) return refused(`${name()} is not connected to its flow socket. Start it, or look at its log.`);
    if (requests.size >= openRequests) {
      return refused(`${name()} has ${openRequests} commands to answer already. Wait until it has.`);
    }
    const id = requests.nextId();
    const line = commandLine(id, command, data);
    const problem = line === null ? tooDeep : lineProblem(line);
    if (line === null || problem !== null) return Promise.resolve(fail('validation_error', problem ?? tooDeep));
    const isIdle = requests.size === 0;
    if (!connection.send(line, isIdle)) return refused(`${name()} does not read what it was sent. Look at its log, or restart it.`);
    this.lastCommunicationAtMs = Date.now();
    this.note('toContainer', 'command', id, command, line.slice(0, -1), null);
    return requests.wait(id, command, timeoutMs);
  }

  private arrival(withinMs: number): Promise<void> {
    return new Promise((resolve) => {
      const settle = () => {
        clearTimeout(timer);
        this.arrivals.delete(settle);
        resolve();
      };
      const timer = setTimeout(settle, withinMs);
      this.arrivals.add(settle);
    });
  }

  receive(timeoutMs: number, signal: AbortSignal): Promise<Result<FlowEvent>> {
    return new Promise((resolve) => {
      const settle = (event: Result<FlowEvent>) => {
        clearTimeout(timer);
        signal.removeEventListener('abort', leave);
        this.receivers.delete(settle);
        resolve(event);
      };
      const leave = () => settle(fail('system_error', 'Nobody waits for this message any longer.'));
      const timer = setTimeout(
        () => settle(fail('socket_communication_error', `The container sent no event within ${timeoutMs / 1_000} s.`)),
        timeoutMs,
      );
      this.receivers.add(settle);
      signal.addEventListener('abort', leave, { once: true });
      if (signal.aborted) leave();
    });
  }

  /** A container that is not connected can't come now; one that is stays until it goes. */
  fail(message: string): void {
    this.idle = { state: 'failed', message };
    if (this.connection) return;
    this.state = this.idle;
    this.parts.onStatus();
  }

  /** Ends the live connection; the channel waits for the next. */
  disconnect(why: string): void {
    this.connection?.close(why);
  }

  /** Ends everything. */
  dispose(why: string): void {
    this.disposed = true;
    this.disconnect(why);
    for (const arrived of [...this.arrivals]) arrived();
    for (const settle of [...this.receivers]) settle(fail('socket_communication_error', why));
    this.book.dispose();
  }

  private onEnd(why: string | null): void {
    this.connection = null;
    if (this.state.state === 'connected') this.state = this.idle;
    this.requests.failAll(why === null ? 'The container ended the connection before it answered.' : `The connection was closed: ${why}`);
    this.parts.onStatus();
  }

  private onFrame(frame: Frame): boolean {
    this.lastCommunicationAtMs = Date.now();
    const first = this.firstLine;
    this.firstLine = false;
    switch (frame.kind) {
      case 'reply':
      case 'failedReply':
        return this.onReply(frame);
      case 'event': {
        const { event, actor, data, text } = frame;
        this.note('fromContainer', 'event', null, event, text, null);
        const told: FlowEvent = { event, actor, data };
        for (const settle of [...this.receivers]) settle({ ok: true, value: told });
        this.parts.onEvent(told);
        return false;
      }
      case 'hello':
        if (first) this.onHello(frame.protocol, frame.name);
        return first;
      case 'broken':
        this.note('fromContainer', 'broken', null, frame.reason, frame.text, null);
        return false;
    }
  }

  private onReply(frame: Extract<Frame, { kind: 'reply' | 'failedReply' }>): boolean {
    const request = this.requests.take(frame.id);
    if (!request) {
      this.note('fromContainer', 'broken', null, 'A reply that nobody waits for, or not any longer', frame.text, null);
      return false;
    }
    const latencyMs = performance.now() - request.sentAtMs;
    if (frame.kind === 'reply') {
      request.settle(succeed({ data: frame.data, latencyMs }));
      this.note('fromContainer', 'reply', frame.id, 'Reply', frame.text, latencyMs);
    } else {
      request.settle(refusal(request.command, frame.message.slice(0, 2_000)));
      this.note('fromContainer', 'failedReply', frame.id, frame.message.slice(0, 256), frame.text, latencyMs);
    }
    return true;
  }

  private onHello(protocol: number, name: string | null): void {
    this.saidName = name;
    if (protocol === flowProtocolVersion) {
      this.parts.onStatus();
      return;
    }
    const message = `The container speaks protocol ${protocol}, and this Quarterdeck speaks ${flowProtocolVersion}. Update one of the two.`;
    this.state = { state: 'failed', message };
    this.disconnect(message);
  }

  private note(
    direction: NotedLine['direction'],
    kind: NotedLine['kind'],
    correlationId: string | null,
    title: string,
    text: string,
    latencyMs: number | null,
  ): void {
    this.parts.notes.add({ atMs: Date.now(), direction, kind, correlationId, title, text, latencyMs, write: this.write });
  }

  private readonly write = (line: NotedLine): void => {
    this.kept.add(line, line.atMs);
    this.parts.onLine(line.direction, line.kind, line.text);
  };
}

function refused(message: string): Promise<Result<FlowReply>> {
  return Promise.resolve(fail('socket_communication_error', message));
}
