import { setMaxListeners } from 'node:events';
import type { LogLine } from '../../../src-shared/logs.ts';
import type { EngineClient } from '../../docker/client.ts';
import { readLogTail } from '../../docker/log-tail.ts';
import { type EndFacts, readEnd } from '../../docker/read-end.ts';
import { type Limit, limitConcurrency } from '../../lib/limit.ts';
import type { AttentionParts } from '../attention-parts.ts';

export const tailLines = 100;
const tailBytes = 8_388_608;
/** At once, so that a project of hundreds that goes down does not open hundreds of connections. */
const tailsAtOnce = 16;
/** Of those that nobody waits for, in a crash of many. */
const unhurriedAtOnce = 2;
const samplesMs = 300_000;

/** What is learnt of a container at the moment of its death, as far as it has come. */
export interface Examination {
  /** Undefined: not answered yet, or not at all; null: the container is gone. */
  facts: EndFacts | null | undefined;
  /** Null: not there yet, or it can't be read. */
  tail: readonly LogLine[] | null;
  /** The readings of the last five minutes, as in a SampleHistory. */
  readonly samples: readonly number[];
  /** Nothing was asked. */
  readonly skipped: boolean;
  /** Resolve when that has come or can't come any more; never reject. */
  readonly inspected: Promise<void>;
  readonly settled: Promise<void>;
}

/** Asks the engine all that is kept of a death, at once and side by side. `close` ends what is under way. */
export class Examiner {
  private readonly closing = new AbortController();
  private readonly tails: Limit = limitConcurrency(tailsAtOnce);
  private readonly unhurried: Limit = limitConcurrency(unhurriedAtOnce);
  private readonly parts: Pick<AttentionParts, 'clientFor' | 'samples' | 'log' | 'now' | 'times'>;

  constructor(parts: Pick<AttentionParts, 'clientFor' | 'samples' | 'log' | 'now' | 'times'>) {
    this.parts = parts;
    // Every call listens: many at once are no leak.
    setMaxListeners(0, this.closing.signal);
  }

  /** `unhurried`: a few at a time, as the engine still tells of others. */
  examine(hostId: string, containerId: string, unhurried = false): Examination {
    const client = this.parts.clientFor(hostId);
    const inTurn = (ask: () => Promise<void>) => (unhurried ? this.unhurried(ask) : ask());
    const inspected = client.ok
      ? inTurn(() => this.inspect(client.value, containerId, (facts) => Object.assign(examination, { facts })))
      : nothing;
    const read = client.ok
      ? inTurn(() => this.read(client.value, containerId, (lines) => Object.assign(examination, { tail: lines })))
      : nothing;
    const [history] = this.parts.samples.history([{ hostId, containerId }], this.parts.now() - samplesMs);
    const examination: Examination = {
      facts: undefined,
      tail: null,
      samples: Array.from(history?.values ?? []),
      skipped: false,
      inspected,
      settled: Promise.all([inspected, read]).then(() => undefined),
    };
    return examination;
  }

  close(): void {
    this.closing.abort();
  }

  private async inspect(client: EngineClient, containerId: string, onFacts: (facts: EndFacts | null) => void): Promise<void> {
    const options = { deadlineMs: this.parts.times.inspectDeadlineMs, signal: this.closing.signal };
    try {
      onFacts(await readEnd(client, containerId, options));
    } catch (error) {
      this.failed('A container that died could not be inspected', containerId, error);
    }
  }

  private async read(client: EngineClient, containerId: string, onTail: (tail: readonly LogLine[]) => void): Promise<void> {
    const { signal } = this.closing;
    const { logDeadlineMs } = this.parts.times;
    try {
      const request = { containerId, lines: tailLines, mostBytes: tailBytes, deadlineMs: logDeadlineMs, signal };
      onTail(await this.tails(() => readLogTail(client, request)));
    } catch (error) {
      this.failed('The last lines of a container that died could not be read', containerId, error);
    }
  }

  private failed(what: string, containerId: string, error: unknown): void {
    if (!this.closing.signal.aborted) this.parts.log.debug(what, { containerId, error });
  }
}

const nothing = Promise.resolve();
