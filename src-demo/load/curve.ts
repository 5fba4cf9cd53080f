import { hashText, nth } from './random.ts';

/** How busy something is over time: in waves of traffic, in bursts of jobs, evenly, or hardly at all. */
export type CurveShape = 'steady' | 'waves' | 'bursts' | 'idle';

/**
 * A level in 0..1 that repeats, with its running sum. The sum makes a counter's value at any moment one look-up, so
 * nothing has to tick while nobody asks.
 */
export interface Curve {
  readonly stepMs: number;
  readonly levels: Float64Array;
  /** `sums[i]`: the level summed over the steps before step i. */
  readonly sums: Float64Array;
}

const steps = 256;
const variants = 8;
const made = new Map<string, Curve>();

/** One of a few curves of a shape; they are shared, containers differ in where on it they are. */
export function curveOf(shape: CurveShape, seed: number): Curve {
  const key = `${shape}/${seed % variants}`;
  const known = made.get(key);
  if (known) return known;
  const curve = makeCurve(shape, hashText(key));
  made.set(key, curve);
  return curve;
}

/** The level at a moment, joined straight between steps. */
export function levelAt(curve: Curve, atMs: number): number {
  const { index, part } = place(curve, atMs);
  const from = curve.levels[index] ?? 0;
  return from + (levelAfter(curve, index) - from) * part;
}

/** The level summed from moment 0, in level-seconds: what a counter has counted by then. */
export function sumUntil(curve: Curve, atMs: number): number {
  const { index, part, rounds } = place(curve, atMs);
  const from = curve.levels[index] ?? 0;
  const to = from + (levelAfter(curve, index) - from) * part;
  const inStep = ((from + to) / 2) * part;
  const total = curve.sums[curve.levels.length] ?? 0;
  return ((rounds * total + (curve.sums[index] ?? 0) + inStep) * curve.stepMs) / 1000;
}

function place(curve: Curve, atMs: number) {
  const position = atMs / curve.stepMs;
  const whole = Math.floor(position);
  const count = curve.levels.length;
  const rounds = Math.floor(whole / count);
  return { index: whole - rounds * count, part: position - whole, rounds };
}

function levelAfter(curve: Curve, index: number): number {
  return curve.levels[(index + 1) % curve.levels.length] ?? 0;
}

function makeCurve(shape: CurveShape, seed: number): Curve {
  const levels = Float64Array.from({ length: steps }, (_, step) => level(shape, seed, step));
  const sums = new Float64Array(steps + 1);
  for (let step = 0; step < steps; step++) {
    const next = levels[(step + 1) % steps] ?? 0;
    sums[step + 1] = (sums[step] ?? 0) + ((levels[step] ?? 0) + next) / 2;
  }
  return { stepMs: shape === 'bursts' ? 1300 : 1700, levels, sums };
}

function level(shape: CurveShape, seed: number, step: number): number {
  const noise = nth(seed, step);
  // Whole numbers of turns per round, so that the end joins the beginning.
  const turn = (turns: number) => Math.sin((2 * Math.PI * turns * step) / steps + seed);
  switch (shape) {
    case 'steady':
      return 0.7 + 0.06 * turn(3) + 0.12 * (noise - 0.5);
    case 'waves':
      return clamp(0.42 + 0.2 * turn(2) + 0.12 * turn(7) + 0.22 * (noise - 0.4));
    case 'bursts':
      return nth(seed ^ 0x5bd1, step >> 3) > 0.68 ? 0.75 + 0.25 * noise : 0.04 + 0.05 * noise;
    case 'idle':
      return noise > 0.96 ? 0.3 * noise : 0.02 * noise;
  }
}

function clamp(value: number): number {
  return Math.min(1, Math.max(0.02, value));
}
