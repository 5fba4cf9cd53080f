import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Whether an ordinary program may make itself a user namespace, tried: kernels, containers and AppArmor forbid it in ways of their own. */
function mayMakeNamespace() {
  const { status, error } = spawnSync('unshare', ['--user', '--map-root-user', 'true'], { stdio: 'ignore' });
  return error !== undefined || status === 0;
}

/**
 * Why Chromium's sandbox can't be had here, where Electron would refuse to start with it.
 * @param {string} binary Electron's
 * @returns {string | undefined} undefined where it can
 */
export function whyNoSandbox(binary) {
  if (process.platform !== 'linux') return undefined;
  if (process.getuid?.() === 0) return 'Chromium has none for root';
  const helper = join(dirname(binary), 'chrome-sandbox');
  if (!existsSync(helper)) return undefined;
  const { uid, mode } = statSync(helper);
  if ((uid === 0 && (mode & 0o4000) !== 0) || mayMakeNamespace()) return undefined;
  return `this system keeps it from ordinary programs; \`sudo chown root ${helper} && sudo chmod 4755 ${helper}\` allows it`;
}
