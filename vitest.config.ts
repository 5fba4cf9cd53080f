import { defineConfig } from 'vitest/config';

const limits = {
  testTimeout: 20_000,
  hookTimeout: 60_000,
  teardownTimeout: 20_000,
  // Of its own accord `expect.poll` gives up after a second, which a busy machine needs for nothing at all.
  expect: { poll: { timeout: 10_000 } },
  globalSetup: ['test/support/global-setup.ts'],
};

const oneAtATime = { ...limits, pool: 'forks' as const, maxWorkers: 1, fileParallelism: false, isolate: false };

// These mostly wait for time to pass, be it a rule's patience or the next reading, and leave the processor to others.
const waiting = ['delete', 'delete-restart', 'rules', 'rules-flow', 'samples', 'serve'].map((name) => `test/engine/${name}.test.ts`);

// One project for each kind of test, so that `vitest --project engine` runs one. Engines and windows are real and
// their tests look at the clock: the files of one kind run one at a time, in one process that imports once and whose
// engine goes from file to file (test/support/kept-engine.ts); `npm test` runs these kinds side by side. What it counts
// comes from test/support.
export default defineConfig({
  test: {
    allowOnly: false,
    passWithNoTests: true,
    // Where Playwright misses a window (test/support/app.ts starts the application once more then), a call within it that
    // nobody can wait for fails too.
    onUnhandledError: (error) => !(error.name === 'TimeoutError' && /playwright-core/.test(error.stack ?? '')),
    projects: [
      { test: { name: 'boundaries', include: ['test/boundaries.test.ts'] } },
      // Of its own accord Vitest leaves one core of two idle, and starts a process for each file, which imports everything
      // anew: that cost as much again as all else. No test leaves anything behind that another could see.
      { test: { ...limits, name: 'unit', include: ['test/unit/**/*.test.{ts,tsx}'], maxWorkers: '100%', isolate: false } },
      { test: { ...oneAtATime, name: 'engine', include: ['test/engine/**/*.test.ts'], exclude: waiting } },
      { test: { ...oneAtATime, name: 'waiting', include: waiting } },
      { test: { ...oneAtATime, name: 'desktop', include: ['test/desktop/**/*.test.ts'] } },
    ],
  },
});
