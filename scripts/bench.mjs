import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { startDisplay } from './lib/display.mjs';
import { openLedger, sweepAbandoned } from './lib/ledger.mjs';
import { loadBenches } from './lib/load-benches.mjs';
import { PlainError, say } from './lib/report.mjs';
import { root } from './lib/run.mjs';
import { setUp } from './lib/setup.mjs';
import { stopRequests, unlessStopped } from './lib/stopping.mjs';
import { whyNoEngine } from './lib/system.mjs';

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true, default: [] },
    long: { type: 'boolean', default: false },
    /** What is measured goes before other programs: for machines that others use meanwhile. */
    ahead: { type: 'boolean', default: false },
    /** A folder for CPU profiles of the renderer, where a bench takes them. */
    profiles: { type: 'string' },
  },
});

sweepAbandoned();
const stopping = stopRequests();
const electron = await unlessStopped(stopping.signal, setUp({ display: true, engine: true }));
const noEngine = whyNoEngine();
if (noEngine) throw new PlainError(`The benches need a Docker Engine of their own, and ${noEngine}.`);

const ledger = openLedger();
/** @type {import('../test/bench/harness/bench.ts').Display[]} */
const displays = [];
// Nothing of ours outlives us, however we end: what is in flight is simply cut off. Displays take their sockets along if they may.
stopping.signal.addEventListener('abort', () => {
  for (const display of displays) display.stop();
  setTimeout(() => {
    ledger.close();
    process.exit(130);
  }, 200);
});
let exitCode = 1;
// Some benches wait for a moment for nothing that keeps a process alive (a worker, a socket that is not counted): Node would
// end then, with code 13 and without a word.
const awake = setInterval(() => undefined, 60_000);
try {
  const { benchIds, runBenches } = await loadBenches();
  const only = values.only.flatMap((text) => text.split(','));
  const unknown = only.filter((id) => !benchIds().includes(id));
  if (unknown.length > 0) throw new PlainError(`There is no bench ${unknown.join(', ')}. There are: ${benchIds().join(', ')}.`);
  const failed = await runBenches({
    only,
    long: values.long,
    ahead: values.ahead,
    electron,
    openDisplay: async (size) => {
      const display = await startDisplay(ledger.folder, size);
      displays.push(display);
      return display;
    },
    signal: stopping.signal,
    say,
    root,
    profileFolder: values.profiles ? resolve(values.profiles) : null,
  });
  // A figure that misses its goal is a figure; one that is not there is a fault.
  exitCode = failed.length > 0 ? 1 : 0;
} finally {
  clearInterval(awake);
  ledger.close();
  stopping.done();
}
process.exit(stopping.signal.aborted ? 130 : exitCode);
