import { join } from 'node:path';
import { runChecks } from './check.mjs';
import { startDisplay } from './lib/display.mjs';
import { openLedger, sweepAbandoned } from './lib/ledger.mjs';
import { say, seconds, step } from './lib/report.mjs';
import { setUp } from './lib/setup.mjs';
import { stopRequests, unlessStopped } from './lib/stopping.mjs';
import { hasDisplay, whyNoEngine } from './lib/system.mjs';
import { parseTestArguments } from './lib/test-arguments.mjs';
import { Totals } from './lib/totals.mjs';
import { countTests, runProject } from './lib/vitest.mjs';

const SCREEN = { width: 1440, height: 1000 };
const INTERRUPTED = 130;

/**
 * Side by side, as all of them mostly wait: for an engine to stop, for a window to open, for a rule's time to pass. Files
 * of one lane take turns, since windows share the display and its keyboard, and engines the two cores.
 */
const lanes = /** @type {const} */ ([
  { part: 'engine', project: 'engine', title: 'Engine tests on real engines' },
  { part: 'engine', project: 'waiting', title: 'Engine tests that wait, on real engines' },
  { part: 'desktop', project: 'desktop', title: 'Desktop tests on real engines' },
]);

const { only, long, filters } = parseTestArguments(process.argv.slice(2));
const startedAt = performance.now();
const stopping = stopRequests();
const swept = sweepAbandoned();
if (swept > 0) say(`Ended ${swept} processes that an earlier run left behind`);
const headless = !hasDisplay();
const totals = new Totals();
const needsEngine = only.has('engine') || only.has('desktop');
const electron = await unlessStopped(stopping.signal, setUp({ display: headless, engine: needsEngine, build: only.has('desktop') })).catch(
  (error) => {
    say(String(error?.plain ? error.message : (error?.stack ?? error)));
    totals.failed = 1;
    totals.printLine();
    process.exit(1);
  },
);

const ledger = openLedger();
const countsFile = join(ledger.folder, 'counts');
process.env.QUARTERDECK_COUNTS = countsFile;
if (long) process.env.QUARTERDECK_LONG = '1';

/**
 * @param {string} title
 * @param {string} project
 * @param {{ node?: string, env?: NodeJS.ProcessEnv }} [runtime]
 */
async function suite(title, project, runtime = {}) {
  if (stopping.signal.aborted) return;
  say(`\n${title}`);
  const beganAt = performance.now();
  const reportFile = join(ledger.folder, `${title.replaceAll(/\W+/g, '-')}.json`);
  const result = await runProject(project, { filters: [...filters], reportFile, signal: stopping.signal, ...runtime });
  totals.add(result);
  say(`${title}: ${result.passed} passed, ${result.failed} failed, ${result.skipped} skipped (${seconds(performance.now() - beganAt)})`);
}

try {
  if (headless) Object.assign(process.env, (await startDisplay(ledger.folder, SCREEN)).env);
  if (only.has('check')) totals.add(await runChecks());
  if (only.has('unit')) {
    await suite(`Unit tests on Node ${process.versions.node}`, 'unit');
    await suite(`Unit tests on the Node inside Electron ${electron.version}`, 'unit', {
      node: electron.binary,
      env: { ELECTRON_RUN_AS_NODE: '1' },
    });
  }
  const obstacle = whyNoEngine();
  await Promise.all(
    lanes.map(async ({ part, project, title }) => {
      if (!only.has(part)) return;
      if (obstacle) totals.skip(part, await countTests(project, filters), obstacle);
      else await suite(title, project);
    }),
  );
} finally {
  await step('Tidying', async () => {
    totals.readCounts(countsFile);
    ledger.close();
    return 'removed all that was made';
  });
  stopping.done();
}
if (stopping.signal.aborted) say('Stopped before the end.');
totals.print(performance.now() - startedAt);
process.exit(stopping.signal.aborted ? INTERRUPTED : totals.failed > 0 ? 1 : 0);
