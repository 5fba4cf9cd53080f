import type { Display, Size } from './bench.ts';

export interface RunOptions {
  /** Ids of benches; empty: all. */
  readonly only: readonly string[];
  readonly long: boolean;
  /** Let everything that is measured go before other programs. */
  readonly ahead: boolean;
  readonly electron: { readonly binary: string; readonly version: string };
  readonly openDisplay: (size: Size) => Promise<Display>;
  readonly signal: AbortSignal;
  readonly say: (text: string) => void;
  /** The clone's folder, where bench-results.json goes. */
  readonly root: string;
  /** Where CPU profiles go; null: none are taken but those that a figure needs. */
  readonly profileFolder: string | null;
}

/** What scripts/bench.mjs needs to know of test/bench/run.ts. */
export interface BenchEntry {
  /** Ids of all benches, in the order in which they run. */
  benchIds(): readonly string[];
  /** Runs benches, prints the table and writes the results. Answers the ids of those that could not be measured. */
  runBenches(options: RunOptions): Promise<readonly string[]>;
}
