import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { recordProcess } from './processes.mjs';
import { PlainError } from './report.mjs';
import { which } from './system.mjs';

const START_TIMEOUT_MS = 10_000;

/**
 * An X authority file with one cookie that fits any display, so that nobody else on this machine can look on. Family
 * 65535 is XAuth's wild card; every field is a 16-bit length and its bytes.
 * @param {string} file
 */
function writeAuthority(file) {
  const field = (/** @type {Buffer} */ bytes) => Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 255]), bytes]);
  const empty = field(Buffer.alloc(0));
  writeFileSync(
    file,
    Buffer.concat([Buffer.from([255, 255]), empty, empty, field(Buffer.from('MIT-MAGIC-COOKIE-1')), field(randomBytes(16))]),
    { mode: 0o600 },
  );
}

/**
 * Starts an Xvfb of our own on a free display number.
 * @param {string} ledgerFolder where its files go
 * @param {{ width: number, height: number }} size px
 * @returns {Promise<{ env: { DISPLAY: string, XAUTHORITY: string }, frameBuffer: string, stop: () => void }>} `frameBuffer`: an XWD file that always shows the screen
 */
export function startDisplay(ledgerFolder, size) {
  const folder = mkdtempSync(join(ledgerFolder, 'display-'));
  const authority = join(folder, 'authority');
  writeAuthority(authority);
  mkdirSync('/tmp/.X11-unix', { recursive: true, mode: 0o1777 });
  const args = [
    '-displayfd',
    '3',
    '-screen',
    '0',
    `${size.width}x${size.height}x24`,
    '-fbdir',
    folder,
    '-auth',
    authority,
    '-nolisten',
    'tcp',
    '-noreset',
    '-nocursor',
  ];
  const child = spawn(which('Xvfb') ?? 'Xvfb', args, { stdio: ['ignore', 'ignore', 'pipe', 'pipe'], detached: true });
  if (child.pid) recordProcess(child.pid);
  return new Promise((resolve, reject) => {
    let complaint = '';
    const fail = (/** @type {string} */ why) => reject(new PlainError(`Xvfb did not start: ${why} ${complaint}`.trim()));
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      fail(`no display within ${START_TIMEOUT_MS} ms.`);
    }, START_TIMEOUT_MS);
    child.stderr?.on('data', (text) => {
      complaint = `${complaint}${text}`.slice(-2000);
    });
    child.once('error', (error) => fail(error.message));
    child.once('exit', (code) => {
      clearTimeout(timer);
      fail(`it ended with ${code}.`);
    });
    child.stdio[3]?.once('data', (text) => {
      clearTimeout(timer);
      child.unref();
      for (const stream of [child.stderr, child.stdio[3]])
        if (stream && 'unref' in stream && typeof stream.unref === 'function') stream.unref();
      resolve({
        env: { DISPLAY: `:${String(text).trim()}`, XAUTHORITY: authority },
        frameBuffer: join(folder, 'Xvfb_screen0'),
        stop: () => child.kill('SIGTERM'),
      });
    });
  });
}
