import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { bornAt, kill } from '../../../scripts/lib/processes.mjs';

const library = join(import.meta.dirname, '../../../scripts/lib/ledger.mjs');
const folder = mkdtempSync(join(tmpdir(), 'ledger-'));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a script in a process of its own, with a temporary folder of its own, and answers what it prints. */
async function runs(script: string): Promise<string> {
  const child = spawn(
    process.execPath,
    ['--input-type=module', '-e', `const { openLedger, sweepAbandoned } = await import(${JSON.stringify(library)}); ${script}`],
    {
      env: { ...process.env, TMPDIR: folder },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  let output = '';
  child.stdout.on('data', (text: Buffer) => {
    output += text.toString('utf8');
  });
  await once(child, 'close');
  return output;
}

describe.runIf(process.platform === 'linux')('a run that is killed', () => {
  it('is swept by the next one, with its processes and its folder', async () => {
    const said = await runs(`
      const { spawn } = await import('node:child_process');
      const ledger = openLedger();
      const child = spawn('sleep', ['600'], { detached: true, stdio: 'ignore', env: process.env });
      console.log(child.pid, ledger.folder);
      process.kill(process.pid, 'SIGKILL');`);
    const [pid = '0', made = ''] = said.trim().split(' ');
    try {
      expect(bornAt(Number(pid))).toBeDefined();
      expect(existsSync(made)).toBe(true);
      expect((await runs('console.log(sweepAbandoned())')).trim()).toBe('1');
      expect(bornAt(Number(pid))).toBeUndefined();
      expect(existsSync(made)).toBe(false);
    } finally {
      kill(Number(pid));
    }
  });
});
