import { valueAt } from '../../support/json-read.ts';
import type { BenchPage } from './page.ts';

/** One task of the window's main thread. */
export interface Task {
  readonly tookMs: number;
  /** What of it was spent computing; the rest is waiting for a processor that others had. */
  readonly cpuMs: number;
}

const category = 'disabled-by-default-devtools.timeline';
const leastUs = 5_000;

/** Records the tasks of 5 ms and more of the window's main thread while `work` runs. */
export async function traceTasks(page: BenchPage, work: () => Promise<unknown>): Promise<readonly Task[]> {
  const kept: { thread: string; task: Task }[] = [];
  const mainThreads = new Set<string>();
  const take = (event: unknown) => {
    const thread = `${valueAt(event, 'pid')}:${valueAt(event, 'tid')}`;
    const name = valueAt(event, 'name');
    if (name === 'thread_name' && valueAt(event, 'args', 'name') === 'CrRendererMain') mainThreads.add(thread);
    const tookUs = Number(valueAt(event, 'dur'));
    if (name !== 'RunTask' || !(tookUs >= leastUs)) return;
    kept.push({ thread, task: { tookMs: tookUs / 1000, cpuMs: Number(valueAt(event, 'tdur') ?? 0) / 1000 } });
  };
  const ends = [
    page.cdp.on('Tracing.dataCollected', (parameters) => {
      const events = valueAt(parameters, 'value');
      for (const event of Array.isArray(events) ? events : []) take(event);
    }),
  ];
  const complete = new Promise<void>((resolve) => ends.push(page.cdp.on('Tracing.tracingComplete', () => resolve())));
  await page.cdp.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { recordMode: 'recordAsMuchAsPossible', includedCategories: [category] },
  });
  try {
    await work();
  } finally {
    await page.cdp.send('Tracing.end');
    await complete;
    for (const end of ends) end();
  }
  return kept.filter(({ thread }) => mainThreads.has(thread)).map(({ task }) => task);
}
