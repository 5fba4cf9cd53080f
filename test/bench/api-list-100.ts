import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { createContainer, runContainer } from '../support/containers.ts';
import { withApi } from './harness/api-bench.ts';
import type { Bench } from './harness/bench.ts';
import { benchName } from './harness/real-fleet.ts';
import { summarize } from './harness/statistics.ts';

const clients = 100;
const containers = 50;
/** Some run and some do not, as on a user's machine. */
const running = 10;

/** All of a hundred clients ask for the list at once, again and again. */
export const apiList100: Bench = {
  id: 'api-list-100',
  run: (context) =>
    withApi(context, async ({ engine, live }) => {
      for (let at = 0; at < containers; at += 1) {
        const wish = { name: benchName(at), hostConfig: { NetworkMode: 'none' } };
        await (at < running ? runContainer(engine.socketPath, wish) : createContainer(engine.socketPath, wish));
      }
      await live.until('all are known', () => live.core.keeper.fleet.containers.size === containers, 20_000);
      const script = join(context.root, 'test/support/api-clients.mjs');
      const wish = { url: live.url, token: live.token, clients, rounds: context.long ? 400 : 100, containers };
      const { stdout } = await promisify(execFile)(process.execPath, [script, JSON.stringify(wish)], { signal: context.signal });
      const summary = summarize(z.array(z.number()).parse(JSON.parse(stdout)));
      return {
        what: `${clients} clients ask at once for the list of ${containers} containers, until the last has its answer; WebSocket; the clients are in a process of their own, whose clock it is`,
        unit: 'ms',
        value: summary.median,
        ...summary,
        baseline: null,
        goal: { max: 20 },
      };
    }),
};
