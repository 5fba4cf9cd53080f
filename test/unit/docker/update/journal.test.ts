import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openJournal } from '../../../../src-main/docker/update/journal.ts';
import { silentLog } from '../../../../src-main/lib/log.ts';
import { makeFolder } from '../../../support/run-folder.ts';

const oldId = 'c'.repeat(64);

it('an update that the machine’s end cut off is found, whoever has its process’s number by now', async () => {
  const folder = makeFolder('journal');
  const journal = openJournal(folder, silentLog);
  const { ppid: living } = process;
  await journal.write({ hostId: 'h-1', name: 'web', oldId, newId: null, wasRunning: true, well: false, pid: living });
  journal.release(oldId);
  expect(await journal.abandoned('h-1')).toEqual([]);
  const file = join(folder, `${oldId}.json`);
  const note: unknown = JSON.parse(await readFile(file, 'utf8'));
  await writeFile(file, JSON.stringify({ ...Object(note), boot: 'an earlier one' }));
  expect(await journal.abandoned('h-1')).toMatchObject([{ oldId, pid: living }]);
});
