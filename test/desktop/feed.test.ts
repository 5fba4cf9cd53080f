import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LaunchedApp } from '../support/app.ts';
import { randomName, shells } from '../support/containers.ts';
import { startEngine, type TestEngine } from '../support/engine.ts';
import { testImage } from '../support/images.ts';
import { docker, dockerRun } from './support/docker.ts';
import { type FeedLine, feedOf, showActivity, showContainers } from './support/feed.ts';
import { openApp } from './support/launch.ts';
import { pointAtRow, stateOf } from './support/list.ts';
import { becomes } from './support/wait.ts';

let engine: TestEngine;
let app: LaunchedApp;
let page: LaunchedApp['page'];

beforeAll(async () => {
  engine = await startEngine();
  app = await openApp({ socketPath: engine.socketPath });
  page = app.page;
  // A line to begin with: the grid is there only when something has been told.
  await dockerRun(engine, randomName('first'));
  await showActivity(page);
  await page.getByRole('grid', { name: 'Activity' }).waitFor();
});

afterAll(async () => {
  await app?.close();
  await engine?.dispose();
});

const ran = { text: `Created from ${testImage} and started`, by: '' };
const said = (text: string, by = ''): FeedLine => ({ text, by });

/**
 * Waits until the feed tells these lines of a container, newest first, and no others. What is told twice or too much
 * would have come before the line of a container that is made afterwards.
 */
async function tells(name: string, ...wanted: readonly unknown[]): Promise<void> {
  await becomes(() => feedOf(page, name), wanted);
  const marker = randomName('marker');
  await docker(engine, 'create', '--name', marker, '--label', 'quarterdeck.test', testImage);
  await becomes(() => feedOf(page, marker), [said(`Created from ${testImage}`)]);
  await becomes(() => feedOf(page, name), wanted);
}

/** A sentence that ends in how long it ran. */
const like = (pattern: RegExp, by = '') => ({ text: expect.stringMatching(pattern), by });

describe('The feed tells in one line', () => {
  it('that a container was stopped, however many events that took', async () => {
    const name = randomName('stop');
    await dockerRun(engine, name);
    await tells(name, ran);
    await docker(engine, 'stop', name);
    await tells(name, like(/^Stopped; ran /), ran);
  });

  it('that a container which would not stop had to be killed', async () => {
    const name = randomName('stubborn');
    await dockerRun(engine, name, [], shells.ignoresTerm);
    await docker(engine, 'stop', name);
    await tells(name, said('Stopped, had to be killed'), ran);
  });

  it('that a container was restarted', async () => {
    const name = randomName('restart');
    await dockerRun(engine, name);
    await docker(engine, 'restart', name);
    await tells(name, said('Restarted'), ran);
  });

  it('that a container was killed', async () => {
    const name = randomName('kill');
    await dockerRun(engine, name);
    await docker(engine, 'kill', name);
    await tells(name, said('Killed'), ran);
  });

  it('that a container was sent a signal it lives through', async () => {
    const name = randomName('hup');
    await dockerRun(engine, name, [], "trap '' HUP; while :; do sleep 0.05; done");
    await docker(engine, 'kill', '--signal=HUP', name);
    await tells(name, said('Sent SIGHUP'), ran);
  });

  it('that a container crashed, by itself and with which code', async () => {
    const name = randomName('crash');
    await dockerRun(engine, name, [], shells.exitsAfter(0.3, 1));
    await tells(name, said('Exited 1', 'by itself'), ran);
  });

  it('that a container ran out of memory, and at which limit', async () => {
    const name = randomName('oom');
    await dockerRun(engine, name, ['--memory=16m', '--memory-swap=16m'], shells.runsOutOfMemory);
    await tells(name, said('Out of memory at 16 MiB', 'kernel'), ran);
  });

  it('that a job which removes itself has finished', async () => {
    const name = randomName('job');
    await dockerRun(engine, name, ['--rm'], shells.exitsAfter(0.3, 0));
    await tells(name, like(/^Finished, code 0, after .*; removed \(--rm\)$/, 'by itself'), ran);
  });

  it('that a job which removes itself has failed, and does not call that a crash', async () => {
    const name = randomName('job');
    await dockerRun(engine, name, ['--rm'], shells.exits(3));
    await tells(name, like(/^Exited 3, after .*; removed/, 'by itself'), ran);
    await page.getByRole('radio', { name: 'Crashes' }).click();
    await becomes(() => feedOf(page, name), []);
    await page.getByRole('radio', { name: 'All', exact: true }).click();
  });

  it('that a container was renamed', async () => {
    const name = randomName('before');
    const after = randomName('after');
    await dockerRun(engine, name);
    await docker(engine, 'rename', name, after);
    await tells(after, said(`Renamed from ${name}`));
  });

  it('that a container was removed while it ran', async () => {
    const name = randomName('rm');
    await dockerRun(engine, name);
    await docker(engine, 'rm', '-f', name);
    await tells(name, said('Removed while it ran'), ran);
  });

  it('each turn of a container’s health', async () => {
    const name = randomName('health');
    await dockerRun(engine, name, ['--health-cmd=test ! -e /tmp/bad', '--health-interval=100ms', '--health-retries=1']);
    await becomes(() => feedOf(page, name), [said('Became healthy', 'health check'), ran]);
    await docker(engine, 'exec', name, 'touch', '/tmp/bad');
    await tells(name, said('Became unhealthy', 'health check'), said('Became healthy', 'health check'), ran);
  });

  it('that it was you who started, restarted or stopped a container in this window', async () => {
    const name = randomName('mine');
    await dockerRun(
      engine,
      name,
      [],
      'test -e /tmp/again || { touch /tmp/again; exit 3; }; trap "exit 0" TERM; while :; do sleep 0.02; done',
    );
    const own = [said('Exited 3', 'by itself'), ran];
    await tells(name, ...own);
    const steps = [
      { key: 's', before: 'Crashed', after: 'Running', line: said('Started', 'you') },
      { key: 'r', before: 'Running', after: 'Running', line: said('Restarted', 'you') },
      { key: 's', before: 'Running', after: 'Stopped', line: like(/^Stopped; ran /, 'you') },
    ];
    const told: unknown[] = [];
    for (const { key, before, after, line } of steps) {
      await showContainers(page);
      await becomes(() => stateOf(page, name), before);
      await pointAtRow(page, name);
      await page.keyboard.press(key);
      await showActivity(page);
      told.unshift(line);
      await tells(name, ...told, ...own);
      await showContainers(page);
      await becomes(() => stateOf(page, name), after);
    }
    await showActivity(page);
  });
});
