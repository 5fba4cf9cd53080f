import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { allPids, killGroup, recordProcess } from '../../scripts/lib/processes.mjs';
import { countReal } from '../support/count.ts';
import { makeFolder } from '../support/run-folder.ts';

const root = join(import.meta.dirname, '../..');

/** Everything that one start begets carries this in its environment. */
interface Start {
  readonly mark: string;
  readonly child: ChildProcess;
  readonly output: () => string;
  readonly says: (pattern: RegExp) => Promise<RegExpMatchArray>;
}

const started: ChildProcess[] = [];

function start(): Start {
  const home = makeFolder('home');
  const mark = `QUARTERDECK_TEST_START=${home}`;
  const child = spawn(process.execPath, ['scripts/start.cjs', '--demo=12', '--demo-still'], {
    cwd: root,
    env: { ...process.env, HOME: home, XDG_CONFIG_HOME: home, DISPLAY: '', WAYLAND_DISPLAY: '', QUARTERDECK_TEST_START: home },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  if (child.pid !== undefined) recordProcess(child.pid);
  countReal('electron');
  started.push(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (text: Buffer) => {
      output += text.toString('utf8');
    });
  }
  const says = async (pattern: RegExp): Promise<RegExpMatchArray> => {
    await expect.poll(() => output, { timeout: 15_000 }).toMatch(pattern);
    const match = output.match(pattern);
    if (match === null) throw new Error(`it never said ${pattern}`);
    return match;
  };
  return { mark, child, output: () => output, says };
}

function processesWith(mark: string): number[] {
  return allPids().filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0').includes(mark);
    } catch {
      return false;
    }
  });
}

afterEach(() => {
  for (const child of started.splice(0)) if (child.pid !== undefined) killGroup(child.pid, 'SIGKILL');
});

describe('npm start on a machine without a display', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)(
    'says so, shows where a picture of the window is, and leaves no process behind at %s',
    async (signal) => {
      const { mark, child, says, output } = start();
      await says(/No display here/);
      const file = (await says(/a screenshot is in (\S+\.png)\b/))[1] ?? '';
      const png = readFileSync(file);
      expect(png.subarray(1, 4).toString('latin1')).toBe('PNG');
      expect(png.readUInt32BE(16), 'its width').toBeGreaterThan(800);
      expect(png.readUInt32BE(20), 'its height').toBeGreaterThan(500);
      expect(child.exitCode, output()).toBeNull();
      expect(processesWith(mark).length).toBeGreaterThan(3);

      const ended = once(child, 'exit');
      child.kill(signal);
      await ended;
      expect(processesWith(mark)).toEqual([]);
    },
  );
});
