import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LaunchedApp } from '../support/app.ts';
import { openBus, type TestBus } from '../support/bus.ts';
import { type Demo, startDemo } from '../support/demo.ts';
import { openTrayDesktop, type TrayDesktop } from '../support/tray-desktop.ts';
import { askCore, valueFrom } from './support/core.ts';
import { openApp } from './support/launch.ts';
import { becomes, holds } from './support/wait.ts';

let bus: TestBus;
let tray: TrayDesktop;
let demo: Demo;
let app: LaunchedApp;

beforeAll(async () => {
  bus = await openBus();
  tray = await openTrayDesktop(bus.address);
  demo = await startDemo({ containers: 120 });
  app = await openApp({ socketPath: demo.socketPath, environment: bus.environment });
});

afterAll(async () => {
  await app?.close();
  await demo?.stop();
  tray?.close();
  bus?.stop();
});

/** Tells one icon from another by its solid pixels, as the alpha of the others is counted in or not. `argb`: as the desktop gets it. */
function fingerprint(argb: Buffer): string {
  const solid = Buffer.from(argb);
  for (let at = 0; at < solid.length; at += 4) if (solid[at] !== 255) solid.fill(0, at, at + 4);
  return createHash('sha256').update(solid).digest('hex').slice(0, 16);
}

/** One of our icons, of which Electron gives the desktop the denser one. Its own pixels are BGRA. */
async function iconOf(name: string): Promise<string> {
  const file = join(import.meta.dirname, '../../resources/tray', `${name}-32.png`);
  const pixels = await app.electron.evaluate(
    ({ nativeImage }, path) => nativeImage.createFromPath(path).toBitmap({ scaleFactor: 2 }).toString('base64'),
    file,
  );
  return fingerprint(Buffer.from(pixels, 'base64').swap32());
}

const shown = async () => fingerprint(Buffer.from(await tray.icon(), 'base64'));
const shows = async (name: string) => {
  await becomes(shown, await iconOf(name));
  console.log(`  icon ${name} (${await shown()}); ${await tray.tooltip()}`);
};
const end = (container: string) => demo.order({ do: 'end', container, exitCode: 1, outOfMemory: false });

describe('The number of incidents', () => {
  it('stands in the tray’s icon: none, one, two, and 9+ for more than nine', async () => {
    await holds('the tooltip', async () => (await tray.tooltip()).includes('running'));
    await shows('calm');
    await end('dns-proxy');
    await shows('attention-1');
    await end('local-registry');
    await shows('attention-2');
    const { containers, incidents } = valueFrom(await askCore(app.page, 'getSnapshot', {}));
    const ended = new Set(incidents.flatMap((it) => it.containers.map(({ name }) => name)));
    const running = containers.filter((it) => it.state === 'running' && !ended.has(it.name));
    // Those of a project are one incident.
    const apart = running.filter((it) => running.find((one) => one.project === it.project) === it || it.project === null);
    expect(apart.length).toBeGreaterThan(8);
    for (const { name } of apart) await end(name);
    await shows('attention-more');
  });
});
