import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LaunchedApp } from '../support/app.ts';
import { randomName, shells } from '../support/containers.ts';
import { startEngine, type TestEngine } from '../support/engine.ts';
import { docker, dockerRun } from './support/docker.ts';
import { openApp } from './support/launch.ts';
import { causeIn, rowOf, stateOf } from './support/list.ts';
import { becomes, holds } from './support/wait.ts';

let engine: TestEngine;
let app: LaunchedApp;
let page: LaunchedApp['page'];

beforeAll(async () => {
  engine = await startEngine();
  app = await openApp({ socketPath: engine.socketPath });
  page = app.page;
  await page.getByText('No containers yet').waitFor();
});

afterAll(async () => {
  await app?.close();
  await engine?.dispose();
});

const shows = (name: string, word: string) => becomes(() => stateOf(page, name), word);

describe('A container that somebody else touches in a terminal', () => {
  it('appears when it is created, and runs when it is started', async () => {
    const name = randomName('new');
    await docker(engine, 'create', '--name', name, '--label', 'quarterdeck.test', 'quarterdeck-test/busybox');
    await shows(name, 'Created');
    expect(await causeIn(page, name)).toBe('Created, not started yet');
    await docker(engine, 'start', name);
    await shows(name, 'Running');
    expect(await causeIn(page, name)).toBe('');
  });

  it('is shown as stopped when it is stopped, and as running when it is started again', async () => {
    const name = randomName('stopped');
    await dockerRun(engine, name);
    await shows(name, 'Running');
    await docker(engine, 'stop', name);
    await shows(name, 'Stopped');
    expect(await causeIn(page, name)).toBe('Stopped, by whom is not known');
    await docker(engine, 'start', name);
    await shows(name, 'Running');
  });

  it('is shown as stopped, not as crashed, when it is killed on purpose', async () => {
    const name = randomName('killed');
    await dockerRun(engine, name);
    await shows(name, 'Running');
    await docker(engine, 'kill', name);
    await shows(name, 'Stopped');
  });

  it('is shown as crashed with its exit code when it ends by itself', async () => {
    const name = randomName('crashed');
    await dockerRun(engine, name, [], shells.exits(1));
    await shows(name, 'Crashed');
    expect(await causeIn(page, name)).toBe('Exited 1');
    await holds('the exit code in the row', async () => (await rowOf(page, name).innerText()).includes('Exited 1'));
  });

  it('is shown as finished when it ends by itself with nothing wrong', async () => {
    const name = randomName('finished');
    await dockerRun(engine, name, [], shells.exits(0));
    await shows(name, 'Exited');
    expect(await causeIn(page, name)).toBe('Finished, code 0');
  });

  it('is shown with the memory that was not enough when the kernel ends it', async () => {
    const name = randomName('greedy');
    await dockerRun(engine, name, ['--memory=16m', '--memory-swap=16m'], shells.runsOutOfMemory);
    await shows(name, 'Crashed');
    await becomes(() => causeIn(page, name), 'Out of memory at 16 MiB');
  });

  it('is shown paused while it is paused', async () => {
    const name = randomName('paused');
    await dockerRun(engine, name);
    await docker(engine, 'pause', name);
    await shows(name, 'Paused');
    await docker(engine, 'unpause', name);
    await shows(name, 'Running');
  });

  it('keeps its row under its new name when it is renamed', async () => {
    const name = randomName('old');
    const after = randomName('renamed');
    await dockerRun(engine, name);
    await shows(name, 'Running');
    const line = await rowOf(page, name).getAttribute('data-line');
    await docker(engine, 'rename', name, after);
    await shows(after, 'Running');
    expect(await rowOf(page, after).getAttribute('data-line')).toBe(line);
    expect(await rowOf(page, name).count()).toBe(0);
  });

  it('turns healthy and unhealthy with its health check', async () => {
    const name = randomName('moody');
    await dockerRun(engine, name, ['--health-cmd=test ! -e /tmp/bad', '--health-interval=100ms', '--health-retries=1']);
    await shows(name, 'Healthy');
    await docker(engine, 'exec', name, 'touch', '/tmp/bad');
    await shows(name, 'Unhealthy');
    await docker(engine, 'exec', name, 'rm', '/tmp/bad');
    await shows(name, 'Healthy');
  });

  it('is shown restarting again and again when its restart policy brings it back', async () => {
    const name = randomName('loop');
    await dockerRun(engine, name, ['--restart=always'], shells.exits(3));
    await shows(name, 'Restarting');
    await holds('more than two restarts', async () => Number(await rowOf(page, name).locator('.cell-restarts').innerText()) > 2);
    expect(await causeIn(page, name)).toMatch(/^(Restart loop: exited 3|Exited 3, restarted)/);
    await docker(engine, 'rm', '-f', name);
    await shows(name, '');
  });

  it('disappears when it is removed, running or not', async () => {
    const [one, other] = [randomName('gone'), randomName('gone')];
    await dockerRun(engine, one);
    await dockerRun(engine, other);
    await shows(other, 'Running');
    await docker(engine, 'stop', one);
    await docker(engine, 'rm', one);
    await shows(one, '');
    await docker(engine, 'rm', '-f', other);
    await shows(other, '');
  });
});

describe('The list', () => {
  it('puts the containers of one Compose project together and says how many run', async () => {
    const project = randomName('shop');
    const labels = (service: string) => [`--label=com.docker.compose.project=${project}`, `--label=com.docker.compose.service=${service}`];
    await dockerRun(engine, `${project}-web-1`, labels('web'));
    await dockerRun(engine, `${project}-db-1`, labels('db'));
    const group = page
      .getByRole('row')
      .filter({ hasText: /\d of \d running/ })
      .filter({ hasText: project });
    await group.filter({ hasText: '2 of 2 running' }).waitFor();
    expect(await group.count()).toBe(1);
    await docker(engine, 'stop', `${project}-db-1`);
    await group.filter({ hasText: '1 of 2 running' }).waitFor();
  });

  it('shows as many containers as the engine has', async () => {
    const ids = (await docker(engine, 'ps', '-aq')).split('\n').length;
    await becomes(() => page.getByRole('radio', { name: /^All/ }).innerText(), expect.stringMatching(new RegExp(`All\\s*${ids}$`)));
  });
});
