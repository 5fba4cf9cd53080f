import { setTimeout as delay } from 'node:timers/promises';
import { shells } from '../containers.ts';
import { callEngine } from '../engine-call.ts';
import type { Expected, GapRow, RowStage } from './row.ts';

const takenDown: Expected = { kind: 'takenDownWithEngine', news: false, what: /^Taken down with the engine$/ };
const waits = shells.exitsAfter(1, 3);
type Stage = Omit<RowStage, 'told'>;
/** Until no container of the row runs, asked of the engine, as there is no event for it. */
async function ended({ engine, ids }: Stage): Promise<void> {
  for (;;) {
    const answers = await Promise.all(ids.map((id) => callEngine(engine.socketPath, 'GET', `/containers/${id}/json`)));
    if (answers.every((it) => !it.text.includes('"Running":true'))) return;
    await delay(50);
  }
}
const restarts = ({ engine }: Stage) => engine.restart();
const killed = async ({ engine }: Stage) => {
  await engine.kill();
  await engine.start();
};

/** What is found by listing, as nobody watched. */
export const gapRows: readonly GapRow[] = [
  {
    id: 'engine-stopped',
    when: 'the engine was stopped and started, live-restore off',
    expected: [takenDown],
    count: 3,
    how: 'away',
    liveRestore: false,
    engineWasDown: true,
    play: restarts,
  },
  {
    id: 'engine-killed',
    when: 'the engine was killed with five containers running, live-restore off',
    expected: [takenDown],
    count: 5,
    how: 'away',
    liveRestore: false,
    engineWasDown: true,
    play: killed,
  },
  {
    id: 'engine-stopped-policy',
    when: 'the engine was stopped and started, live-restore off, and the restart policy brought it back',
    expected: [takenDown],
    wish: { hostConfig: { RestartPolicy: { Name: 'unless-stopped' } } },
    count: 2,
    how: 'away',
    liveRestore: false,
    engineWasDown: true,
    play: restarts,
  },
  {
    id: 'engine-killed-unknown',
    when: 'the engine was killed while Quarterdeck was closed, live-restore off',
    expected: [takenDown],
    count: 3,
    how: 'closed',
    liveRestore: false,
    engineWasDown: null,
    play: killed,
  },
  {
    id: 'engine-stopped-live',
    when: 'the engine was stopped and started, live-restore on',
    expected: [],
    count: 2,
    how: 'away',
    liveRestore: true,
    engineWasDown: true,
    play: restarts,
  },
  {
    id: 'engine-killed-live',
    when: 'the engine was killed, live-restore on',
    expected: [],
    count: 2,
    how: 'away',
    liveRestore: true,
    engineWasDown: true,
    play: killed,
  },
  {
    id: 'died-while-engine-away-live',
    when: 'it exited 3 while the engine was away, live-restore on',
    expected: [{ kind: 'diedUnseen', news: true, what: /^Died while the engine was away, exited 3$/ }],
    wish: { shell: waits },
    how: 'away',
    liveRestore: true,
    engineWasDown: true,
    play: async (stage) => {
      const { engine } = stage;
      await engine.stop();
      await delay(1_500);
      await engine.start();
      await ended(stage);
    },
  },
  {
    id: 'died-while-closed',
    when: 'it exited 3 while Quarterdeck was closed',
    expected: [{ kind: 'diedUnseen', news: true, what: /^Died while Quarterdeck was closed, exited 3$/ }],
    wish: { shell: waits },
    how: 'closed',
    liveRestore: false,
    engineWasDown: null,
    play: ended,
  },
  {
    id: 'died-while-connection-lost',
    when: 'it exited 3 while the connection was lost',
    expected: [{ kind: 'diedUnseen', news: true, what: /^Died while the engine was out of sight, exited 3$/ }],
    wish: { shell: waits },
    how: 'away',
    liveRestore: false,
    engineWasDown: false,
    play: ended,
  },
  {
    id: 'out-of-memory-while-closed',
    when: 'it ran out of memory while Quarterdeck was closed',
    expected: [{ kind: 'diedUnseen', news: true, what: /^Out of memory at 16\u00a0MiB while Quarterdeck was closed$/ }],
    wish: { shell: shells.runsOutOfMemory, hostConfig: { Memory: 16 * 1_048_576, MemorySwap: 16 * 1_048_576 } },
    how: 'closed',
    liveRestore: false,
    engineWasDown: null,
    play: ended,
  },
  {
    id: 'finished-while-closed',
    when: 'it ended with code 0 while Quarterdeck was closed',
    expected: [{ kind: 'finished', news: false, what: /^Finished, code 0, while Quarterdeck was closed$/ }],
    wish: { shell: shells.exitsAfter(1, 0) },
    how: 'closed',
    liveRestore: false,
    engineWasDown: null,
    play: ended,
  },
  {
    id: 'stopped-while-closed',
    when: 'docker stop (137) while Quarterdeck was closed, the engine not asked',
    expected: [{ kind: 'stopped', news: false, what: /^Ended while Quarterdeck was closed, exited 137$/ }],
    wish: { shell: shells.ignoresTerm },
    how: 'closed',
    liveRestore: false,
    engineWasDown: null,
    play: ({ act }) => act('stop?t=1'),
  },
  {
    id: 'stopped-1-while-closed',
    when: 'docker stop of one that ends with code 1 then, while Quarterdeck was closed, the engine asked',
    expected: [{ kind: 'stopped', news: false, what: /^Stopped/ }],
    wish: { shell: 'trap "exit 1" TERM; while :; do sleep 3600 & wait $!; done' },
    how: 'closed',
    liveRestore: false,
    engineWasDown: null,
    asksEngine: true,
    play: ({ act }) => act('stop'),
  },
  {
    id: 'killed-while-closed',
    when: 'its process was killed from the machine while Quarterdeck was closed, the engine asked',
    expected: [{ kind: 'diedUnseen', news: true, what: /^Died while Quarterdeck was closed, exited 137$/ }],
    how: 'closed',
    liveRestore: false,
    engineWasDown: null,
    asksEngine: true,
    play: async (stage) => {
      await stage.killProcess('SIGKILL');
      await ended(stage);
    },
  },
  {
    id: 'restarted-while-closed',
    when: 'docker restart while Quarterdeck was closed',
    expected: [{ kind: 'stopped', news: false, what: /^Started again while Quarterdeck was closed$/ }],
    how: 'closed',
    liveRestore: false,
    engineWasDown: null,
    play: ({ act }) => act('restart?t=1'),
  },
  {
    id: 'loops-while-closed',
    when: 'it crashed while Quarterdeck was closed, and its restart policy goes on trying',
    expected: [{ kind: 'restartLoop', news: true, what: /^Restart loop: exited 4, restarted three times while Quarterdeck was closed$/ }],
    wish: { shell: shells.exitsAfter(0.5, 4), hostConfig: { RestartPolicy: { Name: 'always' } } },
    how: 'closed',
    liveRestore: false,
    engineWasDown: null,
    play: async ({ engine, ids }) => {
      for (;;) {
        const answer = await callEngine(engine.socketPath, 'GET', `/containers/${ids[0]}/json`);
        if (/"RestartCount":[3-9]/.test(answer.text) && answer.text.includes('"Restarting":true')) return;
        await delay(20);
      }
    },
  },
];
