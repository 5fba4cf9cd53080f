import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { LaunchedApp } from '../support/app.ts';
import { randomName } from '../support/containers.ts';
import { startEngine, type TestEngine } from '../support/engine.ts';
import { callEngine } from '../support/engine-call.ts';
import { docker, dockerRun, inspected } from './support/docker.ts';
import { feedOf, showActivity, showContainers } from './support/feed.ts';
import { openApp } from './support/launch.ts';
import { pointAtRow, rowOf, stateOf } from './support/list.ts';
import { openThings, settled } from './support/open-things.ts';
import { becomes } from './support/wait.ts';
import { mainPid } from './support/window.ts';

/** From the engine's first answer to a window that shows it as connected. */
const recoveryMs = 1_000;
/** A hung engine answers nothing: that it does not is seen by a heartbeat and its deadline. */
const hungMs = 5_000;

const name = randomName('web');
let engine: TestEngine;
let app: LaunchedApp;
let page: LaunchedApp['page'];

beforeAll(async () => {
  engine = await startEngine({ liveRestore: true });
  await dockerRun(engine, name);
  app = await openApp({ socketPath: engine.socketPath });
  page = app.page;
  await becomes(() => stateOf(page, name), 'Running');
});

/** One test that fails must not take the others along. */
afterEach(async () => {
  engine.resume();
  const answers = await callEngine(engine.socketPath, 'GET', '/_ping').catch(() => null);
  if (answers?.status !== 200) await engine.restart();
});

afterAll(async () => {
  engine?.resume();
  await app?.close();
  await engine?.dispose();
});

const banner = () => page.locator('.lost-banner');
const open = () => openThings(mainPid(app.electron), engine);

/** Waits for the banner, and gives how long it took, in ms. */
async function lost(sinceMs: number): Promise<number> {
  await banner().waitFor();
  return performance.now() - sinceMs;
}

/** Waits until nothing is shown as old any more, and gives how long that took after the engine answered, in ms. */
async function recovered(sinceMs: number): Promise<number> {
  await banner().waitFor({ state: 'hidden' });
  await becomes(() => stateOf(page, name), 'Running');
  const tookMs = performance.now() - sinceMs;
  expect(await rowOf(page, name).getAttribute('class')).not.toContain('is-stale');
  return tookMs;
}

/** What is on screen while the engine is away: nothing of it is told as if it were so now. */
async function showsNothingAsCurrent(): Promise<void> {
  expect(await rowOf(page, name).getAttribute('class')).toContain('is-stale');
  expect(await rowOf(page, name).getAttribute('aria-label')).toMatch(/, not current$/);
  await banner()
    .getByText(/The list is as of \d+\ss ago/)
    .waitFor();
  await page.locator('.list-footer').getByText('Actions wait until the engine answers.').waitFor();
  // No action reaches for an engine that is not there.
  await pointAtRow(page, name);
  await page.keyboard.press('s');
  expect(await rowOf(page, name).innerText()).not.toContain('Stopping');
}

describe('An engine that is lost while the window is open', () => {
  it('is told of when it was stopped, and shown again when it was started', async () => {
    const stoppedAtMs = performance.now();
    await engine.stop();
    expect(await lost(stoppedAtMs)).toBeLessThan(hungMs);
    await showsNothingAsCurrent();
    await engine.start();
    expect(await recovered(performance.now())).toBeLessThan(recoveryMs);
  });

  it('is told of when it was killed and its socket file is still there', async () => {
    await engine.kill();
    await lost(performance.now());
    await showsNothingAsCurrent();
    await engine.start();
    expect(await recovered(performance.now())).toBeLessThan(recoveryMs);
  });

  it('is told of within five seconds when it hangs, and shown again when it goes on', async () => {
    const pausedAtMs = performance.now();
    engine.pause();
    expect(await lost(pausedAtMs)).toBeLessThan(hungMs);
    await banner().getByText('does not answer').waitFor();
    await showsNothingAsCurrent();
    engine.resume();
    expect(await recovered(performance.now())).toBeLessThan(recoveryMs);
  });

  it('is told of when it restarts, and what happened meanwhile is shown afterwards', async () => {
    const other = randomName('meanwhile');
    await dockerRun(engine, other);
    await becomes(() => stateOf(page, other), 'Running');
    const pid = Number(await inspected(engine, other, '{{.State.Pid}}'));
    await engine.stop();
    await lost(performance.now());
    process.kill(pid, 'SIGKILL');
    await engine.start();
    await recovered(performance.now());
    await becomes(() => stateOf(page, other), expect.stringMatching(/^(Exited|Crashed)$/));
    await docker(engine, 'rm', other);
    await becomes(() => stateOf(page, other), '');
  });

  it('is tried at once with ‘Retry now’, by button and by key, and stays lost while it is', async () => {
    await engine.stop();
    await lost(performance.now());
    await banner().getByRole('button', { name: 'Retry now' }).click();
    await page.keyboard.press('r');
    await banner().getByRole('button', { name: 'Retry now' }).waitFor();
    expect(await banner().count()).toBe(1);
    await engine.start();
    expect(await recovered(performance.now())).toBeLessThan(recoveryMs);
  });

  it('is told of in the feed once, and for how long it was away', async () => {
    await showActivity(page);
    await page.getByRole('radio', { name: 'Engine' }).click();
    const lines = () => page.locator('.feed-text').allInnerTexts();
    const before = await lines();
    await engine.kill();
    await becomes(lines, ['Docker Engine stopped answering', ...before]);
    await engine.start();
    await becomes(lines, [expect.stringMatching(/^Docker Engine answers again after \d/), 'Docker Engine stopped answering', ...before]);
    // Containers that lived through it are no news.
    await page.getByRole('radio', { name: 'All', exact: true }).click();
    const own = await feedOf(page, name);
    expect(own.filter((line) => !line.text.startsWith('Created'))).toEqual([]);
    await showContainers(page);
    await recovered(performance.now());
  });

  it('leaves nothing open when it comes back, three times', async () => {
    const before = await settled(open);
    for (let round = 0; round < 3; round += 1) {
      await (round === 1 ? engine.stop() : engine.kill());
      await lost(performance.now());
      await engine.start();
      expect(await recovered(performance.now())).toBeLessThan(recoveryMs);
    }
    await becomes(open, before);
  });

  it('leaves nothing open when it hung and went on', async () => {
    const before = await settled(open);
    engine.pause();
    await lost(performance.now());
    engine.resume();
    await recovered(performance.now());
    await becomes(open, before);
  });
});
