import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LaunchedApp } from '../support/app.ts';
import { openBus, type TestBus } from '../support/bus.ts';
import { randomName } from '../support/containers.ts';
import { startEngine, type TestEngine } from '../support/engine.ts';
import { type NotificationDaemon, openNotificationDaemon } from '../support/notification-daemon.ts';
import { dockerRun, inspected } from './support/docker.ts';
import { came, expecting, incidentsOf, judged, noticesOf } from './support/incidents.ts';
import { openApp } from './support/launch.ts';
import { stateOf } from './support/list.ts';
import { becomes, holds } from './support/wait.ts';

let engine: TestEngine;
let bus: TestBus;
let daemon: NotificationDaemon;
let app: LaunchedApp;
let page: LaunchedApp['page'];

beforeAll(async () => {
  engine = await startEngine();
  bus = await openBus();
  daemon = await openNotificationDaemon(bus.address);
  app = await openApp({ socketPath: engine.socketPath, environment: bus.environment });
  page = app.page;
  await page.getByText('No containers yet').waitFor();
});

afterAll(async () => {
  await app?.close();
  daemon?.close();
  bus?.stop();
  await engine?.dispose();
});

const status = (name: string) => inspected(engine, name, '{{.State.Status}}');

describe('A crash of many', () => {
  it('is told once, and with all of them: twelve containers killed at once', async () => {
    const name = randomName('many');
    const all = Array.from({ length: 12 }, (_, index) => `${name}-${index}`);
    expecting('twelve containers killed together', 'twelve incidents, crashed; one Notify that says 12');
    await Promise.all(all.map((it) => dockerRun(engine, it)));
    // The kernel is asked which containers there are a moment after they have started.
    for (const one of all) await becomes(() => stateOf(page, one), 'Running');
    await judged(engine, page);
    const pids = await Promise.all(all.map(async (it) => Number(await inspected(engine, it, '{{.State.Pid}}'))));
    for (const pid of pids) process.kill(pid, 'SIGKILL');
    await Promise.all(all.map((it) => becomes(() => status(it), 'exited')));
    await holds('its exit code', async () => (await incidentsOf(page, name)).filter((it) => it.what.includes('137')).length === 12);
    await judged(engine, page);
    const incidents = await incidentsOf(page, name);
    came(daemon, name, incidents);
    expect(incidents.map((it) => [it.kind, it.deaths])).toEqual(all.map(() => ['crashed', 1]));
    expect(noticesOf(daemon, name).map((it) => it.title)).toEqual(['12 containers crashed']);
  });
});
