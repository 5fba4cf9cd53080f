import { createContainer, runContainer } from '../support/containers.ts';
import { askWell, withApi } from './harness/api-bench.ts';
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
    withApi(context, async ({ engine, live, clients: open }) => {
      for (let at = 0; at < containers; at += 1) {
        const wish = { name: benchName(at), hostConfig: { NetworkMode: 'none' } };
        await (at < running ? runContainer(engine.socketPath, wish) : createContainer(engine.socketPath, wish));
      }
      await live.until('all are known', () => live.core.keeper.fleet.containers.size === containers, 20_000);
      const sockets = await open(clients);
      const connectionsBefore = engine.connections();
      const times: number[] = [];
      for (let round = -10; round < (context.long ? 400 : 100) && !context.signal.aborted; round += 1) {
        const beganMs = performance.now();
        const answers = await Promise.all(sockets.map((socket) => askWell(socket, 'list_containers', {})));
        if (round >= 0) times.push(performance.now() - beganMs);
        for (const { data } of answers) if (!Array.isArray(data) || data.length !== containers) throw new Error('a list is not whole');
      }
      const asked = engine.connections() - connectionsBefore;
      return {
        what: `${clients} clients ask at once for the list of ${containers} containers, until the last has its answer; WebSocket, server and clients in one process; the engine accepted ${asked} connections meanwhile`,
        unit: 'ms',
        value: summarize(times).median,
        ...summarize(times),
        baseline: null,
        goal: { max: 20 },
      };
    }),
};
