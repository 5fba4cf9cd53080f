import { spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { recordProcess } from './processes.mjs';
import { PlainError } from './report.mjs';
import { which } from './system.mjs';

const START_TIMEOUT_MS = 10_000;

/**
 * Starts a session bus of our own that starts no services: what nobody plays on it is not there, and nothing that it
 * would have started outlives it.
 * @param {string} ledgerFolder where its socket goes
 * @returns {Promise<{ env: { DBUS_SESSION_BUS_ADDRESS: string }, stop: () => void }>}
 */
export function startBus(ledgerFolder) {
  const folder = mkdtempSync(join(ledgerFolder, 'bus-'));
  const config = join(folder, 'session.conf');
  writeFileSync(
    config,
    `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path=${join(folder, 'bus')}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy>
</busconfig>
`,
  );
  const child = spawn(which('dbus-daemon') ?? 'dbus-daemon', [`--config-file=${config}`, '--nofork', '--print-address=1'], {
    stdio: ['ignore', 'pipe', 'ignore'],
    detached: true,
  });
  if (child.pid) recordProcess(child.pid);
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new PlainError(`dbus-daemon did not start within ${START_TIMEOUT_MS} ms.`));
    }, START_TIMEOUT_MS);
    child.once('error', (error) => reject(new PlainError(`dbus-daemon did not start: ${error.message}`)));
    child.once('exit', (code) => {
      clearTimeout(timer);
      reject(new PlainError(`dbus-daemon did not start: it ended with ${code}.`));
    });
    child.stdout.once('data', (text) => {
      clearTimeout(timer);
      child.unref();
      if ('unref' in child.stdout && typeof child.stdout.unref === 'function') child.stdout.unref();
      resolve({ env: { DBUS_SESSION_BUS_ADDRESS: String(text).trim() }, stop: () => child.kill('SIGTERM') });
    });
  });
}
