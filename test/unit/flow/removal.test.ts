import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, it } from 'vitest';
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
