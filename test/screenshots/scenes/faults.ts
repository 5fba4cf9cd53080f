import { chmodSync, chownSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { withoutPrivilege } from '../../desktop/support/less-privilege.ts';
import { closeNotices } from '../../desktop/support/list.ts';
import { type Demo, startDemo } from '../../support/demo.ts';
import { makeFolder } from '../../support/run-folder.ts';
import { back, goingTo, onDemo, type Scene, type World } from './scene.ts';
import { systemdMachine } from './systemd-machine.ts';

/** A hung engine is seen by a heartbeat and its deadline; one that was stopped, when systemd is asked again. */
const lostWithinMs = 30_000;

/** What the scene that is pictured now works on; scenes run one after the other. */
let demo: Demo | null = null;
let stopDocker = (): void => undefined;

/** A window on an engine that takes orders from the scene. */
async function onOrders(): Promise<World> {
  const world = await onDemo(40);
  demo = world.demo;
  return world;
}

/** A window on an engine whose socket belongs to somebody else. */
async function onForbidden(): Promise<World> {
  const world = await onDemo(40);
  const nobody = 65_534;
  chownSync(world.demo.socketPath, nobody, nobody);
  chmodSync(world.demo.socketPath, 0o600);
  return { ...world, app: { ...world.app, executable: withoutPrivilege() } };
}

/** A window on an engine that systemd runs, until `stopDocker` is called. */
async function onSystemd(): Promise<World> {
  const world = await onDemo(40);
  const machine = systemdMachine(world.demo.socketPath);
  stopDocker = () => {
    machine.stopDocker();
    // Its socket stays, as systemd holds it.
    world.demo.child.kill('SIGKILL');
  };
  return { app: { executable: machine.executable }, close: () => world.demo.stop() };
}

/** A window that finds two engines, of which scenes may take the second away. */
async function onTwo(): Promise<World & { readonly second: Demo }> {
  const [first, second] = await Promise.all([startDemo({ containers: 14, seed: 1 }), startDemo({ containers: 12, seed: 2 })]);
  const userData = makeFolder('user');
  mkdirSync(join(userData, 'podman'));
  symlinkSync(first.socketPath, join(userData, 'docker.sock'));
  symlinkSync(second.socketPath, join(userData, 'podman/podman.sock'));
  return { second, app: { userData }, close: async () => void (await Promise.all([first.stop(), second.stop()])) };
}

/** Two engines, the second lost once both have been seen. */
async function onTwoOneLost(): Promise<World> {
  const world = await onTwo();
  setTimeout(() => world.second.child.kill('SIGSTOP'), 8_000);
  return world;
}

async function untilLost(page: Page): Promise<void> {
  await page.locator('.lost-banner').first().waitFor({ timeout: lostWithinMs });
  await page.waitForTimeout(1_000);
}

/** A notice of what went well, one of what did not, and one with many names. */
async function threeNotices(page: Page): Promise<void> {
  await page.getByRole('row').nth(1).waitFor();
  await page.keyboard.press('Control+1');
  for (const key of ['Home', 'ArrowDown', 'ArrowDown']) await page.keyboard.press(key);
  await demo?.order({
    do: 'fail',
    status: 500,
    message: 'cannot stop container: tried to kill container, but did not receive an exit event',
  });
  await page.keyboard.press('s');
  await page.getByRole('alert').nth(0).waitFor();
  for (const key of ['Space', 'Shift+ArrowDown', 'Shift+ArrowDown', 'Shift+ArrowDown', 's']) await page.keyboard.press(key);
  await page.getByRole('alert').nth(1).waitFor();
  await demo?.order({ do: 'fail', status: 0, message: '' });
  await page.keyboard.press('Escape');
  await page.keyboard.press('c');
  await page.waitForTimeout(1_000);
}

export const faultsScenes: readonly Scene[] = [
  {
    name: 'no-engine-forbidden',
    open: onForbidden,
    arrange: (page) => page.getByRole('heading', { name: 'you may not use it' }).waitFor(),
  },
  {
    name: 'hosts-forbidden',
    open: onForbidden,
    arrange: async (page) => {
      await page.keyboard.press('Control+4');
      await page.waitForTimeout(1_000);
    },
    clear: back,
  },
  {
    name: 'no-engine-stopped',
    open: async () => {
      const world = await onSystemd();
      stopDocker();
      return world;
    },
    arrange: (page) => page.getByRole('heading', { name: 'Docker is stopped' }).waitFor(),
  },
  {
    name: 'engine-stopped',
    open: onSystemd,
    arrange: async (page) => {
      await page.getByRole('row').nth(1).waitFor();
      await page.waitForTimeout(3_000);
      stopDocker();
      await page.getByText('was stopped on purpose').waitFor({ timeout: lostWithinMs });
    },
  },
  {
    name: 'engine-refuses',
    open: onOrders,
    arrange: async (page) => {
      await page.getByRole('row').nth(1).waitFor();
      await demo?.order({ do: 'fail', status: 403, message: 'authorization denied by plugin' });
      await demo?.order({ do: 'dropConnections' });
      await untilLost(page);
    },
  },
  { name: 'notices', open: onOrders, arrange: threeNotices, clear: closeNotices },
  {
    name: 'notices-details',
    open: onOrders,
    arrange: async (page) => {
      await threeNotices(page);
      await page.getByRole('button', { name: 'Show details' }).click();
    },
    clear: closeNotices,
  },
  { name: 'two-hosts', open: onTwo, arrange: (page) => page.getByText('Podman, rootless').first().waitFor({ state: 'attached' }) },
  { name: 'two-hosts-lost', open: onTwoOneLost, arrange: untilLost },
  {
    name: 'two-hosts-lost-view',
    open: onTwoOneLost,
    arrange: async (page) => {
      await untilLost(page).catch(() => undefined);
      await goingTo('Control+4')(page);
    },
    clear: back,
  },
  {
    name: 'view-fault',
    open: () => onDemo(10),
    arrange: async (page) => {
      await page.getByRole('row').nth(1).waitFor();
      // Only the settings read it.
      await page.evaluate(() => Object.defineProperty(navigator, 'userAgent', { configurable: true, get: () => JSON.parse('') }));
      await page.keyboard.press('Control+5');
      await page.getByRole('heading', { name: 'This view can’t be shown' }).waitFor();
    },
    clear: (page) => page.keyboard.press('Control+1'),
  },
];
