import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { longMs } from '../../src-main/desktop/notices/operation-notice.ts';
import { emptyContainerConfig } from '../../src-shared/container-config.ts';
import type { LaunchedApp } from '../support/app.ts';
import { openBus, type TestBus } from '../support/bus.ts';
import { randomName } from '../support/containers.ts';
import { startEngine, type TestEngine } from '../support/engine.ts';
import { type NotificationDaemon, openNotificationDaemon, type ShownNotice } from '../support/notification-daemon.ts';
import { startSlowRegistry } from '../support/slow-registry.ts';
import { askCore, valueFrom } from './support/core.ts';
import { dockerRun } from './support/docker.ts';
import { openApp } from './support/launch.ts';
import { stateOf } from './support/list.ts';
import { becomes, holds } from './support/wait.ts';
import { hideWindow, isVisible, showWindow } from './support/window.ts';

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
});

beforeEach(async () => {
  await showWindow(app.electron);
  await becomes(isFocused, true);
});

afterAll(async () => {
  await app?.close();
  daemon?.close();
  bus?.stop();
  await engine?.dispose();
});

async function hostId(): Promise<string> {
  return valueFrom(await askCore(page, 'getSnapshot', {})).hosts[0]?.id ?? '';
}

/** A running container that takes `seconds` to stop, as it does not listen. */
async function stubborn(seconds: number): Promise<{ readonly name: string; readonly stop: () => Promise<unknown> }> {
  const name = randomName('stubborn');
  await dockerRun(engine, name, [], `trap '' TERM; while :; do sleep 0.05; done`);
  await becomes(() => stateOf(page, name), 'Running');
  const container = valueFrom(await askCore(page, 'getSnapshot', {})).containers.find((it) => it.name === name);
  const argument = { hostId: await hostId(), containerId: container?.id ?? '', timeoutSeconds: seconds };
  return { name, stop: async () => valueFrom(await askCore(page, 'stopContainer', argument)) };
}

const isFocused = () => app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isFocused() === true);

const noticeOf = async (text: string): Promise<ShownNotice> => {
  await holds(`a notice of ${text}`, () => daemon.shown.some((it) => it.title.includes(text)));
  const [notice] = daemon.shown.filter((it) => it.title.includes(text));
  if (!notice) throw new Error('no notice');
  return notice;
};

describe('While the window is not in front, the desktop', () => {
  it('tells that what took long is done, once, and a click on that brings the window', async () => {
    const { name, stop } = await stubborn(longMs / 1_000 + 1);
    await hideWindow(app.electron);
    await stop();
    const notice = await noticeOf(name);
    expect(notice).toMatchObject({ title: `Stopped ${name}`, body: '' });
    expect(daemon.shown.filter((it) => it.title.includes(name))).toHaveLength(1);
    expect(await isVisible(app.electron)).toBe(false);
    daemon.click(notice);
    await becomes(() => isVisible(app.electron), true);
    await becomes(isFocused, true);
  });

  it('tells why it failed, without markup or secrets, in the words of whoever refused', async () => {
    const words = '<b>No</b> http://me:pw@evil/ <a href="x">here</a> & password=hunter2';
    const registry = await startSlowRegistry(longMs + 300, words);
    try {
      await hideWindow(app.electron);
      const config = { ...emptyContainerConfig, image: registry.image, name: randomName('refused') };
      const answer = await askCore(page, 'createContainer', { hostId: await hostId(), config, start: true });
      expect(answer.ok).toBe(false);
      const notice = await noticeOf('Could not');
      expect(notice.title).toBe(`Could not create ${config.name}`);
      expect(notice.body).toContain('the engine says “unsupported: b No /b http://');
      expect(notice.body).toContain('password=[hidden]');
      expect(`${notice.title} ${notice.body}`).not.toMatch(/[<>]|hunter2|me:pw/);
    } finally {
      await registry.close();
    }
  });
});

describe('While the window is in front, the desktop', () => {
  it('tells nothing, as it is seen there', async () => {
    const long = await stubborn(longMs / 1_000 + 1);
    const after = await stubborn(1);
    await long.stop();
    // Takes longer than ends are gathered before they are told.
    await after.stop();
    expect(daemon.shown.map((it) => it.title).filter((it) => it.includes(long.name) || it.includes(after.name))).toEqual([]);
  });
});
