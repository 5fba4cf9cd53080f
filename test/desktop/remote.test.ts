import { statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LaunchedApp } from '../support/app.ts';
import { randomName, shells } from '../support/containers.ts';
import { startEngine, type TestEngine } from '../support/engine.ts';
import { makeFolder } from '../support/run-folder.ts';
import { startServe, type TestServer } from '../support/serve.ts';
import { askCore, valueFrom } from './support/core.ts';
import { chartValue, openTab } from './support/detail.ts';
import { docker, dockerRun, inspected } from './support/docker.ts';
import { feedOf, showActivity, showContainers } from './support/feed.ts';
import { openApp } from './support/launch.ts';
import { notices, pointAtRow, rowOf, stateOf } from './support/list.ts';
import { becomes, holds } from './support/wait.ts';

const name = randomName('web');
let engine: TestEngine;
let server: TestServer;
let folder: string;
let app: LaunchedApp;
let page: LaunchedApp['page'];

// The engine is the server's; the window has none of its own and sees all of it through the server.
beforeAll(async () => {
  engine = await startEngine();
  await dockerRun(engine, name, [], shells.says('first words'));
  folder = makeFolder('srv');
  server = await startServe({ dockerHost: engine.dockerHost, folder, port: 0 });
  app = await openApp();
  page = app.page;
});

afterAll(async () => {
  await app?.close();
  await server?.kill();
  await engine?.dispose();
});

const banner = () => page.locator('.lost-banner');

describe('The engine of another Quarterdeck', () => {
  it('is not shown with a wrong token', async () => {
    const answer = await askCore(page, 'addRemote', { name: 'build box', url: server.url, token: 'a-wrong-token-of-length' });
    expect(answer).toMatchObject({ ok: false, failure: { message: expect.stringContaining('token') } });
    expect(valueFrom(await askCore(page, 'getRemotes', {}))).toEqual([]);
  });

  it('is shown as a host with its containers, and its token lies where only the user can read it', async () => {
    const kept = valueFrom(await askCore(page, 'getTokenKeeping', {}));
    const remote = valueFrom(await askCore(page, 'addRemote', { name: 'build box', url: server.url, token: server.token() }));
    expect(remote).toEqual({ id: remote.id, name: 'build box', url: server.url, tokenKept: kept });
    expect(statSync(join(app.userData, 'remote-tokens.json')).mode & 0o777).toBe(0o600);
    await becomes(() => stateOf(page, name), 'Running');
    await page.getByText('build box').first().waitFor();
  });

  it('shows there and then what somebody does in a terminal over there', async () => {
    const other = randomName('late');
    await dockerRun(engine, other);
    await becomes(() => stateOf(page, other), 'Running');
    await docker(engine, 'rm', '-f', other);
    await becomes(() => stateOf(page, other), '');
  });

  it('draws the readings and follows the log of a container', async () => {
    await pointAtRow(page, name);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name, level: 1 }).waitFor();
    await holds('a reading of CPU', async () => (await chartValue(page, 'CPU')).includes('%'));
    await openTab(page, 'Logs');
    await page.getByText('first words').waitFor();
    await showContainers(page);
  });

  it('does what is asked of it in this window', async () => {
    await pointAtRow(page, name);
    await page.keyboard.press('s');
    await becomes(() => stateOf(page, name), 'Stopped');
    expect(await inspected(engine, name, '{{.State.Status}}')).toBe('exited');
    await page.keyboard.press('s');
    await becomes(() => stateOf(page, name), 'Running');
    expect(await notices(page)).toEqual([]);
  });

  it('is told to be away while its server is, and is right again when that is back', async () => {
    const { port } = server;
    await server.kill();
    await banner().waitFor();
    expect(await rowOf(page, name).getAttribute('aria-label')).toMatch(/, not current$/);
    await docker(engine, 'kill', name);
    server = await startServe({ dockerHost: engine.dockerHost, folder, port });
    await page.getByRole('button', { name: 'Retry now' }).click();
    await banner().waitFor({ state: 'hidden' });
    // Nobody saw who ended it.
    await becomes(() => stateOf(page, name), 'Exited');
    await showActivity(page);
    const lines = await feedOf(page, name);
    expect(lines.filter(({ text }) => text.includes('while the engine was away'))).toHaveLength(1);
    await showContainers(page);
  });

  it('is there again after a restart of the window', async () => {
    const { userData } = app;
    await app.close();
    app = await openApp({ userData });
    page = app.page;
    await becomes(() => stateOf(page, name), 'Exited');
  });
});
