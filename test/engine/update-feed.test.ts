import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { FleetKeeper } from '../../src-main/fleet/keeper.ts';
import { removeAllContainers } from '../support/containers.ts';
import { openUpdateBench, replacedOf, type UpdateBench } from '../support/updates.ts';
import { openTestWatch } from '../support/watch.ts';

describe('the feed of an update on a real engine', () => {
  let bench: UpdateBench;
  beforeAll(async () => {
    bench = await openUpdateBench();
  });
  afterEach(() => removeAllContainers(bench.engine.socketPath));
  afterAll(() => bench.dispose());

  it('has one line for it, whether it goes well or is rolled back', async () => {
    const made = await bench.make({ hostConfig: { RestartPolicy: { Name: 'on-failure' } } });
    const watch = openTestWatch(bench.engine.dockerHost);
    const keeper = new FleetKeeper();
    try {
      await watch.until('connected', () => watch.host()?.status.state === 'connected' && watch.container(made.name) !== undefined);
      const host = watch.host()?.id ?? '';
      // The window's operations and the engine's events meet in one keeper, as in the core.
      let seen = 0;
      const feed = () => {
        for (const { change } of watch.told.slice(seen)) keeper.tell([change]);
        seen = watch.told.length;
        return keeper.fleet.activities.filter((it) => it.containerId !== null).map((it) => `${it.text} (${it.by.kind})`);
      };
      const endOperations = bench.core.parts.onChanges((changes) => {
        for (const change of changes) {
          feed();
          if (change.type === 'operationChanged') keeper.tell([{ ...change, operation: { ...change.operation, hostId: host } }]);
          if (change.type === 'operationEnded') keeper.tell([change]);
        }
      });
      const { containerId } = replacedOf(await bench.update(made.id));
      await watch.until(
        'the old one is gone',
        () => watch.fleet().containers.size === 1 && watch.container(made.name)?.state === 'running',
      );
      expect(feed()).toEqual(['Updated (you)']);
      await bench.update(containerId, { patch: { command: ['/bin/sh', '-c', 'exit 3'] } });
      await watch.until(
        'the new one is gone',
        () => watch.fleet().containers.size === 1 && watch.container(made.name)?.state === 'running',
      );
      expect(feed()).toEqual(['Updated (you)', 'Update failed, rolled back (you)']);
      endOperations();
    } finally {
      keeper.dispose();
      await watch.stop();
    }
  });
});
