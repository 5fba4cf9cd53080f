import { mock } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { startCore } from '../../src-main/core.ts';
import type { NoticeBoard } from '../../src-main/desktop/notices/notice-board.ts';
import { notifyIncidents } from '../../src-main/desktop/notices/notifications.ts';
import { silentLog } from '../../src-main/lib/log.ts';
import { openMemoryStore } from '../../src-main/store/memory-store.ts';
import type { FromWatcher } from '../../src-main/watcher/protocol.ts';
import type { Change } from '../../src-shared/changes.ts';
import type { Container, Host } from '../../src-shared/model.ts';
import { defaultSettings } from '../../src-shared/settings.ts';
import { makeFolder } from '../support/run-folder.ts';
import type { Bench } from './harness/bench.ts';

const hourMs = 3_600_000;
/** It runs so long each time. */
const runMs = 300;
/** The engine waits 100 ms before it starts it again, twice as long each time, a minute at most. */
const backoffMs = { first: 100, most: 60_000 };
const stepMs = 50;
const startedAtMs = Date.UTC(2026, 10, 21, 12);

/** The whole core and the desktop's decisions over an hour of a restart loop, whose clock and timers are ours. */
export const loopHourNotifications: Bench = {
  id: 'loop-hour-notifications',
  run: async (context) => {
    process.env['XDG_STATE_HOME'] = makeFolder('state');
    mock.timers.enable({ apis: ['setTimeout', 'Date'], now: startedAtMs });
    let receive: (message: FromWatcher) => void = () => undefined;
    const core = startCore({
      settings: {
        current: () => defaultSettings,
        update: async () => ({ ok: true, value: defaultSettings }),
        onChange: () => () => {},
        problem: null,
      },
      log: silentLog,
      dataFolder: null,
      demo: null,
      openStore: () => openMemoryStore(null),
      startWatcher: (given) => {
        receive = given;
        return { send: () => {}, stop: async () => {} };
      },
    });
    const shown: string[] = [];
    const board: NoticeBoard = {
      show: ({ title, body }) => {
        shown.push(`${title}: ${body}`);
        return { close: () => {} };
      },
      dispose: () => {},
    };
    const stop = notifyIncidents({
      onBatch: (listener) => core.keeper.onBatch(listener),
      fleet: () => core.keeper.fleet,
      settings: () => defaultSettings,
      values: core.values,
      board,
      goTo: () => {},
      restart: () => {},
      log: silentLog,
    });
    try {
      const tell = (...changes: Change[]) => receive({ type: 'changes', changes });
      let deaths = 0;
      await turn();
      tell({ type: 'hostFound', host }, { type: 'containersListed', hostId: host.id, atMs: Date.now(), containers: [container] });
      let waitMs = backoffMs.first;
      let next = { starts: false, atMs: startedAtMs + 2_000 };
      while (Date.now() < startedAtMs + hourMs && !context.signal.aborted) {
        mock.timers.tick(stepMs);
        if (Date.now() >= next.atMs) {
          const atMs = Date.now();
          if (next.starts) tell({ type: 'containerStarted', ...about(atMs, 'start'), atMs });
          else tell({ type: 'containerDied', ...about(atMs, 'die'), atMs, exitCode: 1 });
          if (!next.starts) deaths += 1;
          next = next.starts ? { starts: false, atMs: atMs + runMs } : { starts: true, atMs: atMs + waitMs };
          if (!next.starts) waitMs = Math.min(backoffMs.most, waitMs * 2);
        }
        await turn();
      }
      const incidents = [...core.keeper.fleet.incidents.values()];
      const [incident] = incidents;
      context.say(`loop-hour-notifications: ${shown.join(' | ')}`);
      return {
        what: `notices of an hour of restarts (${deaths} deaths) that make ${incidents.length} incident of ${incident?.timeline.length ?? 0} entries; the whole core and the desktop’s decisions, with a clock of the bench’s own`,
        unit: 'notices',
        value: incidents.length === 1 ? shown.length : Number.NaN,
        median: shown.length,
        p95: shown.length,
        n: deaths,
        baseline: null,
        goal: { max: 2 },
      };
    } finally {
      stop();
      mock.timers.reset();
      await core.dispose();
    }
  },
};

function about(atMs: number, action: string) {
  return { hostId: host.id, containerId: container.id, event: { action, attributes: {}, timeNano: `${atMs}000000` } };
}

const host: Host = {
  id: 'loop',
  name: 'Loop',
  address: 'unix:///nowhere/docker.sock',
  demo: false,
  engine: null,
  capabilities: { actions: true, logs: true, exec: false, flow: false, samples: 'none' },
  status: { state: 'connected', sinceMs: startedAtMs },
  circuit: { state: 'closed' },
  lastSeenAtMs: startedAtMs,
};

const container: Container = {
  hostId: host.id,
  id: 'a'.repeat(64),
  name: 'worker',
  image: 'worker:1',
  state: 'running',
  health: 'none',
  healthSinceMs: null,
  createdAtMs: startedAtMs - 60_000,
  startedAtMs: startedAtMs - 1_000,
  end: null,
  restartCount: 0,
  restartPolicy: 'always',
  autoRemove: false,
  interactive: false,
  project: null,
  service: null,
  ports: [],
  memoryLimitBytes: null,
};
