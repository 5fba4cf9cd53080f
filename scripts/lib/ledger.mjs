import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bornAt, killAll, processesOf } from './processes.mjs';
import { reapFolder } from './reap.mjs';
import { PlainError } from './report.mjs';

/**
 * A ledger is the folder of one run (`npm start` without a display, `npm test`, a bench). Everything that the run makes
 * outside the clone is inside it, every process that it starts has its path in QUARTERDECK_LEDGER, and every child that
 * leads a group of its own is noted under procs/. So the run can sweep when it ends, and the next run can sweep after one that was killed.
 */
const base = join(tmpdir(), `quarterdeck-${process.getuid?.() ?? 'user'}`);

/** @typedef {{ folder: string, close: () => string[] }} Ledger `close` answers the processes that were still there */

/** @returns {Ledger} */
export function openLedger() {
  const folder = join(base, `run-${process.pid}`);
  mkdirSync(base, { recursive: true, mode: 0o700 });
  // In a folder that everybody may write to, somebody else could have made it, to have us end what he likes.
  const { uid } = lstatSync(base);
  if (process.getuid && uid !== process.getuid())
    throw new PlainError(`${base} belongs to somebody else. Remove it and run the command again.`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'procs'), { recursive: true });
  writeFileSync(join(folder, 'owner'), `${process.pid} ${bornAt(process.pid)}`);
  process.env.QUARTERDECK_LEDGER = folder;
  // What others put into the temporary folder then goes with the run. Elsewhere paths of sockets would grow too long.
  if (process.platform === 'linux') process.env.TMPDIR = folder;
  const close = () => sweep(folder);
  // Also when an error ends us: the sweep needs no event loop.
  process.once('exit', close);
  return { folder, close };
}

/**
 * Ends what runs left behind whose owner is gone.
 * @returns {number} how many processes were ended
 */
export function sweepAbandoned() {
  if (!existsSync(base) || (process.getuid && lstatSync(base).uid !== process.getuid())) return 0;
  let ended = 0;
  for (const name of readdirSync(base)) {
    const folder = join(base, name);
    const file = join(folder, 'owner');
    if (!existsSync(file)) continue;
    const [pid, birth] = readFileSync(file, 'utf8').split(' ');
    // Just being written, or alive.
    if (!birth || bornAt(Number(pid)) === birth) continue;
    ended += sweep(folder).length;
  }
  return ended;
}

/** @param {string} folder
 *  @returns {string[]} the processes that were still there */
function sweep(folder) {
  const ended = killAll(() => [...processesOf(folder), ...recorded(folder)]);
  reapFolder(folder);
  try {
    rmdirSync(base);
  } catch {
    // Another run has its folder there.
  }
  return ended;
}

/** @param {string} folder */
function recorded(folder) {
  const procs = join(folder, 'procs');
  if (!existsSync(procs)) return [];
  return readdirSync(procs).flatMap((name) => {
    const pid = Number(name);
    return bornAt(pid) === readFileSync(join(procs, name), 'utf8') ? [pid] : [];
  });
}
