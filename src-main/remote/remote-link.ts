import { setTimeout as delay } from 'node:timers/promises';
import { batchSchema } from '../../src-shared/changes.ts';
import type { Remote } from '../../src-shared/contract/doors.ts';
import { parseResult } from '../../src-shared/contract.ts';
import type { HostStatus, Problem } from '../../src-shared/model.ts';
import { numbersFromWire, remoteProtocol } from '../../src-shared/remote-wire.ts';
import { type SampleBatch, sampleBatchSchema, sampleRowWidth } from '../../src-shared/samples.ts';
import { type BackoffOptions, RetryDelays, remoteBackoff } from '../lib/backoff.ts';
import type { Log } from '../lib/log.ts';
import { Alarm } from '../lib/wait.ts';
import { type Connection, type ConnectionTimes, openConnection, usualTimes } from './connection.ts';
import { shiftTimes } from './forward.ts';
import { type MirrorOptions, RemoteMirror } from './mirror.ts';
import { localHostId } from './remote-ids.ts';

export interface LinkTimes extends ConnectionTimes {
  readonly backoff: BackoffOptions;
  /** After a refusal that only somebody can change: a wrong token, another version. */
  readonly patientMs: number;
  /** A connection that lasted less is no recovery. */
  readonly stableMs: number;
}

export const usualLinkTimes: LinkTimes = { ...usualTimes, backoff: remoteBackoff, patientMs: 60_000, stableMs: 1_500 };

export interface LinkOptions extends Pick<MirrorOptions, 'tell' | 'now'> {
  readonly remote: Remote;
  readonly token: string;
  /** This machine's name, by which the remote's feed names us. */
  readonly ourName: string;
  readonly log: Log;
  readonly times: LinkTimes;
  onSamples(batch: SampleBatch): void;
  /** Logs and flow messages, as the remote sent them. */
  onPush(name: 'logs' | 'flow', payload: unknown): void;
  /** Each time that the remote can be asked anew: what is watched there has to be told again. */
  onReady(restarted: boolean): void;
}

/** Keeps the connection to one remote Quarterdeck, and the Fleet told of what it says. */
export class RemoteLink {
  readonly mirror: RemoteMirror;
  private connection: Connection | null = null;
  private epoch: string | null = null;
  private visible = false;
  private lostSinceMs: number | null = null;
  /** Since when this connection is one; null: it is not yet, however long that takes. */
  private helloAtMs: number | null = null;
  private readonly alarm = new Alarm();
  private readonly ending = new AbortController();
  private readonly delays: RetryDelays;
  private readonly options: LinkOptions;
  readonly done: Promise<void>;

  constructor(options: LinkOptions) {
    this.options = options;
    this.delays = new RetryDelays(options.times.backoff);
    this.mirror = new RemoteMirror(options);
    this.done = this.run(this.ending.signal);
  }

  get isConnected(): boolean {
    return this.connection !== null;
  }

  /** Tries now, instead of at the next try's time. */
  retry(): void {
    if (!this.connection) this.alarm.ring();
  }

  setVisible(visible: boolean): void {
    if (visible === this.visible) return;
    this.visible = visible;
    this.connection?.setVisible(visible);
  }

  /** The raw answer; rejects where the connection is not there, or ends before the answer. */
  invoke(command: string, argument: unknown): Promise<unknown> {
    return this.connection ? this.connection.invoke(command, argument) : Promise.reject(new Error('not connected'));
  }

  async close(): Promise<void> {
    this.ending.abort();
    this.connection?.close();
    await this.done;
  }

  private async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      this.helloAtMs = null;
      const { problem, patient } = await this.connectOnce(signal);
      if (signal.aborted) return;
      if (this.helloAtMs !== null && this.options.now() - this.helloAtMs > this.options.times.stableMs) this.delays.reset();
      const waitMs = patient ? this.options.times.patientMs : this.delays.next();
      this.options.log.info('A remote Quarterdeck is not connected', { url: this.options.remote.url, problem, waitMs });
      this.mirror.lost(this.statusFor(problem, patient, waitMs));
      const rung = await this.alarm.wait(waitMs, signal);
      if (rung) this.delays.reset();
    }
  }

  private statusFor(problem: Problem, patient: boolean, waitMs: number): HostStatus {
    const nowMs = this.options.now();
    this.lostSinceMs ??= nowMs;
    const sinceMs = this.lostSinceMs;
    return patient ? { state: 'unreachable', sinceMs, problem } : { state: 'reconnecting', sinceMs, nextTryAtMs: nowMs + waitMs, problem };
  }

  /** One connection from its beginning to its end. */
  private connectOnce(signal: AbortSignal): Promise<{ readonly problem: Problem; readonly patient: boolean }> {
    return new Promise((resolve) => {
      const { remote, token, ourName, times } = this.options;
      const opening = openConnection({
        url: remote.url,
        token,
        greeting: { protocol: remoteProtocol, client_name: ourName, resume: this.mirror.resume },
        times,
        onHello: (hello, connection) => {
          this.connection = connection;
          this.helloAtMs = this.options.now();
          this.lostSinceMs = null;
          const restarted = this.epoch !== null && this.epoch !== hello.epoch;
          this.epoch = hello.epoch;
          connection.setVisible(this.visible);
          if (this.mirror.connected(hello)) void this.askSnapshot(connection);
          this.options.onReady(restarted);
        },
        onPush: (name, payload) => this.receive(name, payload),
        onEnd: (problem, patient) => {
          signal.removeEventListener('abort', stop);
          this.connection = null;
          resolve({ problem, patient });
        },
      });
      const stop = () => opening.close();
      signal.addEventListener('abort', stop, { once: true });
    });
  }

  private receive(name: 'batch' | 'samples' | 'logs' | 'flow', payload: unknown): void {
    switch (name) {
      case 'batch':
        this.receiveBatch(payload);
        return;
      case 'samples':
        this.receiveSamples(payload);
        return;
      case 'logs':
      case 'flow':
        this.options.onPush(name, payload);
    }
  }

  private receiveBatch(payload: unknown): void {
    const batch = batchSchema.safeParse(payload);
    if (!batch.success) this.misunderstood('batch', batch.error);
    else if (this.mirror.take(batch.data) && this.connection) void this.askSnapshot(this.connection);
  }

  private receiveSamples(payload: unknown): void {
    const batch = sampleBatchSchema.safeParse(numbersFromWire(payload));
    if (!batch.success) {
      this.misunderstood('samples', batch.error);
      return;
    }
    shiftTimes(batch.data.values, 1, sampleRowWidth, this.mirror.aheadMs);
    this.options.onSamples({ ...batch.data, hostId: localHostId(this.options.remote.id, batch.data.hostId) });
  }

  private async askSnapshot(connection: Connection): Promise<void> {
    try {
      for (let missing = true; missing && this.connection === connection; ) {
        const answer = parseResult('getSnapshot', await connection.invoke('getSnapshot', {}));
        if (this.connection !== connection) return;
        if (answer.ok) missing = this.mirror.replace(answer.value);
        // Too many requests at once: the answer is a Failure, and the next one will not be.
        else await delay(this.options.times.backoff.shortestMs);
      }
    } catch (error) {
      if (this.connection === connection) this.misunderstood('snapshot', error);
    }
  }

  /** A remote that breaks the contract can't be shown; what it has told stands, as of then. */
  private misunderstood(what: string, error: unknown): void {
    this.options.log.error('A remote Quarterdeck said what can’t be understood', { url: this.options.remote.url, what, error });
    this.connection?.close({
      kind: 'other',
      message: `What ${this.options.remote.url} says can’t be understood. Use the same version on both machines.`,
    });
  }
}
