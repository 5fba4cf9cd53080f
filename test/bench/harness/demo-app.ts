import { setTimeout as delay } from 'node:timers/promises';
import { type Demo, startDemo } from '../../support/demo.ts';
import { stampListed, wasListed } from '../page/list.ts';
import type { BenchContext, Size } from './bench.ts';
import { launchApp } from './launch.ts';
import { type BenchPage, callText } from './page.ts';

export interface DemoApp {
  readonly page: BenchPage;
  readonly demo: Demo;
}

export interface DemoAppOptions {
  readonly containers: number;
  readonly size: Size;
  /** Containers work and idle, but none starts, ends or changes its health by itself. */
  readonly still?: boolean;
}

/** Runs `work` with the application on a demo engine, which lives unless it is told to keep still, and ends both. */
export async function withDemoApp<R>(context: BenchContext, options: DemoAppOptions, work: (app: DemoApp) => Promise<R>): Promise<R> {
  const { containers, size } = options;
  const demo = await startDemo({ containers, still: options.still ?? false });
  const display = await context.openDisplay(size);
  try {
    const inject = [callText(stampListed, [Math.round(containers / 2), 8])];
    const app = await launchApp(context, { display, socketPath: demo.socketPath, size, inject });
    try {
      await app.page.until(20_000, wasListed);
      // Two samples for every row in view, and code that has run before.
      await delay(4_000, undefined, { signal: context.signal });
      return await work({ page: app.page, demo });
    } finally {
      await app.stop();
    }
  } finally {
    display.stop();
    await demo.stop();
  }
}
