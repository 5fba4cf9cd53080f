import { setTimeout as delay } from 'node:timers/promises';
import { parseAddress } from '../../src-main/docker/address.ts';
import { openClient } from '../../src-main/docker/client.ts';
import { defaultOptions } from '../../src-main/watcher/options.ts';
import { readAllContainers } from '../../src-main/watcher/read-all.ts';
import { itemsOf, textAt } from '../support/json-read.ts';
import type { Bench } from './harness/bench.ts';
import { openBareClient } from './harness/real-fleet.ts';
import { summarize } from './harness/statistics.ts';

const containers = 200;

/** What the watcher does after every gap, in the core's own code on plain Node, against bare HTTP for the same answers. */
export const resync200: Bench = {
  id: 'resync-200',
  run: async (context) => {
    const rounds = context.long ? 60 : 25;
    const fleet = await context.fleet();
    await fleet.resize(containers);
    const parsed = parseAddress(`unix://${fleet.socketPath}`);
    if (!parsed.ok) throw new Error(parsed.problem.message);
    const client = openClient(parsed.address, { apiVersion: '1.41' });
    const bare = openBareClient(fleet.socketPath);
    const { inspectsAtOnce, inspectDeadlineMs } = defaultOptions();
    // As after a gap: what was there before it is known.
    let known: readonly string[] = [];
    const ours = async () => {
      const options = { signal: context.signal, deadlineMs: inspectDeadlineMs, patienceMs: inspectDeadlineMs, atOnce: inspectsAtOnce };
      const all = await readAllContainers(client, options, known);
      if (all.containers.length !== containers || all.late.length > 0)
        throw new Error(`${all.containers.length} came, ${all.late.length} late`);
      known = all.containers.map((it) => it.id);
    };
    const direct = async () => {
      const listed: unknown = JSON.parse((await bare.call('GET', '/v1.41/containers/json?all=1')).toString('utf8'));
      const inspects = itemsOf(listed).map(async (it) =>
        JSON.parse((await bare.call('GET', `/v1.41/containers/${textAt(it, 'Id')}/json`)).toString('utf8')),
      );
      if ((await Promise.all(inspects)).length !== containers) throw new Error('the bare list is not whole');
    };
    try {
      const times = { ours: [] as number[], bare: [] as number[] };
      for (let round = -5; round < rounds; round += 1) {
        for (const [side, work] of [
          ['ours', ours],
          ['bare', direct],
        ] as const) {
          // Nothing else is under way, and what the last round left is collected.
          await delay(50, undefined, { signal: context.signal });
          const startedAtMs = performance.now();
          await work();
          if (round >= 0) times[side].push(performance.now() - startedAtMs);
        }
      }
      const { median, p95, n } = summarize(times.ours);
      return {
        what: `list and inspect of all, median; real engine, ${containers} containers; the core's readAllContainers (node:http, ${inspectsAtOnce} inspects at once, zod) in plain Node`,
        unit: 'ms',
        value: median,
        median,
        p95,
        n,
        baseline: { what: 'bare HTTP, 8 connections, JSON.parse, in turns with ours, median', value: summarize(times.bare).median },
        goal: { max: 60 },
      };
    } finally {
      client.close();
      bare.close();
    }
  },
};
