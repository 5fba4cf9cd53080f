import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { killGroup, recordProcess } from './processes.mjs';
import { say } from './report.mjs';
import { root } from './run.mjs';
import { whyNoSandbox } from './sandbox.mjs';

/** What Chromium says on a machine without a desktop or a graphics card, and what nobody can do anything about. */
const NOISE =
  /bus\.cc|viz_main_impl|gpu_init|command_buffer_proxy|object_proxy\.cc|gl_display|shared_image_interface_proxy|raster_buffer_provider|vaapi_wrapper|atom_cache|Gtk-WARNING|dconf-WARNING|^\s*$/;

/**
 * Starts the built application in a process group of its own.
 * @param {string} binary Electron's
 * @param {string[]} args for the application
 * @param {NodeJS.ProcessEnv} env
 */
export function startApp(binary, args, env) {
  const obstacle = whyNoSandbox(binary);
  if (obstacle) say(`The window runs without Chromium's sandbox: ${obstacle}`);
  const child = spawn(binary, [...(obstacle ? ['--no-sandbox'] : []), root, ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
  });
  if (child.pid) recordProcess(child.pid);
  for (const [from, to] of /** @type {const} */ ([
    [child.stdout, process.stdout],
    [child.stderr, process.stderr],
  ])) {
    createInterface({ input: from }).on('line', (line) => {
      if (!NOISE.test(line)) to.write(`${line}\n`);
    });
  }
  /** @type {Promise<number>} */
  const ended = new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
  return {
    ended,
    /** Asks the application to quit, then ends what is left of its group. @param {number} [withinMs] */
    async stop(withinMs = 5000) {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGTERM');
        await Promise.race([ended, delay(withinMs)]);
      }
      if (child.pid) killGroup(child.pid, 'SIGKILL');
    },
  };
}
