import { once } from 'node:events';
import { join } from 'node:path';
import { startApp } from './lib/app-process.mjs';
import { startBus } from './lib/bus.mjs';
import { startDisplay } from './lib/display.mjs';
import { pictureWindow } from './lib/headless.mjs';
import { openLedger, sweepAbandoned } from './lib/ledger.mjs';
import { say } from './lib/report.mjs';
import { root } from './lib/run.mjs';
import { setUp } from './lib/setup.mjs';
import { stopRequests, unlessStopped } from './lib/stopping.mjs';
import { hasDisplay, which } from './lib/system.mjs';

const SCREEN = { width: 1440, height: 900 };

sweepAbandoned();
const stopping = stopRequests();
const headless = !hasDisplay();
const electron = await unlessStopped(stopping.signal, setUp({ display: headless, engine: false, build: true }));
const ledger = openLedger();
let exitCode = 0;
try {
  /** @type {NodeJS.ProcessEnv} */
  const env = {};
  const display = headless ? await startDisplay(ledger.folder, SCREEN) : undefined;
  if (display) {
    say(`No display here: the window opens on one of our own, Xvfb ${display.env.DISPLAY}`);
    Object.assign(env, display.env);
    if (!process.env.DBUS_SESSION_BUS_ADDRESS && which('dbus-daemon')) Object.assign(env, (await startBus(ledger.folder)).env);
  }
  const app = startApp(electron.binary, process.argv.slice(2), env);
  if (display) {
    const file = join(root, 'out/window.png');
    pictureWindow(display.frameBuffer, file, { signal: stopping.signal }).then(
      (seen) => say(seen ? `Window: a screenshot is in ${file}. Ctrl-C ends it.` : 'Window: none came within a minute.'),
      (error) => stopping.signal.aborted || say(`Window: no screenshot, ${error}`),
    );
  }
  exitCode = await Promise.race([app.ended, once(stopping.signal, 'abort').then(() => 0)]);
  await app.stop();
} finally {
  ledger.close();
  stopping.done();
}
process.exit(exitCode);
