import { setTimeout as delay } from 'node:timers/promises';
import { openCall } from '../support/engine-call.ts';
import { textAt, valueAt } from '../support/json-read.ts';
import type { Bench } from './harness/bench.ts';
import { launchApp, usualSize } from './harness/launch.ts';
import { numbersOf } from './harness/numbers.ts';
import { callText } from './harness/page.ts';
import { summarize } from './harness/statistics.ts';
import { wallOffsetMs } from './harness/wall-clock.ts';
import { hasSparklines, namesInView, stampListed, stampMarks, takenStamps, wasListed } from './page/list.ts';

const containers = 50;
const events = 200;
/** Apart enough that each event has a frame of its own, at times that have nothing to do with frames and samples. */
const pauseMs = { least: 60, spread: 120 };

/**
 * Renames rows in view through the engine's own API, as another client would. The time runs from the event's own
 * timeNano, which we read on an event stream of ours, to the frame after the row's text had changed in the real window.
 */
export const eventToPaint: Bench = {
  id: 'event-to-paint',
  run: async (context) => {
    const fleet = await context.fleet();
    await fleet.resize(containers);
    const display = await context.openDisplay(usualSize);
    const inject = [callText(stampListed, [containers, 8])];
    const app = await launchApp(context, { display, socketPath: fleet.socketPath, inject });
    const told = await openEvents(fleet.socketPath);
    try {
      await app.page.until(20_000, wasListed);
      await app.page.until(10_000, hasSparklines);
      // The first seconds are the start's: sparklines with one point, code that runs for the first time.
      await delay(3_000, undefined, { signal: context.signal });
      const names = await inView(app.page);
      await app.page.run(stampMarks, 'mark');
      const offsetsMs = [Number(await app.page.run(wallOffsetMs))];
      for (let at = 0; at < events; at += 1) {
        const name = names[at % names.length] ?? '';
        const id = fleet.ids[Number(name.slice(-3)) - 1] ?? '';
        // The old name stays in front, so that the row stays in its place and in view.
        await fleet.rename(id, `${name}-mark-${String(at).padStart(4, '0')}`);
        await delay(pauseMs.least + Math.random() * pauseMs.spread, undefined, { signal: context.signal });
      }
      await delay(500);
      offsetsMs.push(Number(await app.page.run(wallOffsetMs)));
      const offsetMs = offsetsMs.reduce((sum, it) => sum + it, 0) / offsetsMs.length;
      const stamps = numbersOf(await app.page.run(takenStamps));
      const latencies = [...stamps].flatMap(([mark, paintedAtMs]) => {
        const eventAtMs = told.times.get(mark);
        return eventAtMs === undefined ? [] : [paintedAtMs + offsetMs - eventAtMs];
      });
      if (latencies.length < events)
        context.say(`event-to-paint: ${events - latencies.length} of ${events} renames were never seen in the list`);
      const { median, p95, n } = summarize(latencies);
      const heard = summarize([...told.latenessMs]);
      return {
        what: `a rename's own timeNano -> the frame after the row's text changed, p95; real engine, ${containers} containers, list with sparklines on screen (${names.length} rows in view); engine -> event stream -> watcher -> IPC -> window`,
        unit: 'ms',
        value: p95,
        median,
        p95,
        n,
        baseline: { what: 'the same event read from the engine by a bare client in this Node, median', value: heard.median },
        goal: { max: 25 },
      };
    } finally {
      told.close();
      await app.stop();
      display.stop();
      for (const [at, id] of fleet.ids.entries()) await fleet.rename(id, `bench-${String(at + 1).padStart(3, '0')}`).catch(() => undefined);
    }
  },
};

async function inView(page: Awaited<ReturnType<typeof launchApp>>['page']): Promise<readonly string[]> {
  const names = await page.run(namesInView, 'bench-\\d{3}');
  if (!Array.isArray(names) || names.length < 5) throw new Error(`only ${JSON.stringify(names)} are in view`);
  return names.map(String);
}

/** Our own look at the engine's events: when each mark's event was made, ms since the epoch. */
async function openEvents(
  socketPath: string,
): Promise<{ times: ReadonlyMap<string, number>; latenessMs: readonly number[]; close(): void }> {
  const filters = encodeURIComponent(JSON.stringify({ type: ['container'], event: ['rename'] }));
  const stream = await openCall(socketPath, 'GET', `/events?filters=${filters}`);
  const times = new Map<string, number>();
  const latenessMs: number[] = [];
  const offsetMs = wallOffsetMs();
  let rest = '';
  stream.setEncoding('utf8').on('data', (chunk: string) => {
    const nowMs = performance.now() + offsetMs;
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const event: unknown = JSON.parse(line);
      const mark = /mark-\d{4}/.exec(textAt(event, 'Actor', 'Attributes', 'name'))?.[0];
      if (mark === undefined) continue;
      const atMs = Number(valueAt(event, 'timeNano')) / 1e6;
      times.set(mark, atMs);
      latenessMs.push(nowMs - atMs);
    }
  });
  stream.on('error', () => undefined);
  return { times, latenessMs, close: () => stream.destroy() };
}
