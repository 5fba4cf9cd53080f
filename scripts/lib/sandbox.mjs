import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** @param {string} name below /proc/sys/kernel
 *  @returns {string | undefined} */
function kernelSetting(name) {
  const file = `/proc/sys/kernel/${name}`;
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
}

/**
 * Why Chromium's sandbox can't be had here, where Electron would refuse to start with it.
 * @param {string} binary Electron's
 * @returns {string | undefined} undefined where it can
 */
export function whyNoSandbox(binary) {
  if (process.platform !== 'linux') return undefined;
  if (process.getuid?.() === 0) return 'Chromium has no sandbox for root';
  const restricted = kernelSetting('apparmor_restrict_unprivileged_userns') === '1' || kernelSetting('unprivileged_userns_clone') === '0';
  const helper = join(dirname(binary), 'chrome-sandbox');
  if (!restricted || !existsSync(helper)) return undefined;
  const { uid, mode } = statSync(helper);
  if (uid === 0 && (mode & 0o4000) !== 0) return undefined;
  return `this system keeps it from ordinary programs; \`sudo chown root ${helper} && sudo chmod 4755 ${helper}\` allows it`;
}
