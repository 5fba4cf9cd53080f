import type { RealFleet } from './real-fleet.ts';

/** One line of the table and of bench-results.json. `value` is the figure that the goal speaks of. */
export interface BenchResult {
  readonly id: string;
  /** What was measured, on which engine, by which route. */
  readonly what: string;
  readonly unit: string;
  readonly value: number;
  readonly median: number;
  readonly p95: number;
  readonly n: number;
  readonly baseline: { readonly what: string; readonly value: number } | null;
  readonly goal: { readonly max: number } | { readonly min: number };
}

export interface Display {
  readonly env: { readonly DISPLAY: string; readonly XAUTHORITY: string };
  readonly stop: () => void;
}

/** What a bench is given. Everything that it makes lies in the run's folder, which is swept at the end. */
export interface BenchContext {
  /** More rounds and longer windows. */
  readonly long: boolean;
  /** The clone's folder, which is what Electron is given to open. */
  readonly root: string;
  readonly electronBinary: string;
  /** Starts a display with one screen of that size, in px, at 60 Hz. */
  readonly openDisplay: (size: Size) => Promise<Display>;
  /** The real engine with its containers, shared by all benches and started with the first that asks. */
  readonly fleet: () => Promise<RealFleet>;
  /** Everything that is measured goes before other programs of a machine that is shared. */
  readonly ahead: boolean;
  /** Fires when the user wants the run to end. */
  readonly signal: AbortSignal;
  /** Tells the user how it goes. */
  readonly say: (text: string) => void;
  /** A folder for CPU profiles; null: none are written. */
  readonly profileFolder: string | null;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Bench {
  readonly id: string;
  readonly run: (context: BenchContext) => Promise<Omit<BenchResult, 'id'>>;
}
