import { Agent, request } from 'node:http';
import type { Socket } from 'socket.io-client';
import { z } from 'zod';
import { randomName } from '../support/containers.ts';
import { testImage } from '../support/images.ts';
import { askWell, withApi } from './harness/api-bench.ts';
import type { Bench, BenchContext, BenchResult } from './harness/bench.ts';
import { type Summary, summarize } from './harness/statistics.ts';

interface Lives {
  readonly ours: Summary;
  readonly bare: Summary;
}

const goalRatio = 1.1;
const goalMs = 12;

/** One lifecycle through the API, and one by bare HTTP to the same engine, in turns; `atOnce` of a kind side by side. */
function measure(context: BenchContext, atOnce: number): Promise<Lives> {
  const wanted = context.long ? 120 : 40;
  return withApi(context, async ({ engine, clients }) => {
    const sockets = await clients(atOnce);
    const bare = openBareEngine(engine.socketPath);
    const times = { ours: [] as number[], bare: [] as number[] };
    const time = async (into: number[] | null, life: () => Promise<void>) => {
      const beganMs = performance.now();
      await life();
      into?.push(performance.now() - beganMs);
    };
    for (let round = -3; times.bare.length < wanted && !context.signal.aborted; round += 1) {
      const ours = () => Promise.all(sockets.map((socket) => time(round < 0 ? null : times.ours, () => liveOurs(socket))));
      const direct = () => Promise.all(sockets.map(() => time(round < 0 ? null : times.bare, () => bare.live())));
      // Who goes first changes, so that neither has the other's leftovers always before it.
      for (const turn of round % 2 === 0 ? [ours, direct] : [direct, ours]) await turn();
    }
    bare.close();
    return { ours: summarize(times.ours), bare: summarize(times.bare) };
  });
}

async function liveOurs(socket: Socket): Promise<void> {
  const name = randomName();
  await askWell(socket, 'create_container', { image: testImage, name, networks: ['none'], flow: false });
  for (const event of ['start_container', 'stop_container', 'delete_container']) await askWell(socket, event, { container_id: name });
}

const createdSchema = z.object({ Id: z.string() });

function openBareEngine(socketPath: string): { live(): Promise<void>; close(): void } {
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  const call = (method: string, path: string, body = ''): Promise<string> =>
    new Promise((resolve, reject) => {
      const headers = { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) };
      const outgoing = request({ socketPath, method, path, agent, headers }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk;
        });
        response.once('end', () => {
          if ((response.statusCode ?? 0) < 400) resolve(text);
          else reject(new Error(`${method} ${path}: ${response.statusCode} ${text}`));
        });
        response.once('error', reject);
      });
      outgoing.once('error', reject);
      outgoing.end(body);
    });
  return {
    live: async () => {
      const body = JSON.stringify({ Image: testImage, HostConfig: { NetworkMode: 'none' } });
      const { Id: id } = createdSchema.parse(JSON.parse(await call('POST', `/v1.41/containers/create?name=${randomName()}`, body)));
      await call('POST', `/v1.41/containers/${id}/start`);
      await call('POST', `/v1.41/containers/${id}/stop?t=10`);
      await call('DELETE', `/v1.41/containers/${id}`);
    },
    close: () => agent.destroy(),
  };
}

const measured = new WeakMap<BenchContext, Map<number, Promise<Lives>>>();

/** Ratio and difference are of one measurement. */
function once(context: BenchContext, atOnce: number): Promise<Lives> {
  const known = measured.get(context) ?? new Map<number, Promise<Lives>>();
  measured.set(context, known);
  const lives = known.get(atOnce) ?? measure(context, atOnce);
  known.set(atOnce, lives);
  return lives;
}

function lifecycle(atOnce: number, figure: 'ratio' | 'difference'): Bench {
  return {
    id: `api-lifecycle-${atOnce}${figure === 'ratio' ? '' : '-ms'}`,
    run: async (context): Promise<Omit<BenchResult, 'id'>> => {
      const { ours, bare } = await once(context, atOnce);
      const what = figure === 'ratio' ? 'the median through the API by that of bare HTTP' : 'the difference of the medians';
      return {
        what: `create, start, stop and remove of a container, ${atOnce} at once: ${what}; real engine, no flow socket, in turns. Median and p95 are those through the API, in ms`,
        unit: figure === 'ratio' ? 'times' : 'ms',
        value: figure === 'ratio' ? ours.median / bare.median : ours.median - bare.median,
        ...ours,
        baseline: { what: 'bare HTTP, median, ms', value: bare.median },
        goal: { max: figure === 'ratio' ? goalRatio : goalMs },
      };
    },
  };
}

export const apiLifecycle: readonly Bench[] = [1, 4].flatMap((atOnce) => [lifecycle(atOnce, 'ratio'), lifecycle(atOnce, 'difference')]);
