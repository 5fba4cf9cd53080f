import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, it } from 'vitest';
import { openFlow } from '../../../src-main/flow/open-flow.ts';
import { silentLog } from '../../../src-main/lib/log.ts';
import { openHostFlow } from '../../support/host-flow.ts';
import { hostId } from '../../support/small-core.ts';

it('a delete that is acknowledged has removed the folder, also where the engine’s event came before its answer', async () => {
  const { core, flow, join, dispose } = await openHostFlow();
  const { id, socketPath } = await join('web');
  const folder = dirname(socketPath);
  expect(existsSync(folder)).toBe(true);
  core.tell([{ type: 'containerRemoved', hostId, containerId: id, atMs: 1, event: null }]);
  // What follows the Fleet has begun by now.
  await new Promise((resolve) => setImmediate(resolve));
  await flow.cleanup(hostId, id);
  expect(existsSync(folder)).toBe(false);
  expect(existsSync(`${folder}.json`)).toBe(false);
  await dispose();
});

it('an update that a crash cut off gives the folder back before anybody has looked who mounts it, so that it stays', async () => {
  const before = await openHostFlow();
  const { id, socketPath } = await before.join('web');
  await before.dispose();
  const folder = dirname(socketPath);
  const { fleet, clientFor, onChanges } = before.core.parts;
  const flow = openFlow({ fleet, clientFor, onChanges, tell: before.core.tell, log: silentLog, folder: dirname(folder) });
  const oldId = 'e'.repeat(64);
  expect(await flow.hand(hostId, id, oldId)).toMatchObject({ ok: true });
  await flow.cleanup(hostId, id);
  expect(existsSync(folder)).toBe(true);
  expect(flow.statusOf(hostId, oldId)).toMatchObject({ containerId: oldId });
  await flow.dispose();
});
