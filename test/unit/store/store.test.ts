import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { recordProcess } from '../../../scripts/lib/processes.mjs';
import { silentLog } from '../../../src-main/lib/log.ts';
import { openStore } from '../../../src-main/store/open-store.ts';
import { buildActivity, buildEvidence, buildIncident } from '../../support/kept.ts';
import { settledThings } from '../../support/open-things.ts';
import { hugeText, openTestStore, type TestStore } from '../../support/store.ts';
import { storeBundle } from '../../support/store-bundle.ts';

describe('the store', () => {
  let store: TestStore;
  beforeEach(async () => {
    store = await openTestStore();
  });
  afterEach(() => store.end());

  it('has at the next start what was put', async () => {
    const first = await store.open();
    expect(await first.load()).toEqual({ incidents: [], activities: [], values: new Map() });
    first.putIncident(buildIncident());
    first.putEvidence('incident-1', buildEvidence());
    first.putActivity(buildActivity());
    first.putValue('mutes', [{ name: 'web' }]);
    await first.close();

    const second = await store.open();
    expect(await second.load()).toEqual({
      incidents: [buildIncident()],
      activities: [buildActivity()],
      values: new Map([['mutes', [{ name: 'web' }]]]),
    });
    expect(await second.evidenceOf('incident-1')).toEqual([buildEvidence()]);
    expect(second.problem()).toBeNull();
  });

  it('leaves the disk alone until the start is over, and then tells what was kept before it keeps what came meanwhile', async () => {
    const first = await store.open();
    first.putActivity(buildActivity());
    await first.close();

    const before = store.threads();
    let startIsOver = () => {};
    const second = await store.open({ opensAfter: new Promise<void>((resolve) => (startIsOver = resolve)) });
    second.putActivity(buildActivity({ id: 'line-2' }));
    second.putIncident(buildIncident());
    const kept = second.load();
    // Longer than it takes to gather what is put.
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(store.threads()).toBe(before);
    startIsOver();
    expect((await kept).activities.map((it) => it.id)).toEqual(['line-1']);
    await second.close();
    const third = await (await store.open()).load();
    expect([third.activities.map((it) => it.id), third.incidents.map((it) => it.id)]).toEqual([['line-1', 'line-2'], ['incident-1']]);
  });

  it('keeps one line a story, as it was told last, where it was told first', async () => {
    const first = await store.open();
    first.putActivity(buildActivity({ text: 'Stopped' }));
    await first.flush();
    first.putActivity(buildActivity({ id: 'line-2' }));
    first.putActivity(buildActivity({ text: 'Restarted' }));
    first.putIncident(buildIncident());
    first.putIncident(buildIncident({ id: 'incident-2' }));
    await first.flush();
    first.putIncident(buildIncident({ deaths: 2 }));
    await first.close();
    const kept = await (await store.open()).load();
    expect(kept.activities.map((it) => [it.id, it.text])).toEqual([
      ['line-1', 'Restarted'],
      ['line-2', 'Crashed with exit code 1'],
    ]);
    expect(kept.incidents.map((it) => [it.id, it.deaths])).toEqual([
      ['incident-1', 2],
      ['incident-2', 1],
    ]);
  });

  it('forgets an incident with its evidence, and a value that is put as null', async () => {
    const open = await store.open();
    open.putIncident(buildIncident());
    open.putEvidence('incident-1', buildEvidence());
    open.putValue('seen', 1);
    await open.flush();
    open.dropIncident('incident-1');
    open.putValue('seen', null);
    expect(await open.evidenceOf('incident-1')).toEqual([]);
    open.putIncident(buildIncident({ deaths: 7 }));
    await open.close();
    const again = await store.open();
    expect(await again.load()).toEqual({ incidents: [buildIncident({ deaths: 7 })], activities: [], values: new Map() });
    expect(await again.evidenceOf('incident-1')).toEqual([]);
  });

  it('reads what was put a moment before', async () => {
    const open = await store.open({ times: { batchMs: 60_000 } });
    open.putEvidence('incident-1', buildEvidence());
    open.putIncident(buildIncident());
    expect(await open.evidenceOf('incident-1')).toEqual([buildEvidence()]);
  });

  it('lets nobody else read its files', async () => {
    const open = await store.open();
    open.putActivity(buildActivity());
    await open.flush();
    const files = readdirSync(dirname(store.file));
    expect(files).toContain('quarterdeck.db-wal');
    expect(files.map((name) => (statSync(join(dirname(store.file), name)).mode & 0o777).toString(8))).toEqual(files.map(() => '600'));
  });

  it('takes names of any characters for what they are', async () => {
    const names = ["'; DROP TABLE activity; --", 'nul\0nul', 'lone \ud800', '🐳'.repeat(2_000), '', '<b>'];
    const open = await store.open();
    for (const id of names) open.putActivity(buildActivity({ id, text: id }));
    await open.close();
    const { activities } = await (await store.open()).load();
    expect(activities.map((it) => it.text)).toEqual(names);
  });

  it('cuts texts that are too long for anybody, and leaves out what is too big all the same', async () => {
    const open = await store.open();
    open.putActivity(buildActivity({ text: hugeText }));
    open.putActivity(buildActivity({ id: 'small' }));
    open.putValue(
      'huge',
      Array.from({ length: 1_000 }, () => 'x'.repeat(1_000)),
    );
    open.putValue('none', 1n);
    await open.close();
    const { activities, values } = await (await store.open()).load();
    expect(activities.map((it) => it.text.length)).toEqual([4_001, 24]);
    expect(values).toEqual(new Map());
    expect(statSync(store.file).size).toBeLessThan(200_000);
  });

  it('loses nothing that it has said to be on disk when its process is killed, five times', async () => {
    const writer = join(await storeBundle(), 'writer.js');
    let written = -1;
    for (let kill = 0; kill < 5; kill += 1) {
      const child = spawn(process.execPath, [writer, store.file, String(written + 1)], { stdio: ['ignore', 'pipe', 'pipe'] });
      if (child.pid !== undefined) recordProcess(child.pid);
      const began = written;
      for await (const text of child.stdout) {
        written = Number(String(text).trim().split('\n').at(-1));
        if (written > began + 100) break;
      }
      child.kill('SIGKILL');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    }
    const open = await store.open();
    const { activities } = await open.load();
    expect(open.problem()).toBeNull();
    // The last thousand; what was written and not said yet may be there too.
    const ids = new Set(activities.map((it) => it.id));
    const missing = Array.from({ length: Math.min(900, written + 1) }, (_, back) => `line-${written - back}`).filter((id) => !ids.has(id));
    expect(missing).toEqual([]);
    expect(written).toBeGreaterThan(500);
  });

  it('starts its thread anew once it is killed, and writes what it had not', async () => {
    const open = await store.open({ times: { batchMs: 60_000 } });
    await open.load();
    open.putActivity(buildActivity());
    await store.killThread();
    await open.flush();
    expect(open.problem()).toBeNull();
    expect(store.threads()).toBe(2);
    open.putActivity(buildActivity({ id: 'line-2' }));
    await open.close();
    expect((await (await store.open()).load()).activities.map((it) => it.id)).toEqual(['line-1', 'line-2']);
  });

  it('lets two cores keep things in one file', async () => {
    const one = await store.open();
    const other = await store.open();
    for (let number = 0; number < 40; number += 1) {
      (number % 2 === 0 ? one : other).putActivity(buildActivity({ id: `line-${number}` }));
      await Promise.all([one.flush(), other.flush()]);
    }
    expect([one.problem(), other.problem()]).toEqual([null, null]);
    expect((await (await store.open()).load()).activities).toHaveLength(40);
  });

  it('leaves nothing open', async () => {
    // The library's own threads stay with the process once it was loaded.
    await (await store.open()).load();
    await store.end();
    const descriptors = () => readdirSync('/proc/self/fd').length;
    const before = await settledThings(descriptors);
    for (let round = 0; round < 5; round += 1) {
      const open = await store.open();
      open.putIncident(buildIncident());
      open.putActivity(buildActivity());
      await open.close();
      open.putActivity(buildActivity({ id: 'too late' }));
    }
    expect(await settledThings(descriptors)).toEqual(before);
    expect(readdirSync(dirname(store.file))).toEqual(['quarterdeck.db']);
  });

  it('without a file, has the evidence until the end and nothing after', async () => {
    const memory = openStore({ file: null, log: silentLog });
    memory.putIncident(buildIncident());
    memory.putEvidence('incident-1', buildEvidence());
    expect(await memory.evidenceOf('incident-1')).toEqual([buildEvidence()]);
    expect(await memory.load()).toEqual({ incidents: [], activities: [], values: new Map() });
    expect(memory.problem()).toBeNull();
    await memory.close();
  });
});
