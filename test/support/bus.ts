import { startBus } from '../../scripts/lib/bus.mjs';
import { runFolder } from './run-folder.ts';

/** A session bus of a test's own, on which nobody is but who the test puts there. */
export interface TestBus {
  readonly address: string;
  /** For `launchApp({ environment })`. */
  readonly environment: { readonly DBUS_SESSION_BUS_ADDRESS: string };
  readonly stop: () => void;
}

/** Starts a session bus. */
export async function openBus(): Promise<TestBus> {
  const { env, stop } = await startBus(runFolder());
  return { address: env.DBUS_SESSION_BUS_ADDRESS, environment: env, stop };
}
