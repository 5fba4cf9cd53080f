import { type Incident, type IncidentEvidence, incidentEvidenceSchema, isOpen } from '../../src-shared/incidents.ts';
import type { Activity } from '../../src-shared/model.ts';
import { RetryDelays } from '../lib/backoff.ts';
import type { Log } from '../lib/log.ts';
import { type Kept, nothingKept, type Store } from './store.ts';
import type { StoreConnection } from './store-connection.ts';
import { bodyOf } from './store-limits.ts';
import type { Put } from './store-protocol.ts';
import { Unwritten } from './unwritten.ts';

export interface StoreTimes {
  /** How long puts are gathered: what a kill of the process may lose. */
  readonly batchMs: number;
  /** The shortest and longest wait after the disk has refused. */
  readonly retryMs: number;
  readonly longestRetryMs: number;
  /** What a close waits for at most. */
  readonly closeWithinMs: number;
}

/** Keeps the main thread free, where bodies are made and messages packed. */
const putsAtOnce = 200;

/** The store before its database: gathers puts, writes them in batches, and reads after what was put before. */
export class FileStore implements Store {
  private readonly unwritten = new Unwritten();
  private readonly retries: RetryDelays;
  private turn: Promise<unknown>;
  private timer: NodeJS.Timeout | null = null;
  private loaded: Promise<Kept> | null = null;
  private closing: Promise<void> | null = null;
  private readonly connection: StoreConnection;
  private readonly log: Log;
  private readonly times: StoreTimes;

  /** `opensAfter`: what is asked or put before waits, and then goes in the order in which it came. */
  constructor(connection: StoreConnection, log: Log, times: StoreTimes, opensAfter: Promise<unknown> = Promise.resolve()) {
    this.connection = connection;
    this.log = log;
    this.times = times;
    this.turn = opensAfter;
    this.retries = new RetryDelays({ shortestMs: times.retryMs, longestMs: times.longestRetryMs });
  }

  load(): Promise<Kept> {
    this.loaded ??= this.inTurn(() => this.read()).catch((error: unknown) => {
      this.log.error('The database can’t be read', { error });
      return nothingKept;
    });
    return this.loaded;
  }

  putIncident(incident: Incident): void {
    const { id, lastAtMs } = incident;
    this.put('incident', incident, (body) => ({ kind: 'incident', id, open: isOpen(incident), lastAtMs, body }));
  }

  putEvidence(incidentId: string, evidence: IncidentEvidence): void {
    this.put('evidence', evidence, (body) => ({ kind: 'evidence', incidentId, containerId: evidence.containerId, body }));
  }

  dropIncident(incidentId: string): void {
    this.take({ kind: 'drop', incidentId });
  }

  evidenceOf(incidentId: string): Promise<readonly IncidentEvidence[]> {
    return this.inTurn(async () => {
      if (this.connection.isWell) await this.write();
      const all = new Map<string, IncidentEvidence>();
      // While the disk refuses, looking at evidence does not try it again.
      const answer = this.connection.isWell ? await this.connection.ask({ type: 'evidence', incidentId }) : null;
      if (answer?.type === 'evidence') {
        this.tellSkipped('read', answer.skipped);
        for (const one of answer.evidence) all.set(one.containerId, one);
      }
      for (const [containerId, { body }] of this.unwritten.evidenceOf(incidentId)) {
        const waiting = incidentEvidenceSchema.safeParse(JSON.parse(body));
        if (waiting.success) all.set(containerId, waiting.data);
      }
      return [...all.values()];
    });
  }

  putActivity(activity: Activity): void {
    const { id, atMs } = activity;
    this.put('activity', activity, (body) => ({ kind: 'activity', id, atMs, body }));
  }

  putValue(key: string, value: unknown): void {
    if (value === null) this.take({ kind: 'value', key, body: null });
    else this.put('value', value, (body) => ({ kind: 'value', key, body }));
  }

  flush(): Promise<void> {
    return this.inTurn(() => this.write());
  }

  problem(): string | null {
    return this.connection.problem();
  }

  close(): Promise<void> {
    this.closing ??= this.end();
    return this.closing;
  }

  private put(what: string, value: unknown, make: (body: string) => Put): void {
    const body = bodyOf(value);
    if (body === null) this.log.error('Something is too big to be kept, or no JSON, and is left out', { what });
    else this.take(make(body));
  }

  private take(put: Put): void {
    if (this.closing) return;
    this.unwritten.put(put);
    if (this.connection.isGone) this.unwritten.keepEvidenceOnly();
    else this.writeIn(this.times.batchMs);
  }

  private writeIn(waitMs: number): void {
    this.timer ??= setTimeout(() => {
      this.timer = null;
      this.inTurn(() => this.write()).catch(() => undefined);
    }, waitMs);
  }

  /** One after the other; a fault in one must not keep the next from being done. */
  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.turn.then(work);
    this.turn = done.catch((error: unknown) => this.log.error('The store failed', { error }));
    return done;
  }

  private async write(): Promise<void> {
    while (!this.unwritten.isEmpty && !this.connection.isGone) {
      const puts = this.unwritten.take(putsAtOnce);
      const answer = await this.connection.ask({ type: 'write', puts });
      if (answer?.type === 'done') {
        this.retries.reset();
        this.tellSkipped('write', answer.skipped);
        continue;
      }
      this.unwritten.giveBack(puts);
      if (this.connection.isGone) this.unwritten.keepEvidenceOnly();
      else if (!this.closing) this.writeIn(this.retries.next());
      return;
    }
  }

  private async read(): Promise<Kept> {
    // By id: after a thread was lost the reading begins anew.
    const incidents = new Map<string, Incident>();
    const activities = new Map<string, Activity>();
    const values = new Map<string, unknown>();
    for (let more = true; more; ) {
      const page = await this.connection.ask({ type: 'page' });
      if (page?.type !== 'page') break;
      for (const it of page.incidents) incidents.set(it.id, it);
      for (const it of page.activities) activities.set(it.id, it);
      for (const [key, value] of page.values) values.set(key, value);
      this.tellSkipped('read', page.skipped);
      more = page.more;
    }
    return { incidents: [...incidents.values()], activities: [...activities.values()], values };
  }

  private tellSkipped(doing: 'read' | 'write', skipped: readonly string[]): void {
    if (skipped.length > 0)
      this.log.warn(`The database left out rows that it could not ${doing}`, { count: skipped.length, first: skipped.slice(0, 3) });
  }

  private async end(): Promise<void> {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    let deadline: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      deadline = setTimeout(resolve, this.times.closeWithinMs);
    });
    const written = this.inTurn(async () => {
      await this.write();
      if (this.connection.isConnected) await this.connection.ask({ type: 'close' });
    });
    await Promise.race([written, late]);
    clearTimeout(deadline);
    await this.connection.stop();
    if (!this.unwritten.isEmpty) this.log.warn('Not all could be written before the end', { problem: this.problem() });
  }
}
