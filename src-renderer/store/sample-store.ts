import { useSyncExternalStore } from 'react';
import { type ContainerKey, containerKey } from '../../src-shared/ids.ts';
import { type Sample, type SampleBatch, type SampleHistory, sampleRowWidth, sampleWidth, unpackSample } from '../../src-shared/samples.ts';
import { invoke, onPush } from '../bridge.ts';
import { type Rates, SampleRing } from './sample-ring.ts';

/** Enough for a sparkline of the last minute. */
const pointsKept = 64;
const historyMs = 64_000;
const sliceMs = 8;
/** The reading after which a container that no longer exists is forgotten. */
const forgetMs = 120_000;

interface Layout {
  readonly number: number;
  readonly keys: readonly (ContainerKey | null)[];
}

const rings = new Map<ContainerKey, SampleRing>();
const layouts = new Map<string, Layout>();
const listeners = new Set<() => void>();
let version = 0;
let frame = 0;
let forgottenAtMs = 0;

/** The newest reading of a container, or null before the first. */
export function latest(key: ContainerKey): Sample | null {
  return rings.get(key)?.latest ?? null;
}

/** The last minute of a container's readings, oldest first. The object is live: read it, do not keep copies of it. */
export function recent(key: ContainerKey): SampleRing | null {
  return rings.get(key) ?? null;
}

/** Network and block rates over the last two readings. */
export function rates(key: ContainerKey): Rates | null {
  return rings.get(key)?.rates ?? null;
}

/** Calls `listener` once a frame in which readings came (about once a second), never while the window is hidden. */
export function onTick(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Grows with every tick. */
export function tickNumber(): number {
  return version;
}

/** Re-renders the component with every tick and gives the tick's number. For few and small components in view only. */
export function useTick(): number {
  return useSyncExternalStore(onTick, tickNumber);
}

function tick(): void {
  frame = 0;
  version += 1;
  for (const listener of listeners) listener();
}

function scheduleTick(): void {
  if (frame === 0) frame = requestAnimationFrame(tick);
}

function ringOf(key: ContainerKey): SampleRing {
  const known = rings.get(key);
  if (known) return known;
  const ring = new SampleRing(pointsKept);
  rings.set(key, ring);
  return ring;
}

/** Takes one tick of one host in. A batch of a layout that we were not told is dropped: nobody knows whose it is. */
export function takeSamples(batch: SampleBatch): void {
  if (batch.containerIds) {
    const keys = batch.containerIds.map((id) => (id === '' ? null : containerKey(batch.hostId, id)));
    layouts.set(batch.hostId, { number: batch.layout, keys });
  }
  const layout = layouts.get(batch.hostId);
  if (!layout || layout.number !== batch.layout) return;
  let newestMs = 0;
  for (let offset = 0; offset + sampleRowWidth <= batch.values.length; offset += sampleRowWidth) {
    const key = layout.keys[batch.values[offset] ?? -1];
    if (!key) continue;
    const sample = unpackSample(batch.values, offset + 1);
    newestMs = Math.max(newestMs, sample.atMs);
    ringOf(key).add(sample);
  }
  forgetGone(newestMs);
  scheduleTick();
}

function forgetGone(nowMs: number): void {
  if (nowMs - forgottenAtMs < forgetMs) return;
  forgottenAtMs = nowMs;
  for (const [key, ring] of rings) if (ring.latest && nowMs - ring.latest.atMs > forgetMs) rings.delete(key);
}

async function loadHistory(): Promise<void> {
  const answer = await invoke('getSampleHistory', { containers: null, sinceMs: Date.now() - historyMs });
  // Sparklines fill by themselves within a minute; a failure here is not news.
  if (!answer.ok) return;
  let pausedAtMs = performance.now();
  for (const history of answer.value) {
    takeHistory(history);
    // A thousand containers' minute is long work; the window must stay quick between.
    if (performance.now() - pausedAtMs < sliceMs) continue;
    await new Promise((resolve) => setTimeout(resolve));
    pausedAtMs = performance.now();
  }
  scheduleTick();
}

function takeHistory({ hostId, containerId, values }: SampleHistory): void {
  const key = containerKey(hostId, containerId);
  const live = rings.get(key);
  const ring = new SampleRing(pointsKept);
  for (let offset = 0; offset + sampleWidth <= values.length; offset += sampleWidth) ring.add(unpackSample(values, offset));
  if (live?.latest) ring.add(live.latest);
  rings.set(key, ring);
}

/** Listens to readings and fetches the last minute's. Returns what stops it. */
export function startSamples(): () => void {
  const stopListening = onPush('samples', takeSamples);
  const whenSeen = (): void => {
    if (!document.hidden) void loadHistory();
  };
  document.addEventListener('visibilitychange', whenSeen);
  void loadHistory();
  return () => {
    stopListening();
    document.removeEventListener('visibilitychange', whenSeen);
    if (frame !== 0) cancelAnimationFrame(frame);
    frame = 0;
  };
}
