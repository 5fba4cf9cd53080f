import { spawn } from 'node:child_process';
import { once, setMaxListeners } from 'node:events';
import { mkdirSync, readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { chooseOwners, findOrphans } from '../../../src-main/flow/adoption.ts';
import { takeLock } from '../../../src-main/flow/flow-lock.ts';
import { checkPathLength, flowFolderOf } from '../../../src-main/flow/flow-paths.ts';
import type { FlowRecord } from '../../../src-main/flow/flow-records.ts';
import { makeFolder } from '../../support/run-folder.ts';

const never = new AbortController().signal;
setMaxListeners(0, never);

describe('the folder of the flow sockets', () => {
  it('lies where state is kept', () => {
    expect(flowFolderOf({ XDG_STATE_HOME: '/s', HOME: '/h' })).toBe('/s/quarterdeck/flow');
    expect(flowFolderOf({ XDG_STATE_HOME: 'relative', HOME: '/h' })).toBe('/h/.local/state/quarterdeck/flow');
  });

  it('may be so long that its sockets have paths of 107 bytes, and no longer', () => {
    expect(checkPathLength(`/${'x'.repeat(75)}`).ok).toBe(true);
    expect(checkPathLength(`/${'x'.repeat(76)}`).ok).toBe(false);
    expect(checkPathLength(`/${'ü'.repeat(38)}`).ok).toBe(false);
  });

  it('is one Quarterdeck’s; the next gets it when that one lets go', async () => {
    const folder = makeFolder('lock');
    const first = await takeLock(folder, never);
    if (!first.held) expect.fail('not held');
    const second = await takeLock(folder, never);
    if (second.held) expect.fail('held twice');
    await first.release();
    await second.freed;
    const third = await takeLock(folder, never);
    if (!third.held) expect.fail('not held after its owner let go');
    await third.release();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is one Quarterdeck’s, however many want it at once after one was killed', async () => {
    const folder = makeFolder('lock');
    const script = `require('node:net').createServer().listen(process.argv[1], () => console.log('there'))`;
    const owner = spawn(process.execPath, ['-e', script, join(folder, 'lock.sock')], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(owner.stdout, 'data');
    const waiting = await takeLock(folder, never);
    if (waiting.held) expect.fail('held twice');
    owner.kill('SIGKILL');
    await waiting.freed;
    const all = await Promise.all(Array.from({ length: 16 }, () => takeLock(folder, never)));
    const held = all.flatMap((it) => (it.held ? [it] : []));
    expect(held).toHaveLength(1);
    await held[0]?.release();
  });

  it('is waited for no longer once the application closes', async () => {
    const folder = makeFolder('lock');
    mkdirSync(folder, { recursive: true });
    const owner = createServer().listen(join(folder, 'lock.sock'));
    await once(owner, 'listening');
    const controller = new AbortController();
    const waiting = await takeLock(folder, controller.signal);
    if (waiting.held) expect.fail('held twice');
    controller.abort();
    await waiting.freed;
    owner.close();
  });
});

describe('a folder', () => {
  const record: FlowRecord = { hostId: 'h-1', containerId: null, preparedAs: null };
  const mount = (containerId: string, running: boolean, createdAt: string) => ({
    containerId,
    running,
    createdAt,
    source: '/f/aaaaaaaaaaaa',
  });

  it('is the container’s that runs, else its last one’s, else the newest one’s', () => {
    const known = new Map<string, FlowRecord>([['aaaaaaaaaaaa', { ...record, containerId: 'old' }]]);
    expect(chooseOwners([mount('old', false, '1'), mount('new', true, '2')], known).get('aaaaaaaaaaaa')).toBe('new');
    expect(chooseOwners([mount('old', false, '1'), mount('new', false, '2')], known).get('aaaaaaaaaaaa')).toBe('old');
    expect(
      chooseOwners([mount('one', false, '1'), mount('two', false, '2')], new Map([['aaaaaaaaaaaa', record]])).get('aaaaaaaaaaaa'),
    ).toBe('two');
    expect(chooseOwners([mount('one', true, '1')], new Map()).size).toBe(0);
  });

  it('is only removed when its own host says that no container mounts it', () => {
    const records = new Map<string, FlowRecord>([
      ['aaaaaaaaaaaa', record],
      ['bbbbbbbbbbbb', record],
      ['cccccccccccc', { ...record, hostId: 'h-2' }],
      ['dddddddddddd', { ...record, preparedAs: 'web' }],
    ]);
    expect(findOrphans('h-1', new Map([['aaaaaaaaaaaa', 'x']]), records)).toEqual(['bbbbbbbbbbbb']);
  });
});
