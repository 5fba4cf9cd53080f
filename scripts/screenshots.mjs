import { startDisplay } from './lib/display.mjs';
import { openLedger, sweepAbandoned } from './lib/ledger.mjs';
import { root } from './lib/run.mjs';
import { setUp } from './lib/setup.mjs';

// The screen must hold the largest window that is pictured.
const SCREEN = { width: 1600, height: 1000 };

sweepAbandoned();
await setUp({ display: true, engine: true, build: true });
const ledger = openLedger();
process.env.QUARTERDECK_LEDGER = ledger.folder;
let exitCode = 1;
try {
  const display = await startDisplay(ledger.folder, SCREEN);
  Object.assign(process.env, display.env);
  const { runnerImport } = await import('vite');
  const { module } = await runnerImport(`${root}/test/screenshots/take.ts`);
  await module.takeScreenshots(`${root}/out/screenshots`, process.argv.slice(2));
  exitCode = 0;
} finally {
  ledger.close();
}
process.exit(exitCode);
