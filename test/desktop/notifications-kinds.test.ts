import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LaunchedApp } from '../support/app.ts';
import { openBus, type TestBus } from '../support/bus.ts';
import { randomName, shells } from '../support/containers.ts';
import { startEngine, type TestEngine } from '../support/engine.ts';
import { type NotificationDaemon, openNotificationDaemon } from '../support/notification-daemon.ts';
import { askCore, valueFrom } from './support/core.ts';
import { dockerRun } from './support/docker.ts';
import { came, clickOpens, expecting, noticesOf, told } from './support/incidents.ts';
import { openApp } from './support/launch.ts';

let engine: TestEngine;
let bus: TestBus;
let daemon: NotificationDaemon;
let app: LaunchedApp;

beforeAll(async () => {
  engine = await startEngine();
  bus = await openBus();
  daemon = await openNotificationDaemon(bus.address);
  app = await openApp({ socketPath: engine.socketPath, environment: bus.environment });
  await app.page.getByText('No containers yet').waitFor();
});

afterAll(async () => {
  await app?.close();
  daemon?.close();
  bus?.stop();
  await engine?.dispose();
});

describe('One who works elsewhere is told of what is no crash, and a click opens that incident:', () => {
  it('it is unhealthy', async () => {
    const name = randomName('sick');
    expecting('a health check that fails', 'unhealthy, told once');
    await dockerRun(engine, name, ['--health-cmd=echo no answer; exit 1', '--health-interval=1s', '--health-retries=1']);
    came(daemon, name, [await told(app.page, daemon, name, 'unhealthy')]);
    expect(noticesOf(daemon, name)).toEqual([expect.objectContaining({ title: `${name} is unhealthy` })]);
    await clickOpens(app, daemon, name, `${name} is unhealthy`);
  });

  it('a rule of the user’s is breached', async () => {
    const name = randomName('server');
    expecting('a rule: not running for 1 s; the container finishes', 'rule, told once');
    const rule = {
      id: 'must-run',
      name: 'Must run',
      enabled: true,
      scope: { kind: 'container', name },
      condition: { kind: 'notRunning', forSeconds: 1 },
      notify: true,
      recovery: null,
    } as const;
    valueFrom(await askCore(app.page, 'updateSettings', { rules: [rule] }));
    await dockerRun(engine, name, [], shells.exits(0));
    came(daemon, name, [await told(app.page, daemon, name, 'rule')]);
    expect(noticesOf(daemon, name)).toEqual([expect.objectContaining({ title: `${name} needs attention` })]);
    await clickOpens(app, daemon, name, `${name}: `);
  });
});
