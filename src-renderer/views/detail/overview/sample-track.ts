import type { Failure } from '../../../../src-shared/failure.ts';
import { type ContainerKey, containerKey } from '../../../../src-shared/ids.ts';
import { type Sample, type SampleHistory, sampleWidth, unpackSample } from '../../../../src-shared/samples.ts';
import { invoke } from '../../../bridge.ts';
import { onSecond } from '../../../store/clock.ts';
import { latest, onTick } from '../../../store/sample-store.ts';

/** More than the core keeps, and a bound where a window stays open for days. */
const samplesKept = 4_000;
/** Charts are drawn again at most this often: readings come about once a second. */
const redrawMs = 900;
/** Without readings charts still move on: this long after the last drawing. */
const idleRedrawMs = 1_400;

/** The readings of the container that is looked at: what was kept, then live ones. */
export class SampleTrack {
  private readonly hostId: string;
  private readonly containerId: string;
  private readonly key: ContainerKey;
  private readonly listeners = new Set<() => void>();
  private drawnAtMs = 0;
  private version = 0;
  private pending = false;
  samples: readonly Sample[] = [];
  /** Why kept readings could not be had; live ones come nevertheless. */
  failure: Failure | null = null;
  loaded = false;

  constructor(hostId: string, containerId: string) {
    this.hostId = hostId;
    this.containerId = containerId;
    this.key = containerKey(hostId, containerId);
  }

  /** Begins to follow. Returns what stops it. */
  start(): () => void {
    const whenSeen = (): void => {
      // Nothing is sent to a hidden window: what came meanwhile is fetched.
      if (!document.hidden) void this.load();
    };
    const stops = [onTick(() => this.takeLatest()), onSecond(() => this.beat())];
    document.addEventListener('visibilitychange', whenSeen);
    void this.load();
    return () => {
      for (const stop of stops) stop();
      document.removeEventListener('visibilitychange', whenSeen);
    };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Changes whenever the charts are to be drawn again. */
  readonly getVersion = (): number => this.version;

  private async load(): Promise<void> {
    const container = { hostId: this.hostId, containerId: this.containerId };
    const answer = await invoke('getSampleHistory', { containers: [container], sinceMs: 0 });
    this.loaded = true;
    this.failure = answer.ok ? null : answer.failure;
    if (answer.ok) {
      const history = answer.value.find((it) => it.containerId === this.containerId);
      this.samples = mergeSamples(history ? unpackHistory(history) : [], this.samples);
    }
    this.redraw();
  }

  private takeLatest(): void {
    const sample = latest(this.key);
    if (!sample || sample.atMs <= (this.samples.at(-1)?.atMs ?? 0)) return;
    this.samples = [...this.samples, sample].slice(-samplesKept);
    this.pending = true;
    if (Date.now() - this.drawnAtMs >= redrawMs) this.redraw();
  }

  private beat(): void {
    if (this.pending || Date.now() - this.drawnAtMs >= idleRedrawMs) this.redraw();
  }

  private redraw(): void {
    this.pending = false;
    this.drawnAtMs = Date.now();
    this.version += 1;
    for (const listener of this.listeners) listener();
  }
}

function unpackHistory({ values }: SampleHistory): Sample[] {
  const samples: Sample[] = [];
  for (let offset = 0; offset + sampleWidth <= values.length; offset += sampleWidth) samples.push(unpackSample(values, offset));
  return samples;
}

/** Kept readings and those seen live, in the order of time, each moment once. */
export function mergeSamples(kept: readonly Sample[], live: readonly Sample[]): Sample[] {
  const byTime = new Map<number, Sample>();
  for (const sample of kept) byTime.set(sample.atMs, sample);
  for (const sample of live) byTime.set(sample.atMs, sample);
  return [...byTime.values()].toSorted((a, b) => a.atMs - b.atMs).slice(-samplesKept);
}
