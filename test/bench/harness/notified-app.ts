import { setTimeout as delay } from 'node:timers/promises';
import { openBus } from '../../support/bus.ts';
import { type NotificationDaemon, openNotificationDaemon } from '../../support/notification-daemon.ts';
import type { BenchContext } from './bench.ts';
import { type BenchApp, launchApp, usualSize } from './launch.ts';

/** The application on a display and a session bus of its own, with a desktop on the bus that takes its notifications. */
export interface NotifiedApp {
  readonly app: BenchApp;
  readonly daemon: NotificationDaemon;
  stop(): Promise<void>;
}

/** Launches it, and gives it the time that a start takes. */
export async function launchNotified(context: BenchContext, socketPath: string): Promise<NotifiedApp> {
  const display = await context.openDisplay(usualSize);
  const bus = await openBus();
  const daemon = await openNotificationDaemon(bus.address);
  const end = () => {
    daemon.close();
    bus.stop();
    display.stop();
  };
  try {
    const app = await launchApp(context, { display: { ...display, env: { ...display.env, ...bus.environment } }, socketPath });
    await delay(3_000, undefined, { signal: context.signal });
    return {
      app,
      daemon,
      stop: async () => {
        await app.stop();
        end();
      },
    };
  } catch (error) {
    end();
    throw error;
  }
}
