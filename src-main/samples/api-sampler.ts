import type { EngineClient } from '../docker/client.ts';
import { readStats, streamStats } from '../docker/stats.ts';
import { every } from '../lib/scope.ts';
import { cpuPercentBetween, decodeStats, type Machine, type StatsReading } from './decode-stats.ts';
import type { CpuReading } from './formulas.ts';
import { HostClock } from './host-clock.ts';
import { ReadingOutbox } from './reading-outbox.ts';
import { Round } from './round.ts';
import type { Sampler, SendSamples } from './sampler.ts';
import type { SlotLayout } from './slots.ts';
import { StatStreams } from './stat-streams.ts';

export interface SamplingTimes {
  /** One batch is sent in this time, and streams are looked after. */
  readonly tickMs: number;
  /** A round over the containers that nobody looks at. */
  readonly roundMs: number;
  readonly secondMs: number;
  readonly lingerMs: number;
  readonly readDeadlineMs: number;
}

export const samplingTimes: SamplingTimes = { tickMs: 1_000, roundMs: 10_000, secondMs: 2_000, lingerMs: 3_000, readDeadlineMs: 5_000 };

export interface ApiSamplerOptions {
  readonly client: EngineClient;
  readonly machine: Machine;
  readonly slots: SlotLayout;
  readonly send: SendSamples;
  readonly signal: AbortSignal;
  readonly times: SamplingTimes;
}

/** At least this many one-shot readings run at once; an engine 20.10 lets each wait for its next second. */
const leastReadings = 4;

/** Samples through the engine's API: a stream for what is looked at, a reading every round for the rest. */
export function openApiSampler(options: ApiSamplerOptions): Sampler {
  return new ApiSampler(options);
}

class ApiSampler implements Sampler {
  private running: ReadonlySet<string> = new Set();
  private watched: ReadonlySet<string> = new Set();
  private inFlight = 0;
  private readonly previous = new Map<string, CpuReading>();
  private readonly clock = new HostClock();
  private readonly outbox: ReadingOutbox;
  private readonly streams: StatStreams;
  private readonly round: Round;
  private readonly options: ApiSamplerOptions;

  constructor(options: ApiSamplerOptions) {
    const { client, slots, send, signal, times } = options;
    this.options = options;
    this.outbox = new ReadingOutbox(client.address.hostId, slots, send);
    this.round = new Round(times);
    this.streams = new StatStreams({
      open: (id, streamSignal) => streamStats(client, id, { signal: streamSignal, onFrame: (frame) => this.take(id, frame) }),
      lingerMs: times.lingerMs,
      signal,
    });
    every(times.tickMs, signal, () => this.tick());
  }

  setRunning(containerIds: ReadonlySet<string>): void {
    for (const id of this.running) if (!containerIds.has(id)) this.stop(id);
    this.running = containerIds;
    this.arrange();
  }

  setWatched(containerIds: ReadonlySet<string>, visible: boolean): void {
    this.watched = visible ? containerIds : new Set();
    if (!visible) this.streams.closeAll();
    this.arrange();
  }

  forget(containerId: string): void {
    this.stop(containerId);
    this.outbox.forget(containerId);
  }

  /** The stream of a stopped container goes on with empty frames, and a reading of its last run is none of the next. */
  private stop(containerId: string): void {
    this.streams.close(containerId);
    this.previous.delete(containerId);
  }

  private tick(): void {
    this.outbox.flush();
    this.arrange();
  }

  private arrange(): void {
    const nowMs = Date.now();
    this.streams.reconcile(this.watched.size === 0 ? this.watched : intersect(this.watched, this.running), nowMs);
    const rest = new Set([...this.running].filter((id) => !this.streams.has(id)));
    this.round.replace(rest, nowMs);
    this.startReadings();
  }

  private startReadings(): void {
    const atOnce = Math.max(leastReadings, Math.ceil(this.round.size / 8));
    for (const id of this.round.take(Date.now(), Math.max(0, atOnce - this.inFlight))) void this.read(id);
  }

  private async read(containerId: string): Promise<void> {
    const { client, times, signal } = this.options;
    this.inFlight += 1;
    try {
      this.take(containerId, await readStats(client, containerId, { deadlineMs: times.readDeadlineMs, signal }));
    } catch {
      // A container that went away or an engine that did: the events and the heartbeat tell. The next round tries again.
    } finally {
      this.inFlight -= 1;
      if (!signal.aborted) this.startReadings();
    }
  }

  private take(containerId: string, frame: unknown): void {
    if (!this.running.has(containerId)) return;
    const reading = decodeStats(frame, this.options.machine);
    if (!reading) return;
    const earlier = reading.previousCpu ?? this.previous.get(containerId) ?? null;
    this.previous.set(containerId, reading.cpu);
    // Without an earlier reading the figure would be the average since the container's start.
    if (earlier && earlier.readNs !== reading.cpu.readNs) this.outbox.add(containerId, this.sample(earlier, reading));
  }

  private sample(earlier: CpuReading, reading: StatsReading) {
    return {
      atMs: this.clock.toLocal(reading.readAtMs, Date.now()),
      cpuPercent: cpuPercentBetween(earlier, reading),
      ...reading.rest,
    };
  }
}

function intersect(one: ReadonlySet<string>, other: ReadonlySet<string>): Set<string> {
  return new Set([...one].filter((id) => other.has(id)));
}
