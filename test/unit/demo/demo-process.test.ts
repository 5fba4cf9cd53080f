import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DemoProcess } from '../../../src-main/demo-process.ts';
import { silentLog } from '../../../src-main/lib/log.ts';

/** Says that it listens, and leaves a line for each process that was made. */
const script = `
const { appendFileSync } = require('node:fs');
appendFileSync(process.env.QUARTERDECK_TEST_STARTS, process.argv.join(' ') + '\\n');
console.log(JSON.stringify({ ready: true, socket: process.argv[3] }));
process.on('disconnect', () => process.exit());
`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'qd-demo-process-'));
  process.env['QUARTERDECK_TEST_STARTS'] = join(folder, 'starts');
});
afterEach(() => {
  delete process.env['QUARTERDECK_TEST_STARTS'];
  rmSync(folder, { recursive: true });
});

function open(text: string) {
  const file = join(folder, 'demo.cjs');
  writeFileSync(file, text);
  const addresses: (string | null)[] = [];
  return { addresses, demo: new DemoProcess({ log: silentLog, onAddress: (address) => addresses.push(address), script: file }) };
}

const starts = () => readFileSync(join(folder, 'starts'), 'utf8').trim().split('\n');

describe('the demo engine’s process', () => {
  it('is one, however often it is asked for at once, and leaves nothing behind', async () => {
    const { demo, addresses } = open(script);
    expect(await Promise.all([demo.start(10), demo.start(10)])).toEqual([
      { ok: true, value: null },
      { ok: true, value: null },
    ]);
    expect(starts()).toHaveLength(1);
    const home = addresses[0]?.replace('unix://', '').replace('/engine.sock', '') ?? '';
    expect(existsSync(home)).toBe(true);
    await demo.stop();
    expect(existsSync(home)).toBe(false);
    expect(addresses).toHaveLength(2);
    expect(addresses.at(-1)).toBeNull();
  });

  it('that ends before it listens is told, and can be asked for again', async () => {
    const { demo } = open('process.exit(3)');
    const failed = await demo.start(10);
    expect(failed).toMatchObject({ ok: false, failure: { details: { cause: 'exited with code 3' } } });
    writeFileSync(join(folder, 'demo.cjs'), script);
    expect((await demo.start(10)).ok).toBe(true);
    await demo.stop();
  });

  it('that is stopped while it starts does not come up afterwards', async () => {
    const { demo, addresses } = open('setInterval(() => {}, 1000)');
    const started = demo.start(10);
    await demo.stop();
    expect((await started).ok).toBe(false);
    expect(addresses).toEqual([null]);
  });
});
