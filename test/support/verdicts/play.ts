import { z } from 'zod';
import { watchedActions } from '../../../src-main/docker/decode-event.ts';
import { act, runContainer } from '../containers.ts';
import type { TestEngine } from '../engine.ts';
import { callEngine } from '../engine-call.ts';
import { type EventLog, openEventLog, type ToldEvent } from '../event-log.ts';
import type { GapRow, RowStage, VerdictRow } from './row.ts';
import { type Tape, trimInspect } from './tape.ts';

/** Plays a row on a real engine, and gives what that said. */
export async function playRow(engine: TestEngine, row: VerdictRow): Promise<Tape> {
  const log = await openEventLog(engine.socketPath);
  try {
    const { ids, befores } = await startAll(engine, row);
    const beganAtMs = Date.now();
    await row.play({ ...stageOf(engine, ids), told: (action, times = 1) => toldOfAll(log, ids, action, times) });
    if (row.madeByPlay) ids.push(...log.events.flatMap((it) => (it.action === 'die' ? [it.id] : [])).slice(-1));
    return await tapeOf(engine, { row: row.id, ids, befores, beganAtMs, events: log.events, remembered: null });
  } finally {
    log.close();
  }
}

/** The same, while nobody listens to what the engine tells. */
export async function playGapRow(engine: TestEngine, row: GapRow): Promise<Tape> {
  const { ids, befores } = await startAll(engine, row);
  const beganAtMs = Date.now();
  await row.play(stageOf(engine, ids));
  const remembered = row.asksEngine ? await remembers(engine, beganAtMs) : null;
  return tapeOf(engine, { row: row.id, ids, befores, beganAtMs, events: [], remembered });
}

async function startAll(engine: TestEngine, row: Pick<VerdictRow, 'wish' | 'count'>): Promise<{ ids: string[]; befores: unknown[] }> {
  const ids: string[] = [];
  for (let index = 0; index < (row.count ?? 1); index += 1) ids.push(await runContainer(engine.socketPath, row.wish));
  return { ids, befores: await inspectAll(engine, ids) };
}

function stageOf(engine: TestEngine, ids: readonly string[]): Omit<RowStage, 'told'> {
  return {
    engine,
    ids,
    act: async (action) => {
      for (const id of ids) await act(engine.socketPath, id, action);
    },
    remove: async () => {
      for (const id of ids) await callEngine(engine.socketPath, 'DELETE', `/containers/${id}?force=1`);
    },
    killProcess: async (signal) => {
      for (const inspected of await inspectAll(engine, ids)) {
        const { State } = z.object({ State: z.object({ Pid: z.number().min(2) }) }).parse(inspected);
        process.kill(State.Pid, signal);
      }
    },
  };
}

async function toldOfAll(log: EventLog, ids: readonly string[], action: string, times: number): Promise<void> {
  for (const id of ids) await log.until((event) => event.id === id && event.action === action, times);
}

interface Played {
  readonly row: string;
  readonly ids: readonly string[];
  readonly befores: readonly unknown[];
  readonly beganAtMs: number;
  readonly events: readonly ToldEvent[];
  readonly remembered: Tape['remembered'];
}

async function tapeOf(engine: TestEngine, played: Played): Promise<Tape> {
  const { ids, befores, events, ...rest } = played;
  const afters = await inspectAll(engine, ids);
  const version = z.object({ Version: z.string() }).parse((await callEngine(engine.socketPath, 'GET', '/version')).json);
  const watched: readonly string[] = watchedActions;
  const told = events.filter((it) => ids.includes(it.id) && watched.includes(it.action.split(':')[0] ?? '')).map((it) => it.json);
  const containers = ids.map((_, index) => ({ before: trimInspect(befores[index]), after: trimInspect(afters[index]) }));
  return { ...rest, engine: version.Version, endedAtMs: Date.now(), containers, events: told };
}

async function inspectAll(engine: TestEngine, ids: readonly string[]): Promise<unknown[]> {
  return Promise.all(ids.map(async (id) => (await callEngine(engine.socketPath, 'GET', `/containers/${id}/json`)).json));
}

/** The engine's own memory of what it told. */
async function remembers(engine: TestEngine, sinceMs: number): Promise<unknown[]> {
  const until = (Date.now() / 1_000 + 1).toFixed(3);
  const answer = await callEngine(engine.socketPath, 'GET', `/events?since=${(sinceMs / 1_000).toFixed(3)}&until=${until}`);
  return answer.text
    .trim()
    .split('\n')
    .filter((line) => line !== '')
    .map((line): unknown => JSON.parse(line));
}
