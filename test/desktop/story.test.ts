import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { LaunchedApp } from '../support/app.ts';
import { randomName } from '../support/containers.ts';
import { countReal } from '../support/count.ts';
import { startEngine, type TestEngine } from '../support/engine.ts';
import { writeFlowCode } from '../support/flow-code.ts';
import { flowImage, importFlowImage } from '../support/flow-image.ts';
import { makeFolder } from '../support/run-folder.ts';
import { docker, inspected } from './support/docker.ts';
import { openApp } from './support/launch.ts';
import { closeNotices } from './support/list.ts';
import { type FlowStory, flowStory, preparedFlags, stateEntries } from './support/story.ts';
import { becomes } from './support/wait.ts';

let engine: TestEngine;
let app: LaunchedApp;
let page: LaunchedApp['page'];
let story: FlowStory;
const stateHome = makeFolder('s');

beforeAll(async () => {
  engine = await startEngine();
  await importFlowImage(engine.socketPath);
  app = await openApp({ socketPath: engine.socketPath, environment: { XDG_STATE_HOME: stateHome } });
  page = app.page;
  story = flowStory(app);
});

afterEach(() => closeNotices(page));

afterAll(async () => {
  await app?.close();
  await engine?.dispose();
});

/** The uid of its process, as the machine sees it. */
const processUser = async (name: string) => (await docker(engine, 'top', name, '-o', 'uid,pid')).split('\n')[1]?.trim().split(/\s+/)[0];
const containers = () => docker(engine, 'ps', '--all', '--format', '{{.Names}}');
/** Longer than a deletion can be undone, by what the removal takes. */
const removed = { withinMs: 14_000 };

/** Creates and starts a flow container with the form, by its keys; of the folded fields, the user. */
async function createByKeyboard(name: string, user: string): Promise<void> {
  await page.keyboard.press('Control+n');
  await page.getByRole('combobox', { name: 'Image' }).waitFor();
  await page.keyboard.type(flowImage.slice(0, 16));
  await page.getByRole('option', { name: flowImage }).waitFor();
  for (const key of ['ArrowDown', 'Enter', 'Tab']) await page.keyboard.press(key);
  await page.keyboard.type(name);
  await page.locator('summary', { hasText: 'Process' }).press('Enter');
  await page.getByLabel('User', { exact: true }).focus();
  await page.keyboard.type(user);
  await page.getByRole('checkbox', { name: 'Flow container' }).press('Space');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('heading', { name, level: 1 }).waitFor();
  await page.getByRole('tab', { name: 'Overview' }).waitFor();
  countReal('container');
}

/** Code that answers anew, then code that does not run: the window says that the one before is back, and it answers. */
async function updateTwice(name: string): Promise<void> {
  const before = await inspected(engine, name, '{{.Id}}');
  await story.sendCode(name, writeFlowCode(engine.folder, 'two'));
  await page.getByText(`Updated ${name}`).waitFor();
  countReal('container');
  const after = await inspected(engine, name, '{{.Id}}');
  expect(after).not.toBe(before);
  await story.connected(name);
  expect(await story.send(name, 'dump')).toContain('{"version":"two"}');

  await story.sendCode(name, writeFlowCode(engine.folder, 'broken'));
  const failure = page.getByRole('alert').filter({ hasText: `${name} was not updated` });
  await failure.waitFor();
  expect(await failure.innerText()).toContain('ended by itself, exit code 3. Rolled back: the old container runs on under its name.');
  expect(await inspected(engine, name, '{{.Id}} {{.State.Status}}')).toBe(`${after} running`);
  await story.connected(name);
  expect(await story.send(name, 'dump')).toContain('{"version":"two"}');
}

describe.each([
  ['as root', '', '0'],
  ['as uid 1000', '1000:1000', '1000'],
])('The story of a flow container from the window, %s', (_who, user, uid) => {
  const name = randomName('story');
  let before: readonly string[];

  it('begins in the form: it is created, starts, and answers the first message', async () => {
    before = stateEntries(stateHome);
    await createByKeyboard(name, user);
    await story.connected(name);
    expect(await inspected(engine, name, '{{.State.Status}} {{.Config.User}}')).toBe(`running ${user}`.trimEnd());
    expect(await processUser(name)).toBe(uid);
    expect(await story.send(name, 'dump')).toMatch(/"uptimeMs":\d/);
    expect(stateEntries(stateHome).length).toBeGreaterThan(before.length);
  });

  it('goes on with new code that answers anew, and broken code that is rolled back and said so', () => updateTwice(name));

  it('ends with its deletion, of which no container, folder or socket is left', async () => {
    await story.delete(name);
    await becomes(containers, '', removed);
    await becomes(() => stateEntries(stateHome), before);
  });
});

describe('The story of a prepared container without any capability, as uid 1000', () => {
  const name = randomName('prepared');

  it('is the same from the window: messages, new code, and broken code that is rolled back', async () => {
    const flags = await preparedFlags(name, stateHome);
    const bare = ['--cap-drop=ALL', '--security-opt=no-new-privileges', '--user=1000:1000', '--network=none'];
    await docker(engine, 'run', '-d', ...flags, ...bare, flowImage);
    countReal('container');
    await story.connected(name);
    expect(await story.send(name, 'dump')).toMatch(/"uptimeMs":\d/);
    await updateTwice(name);
    const kept = '{{.HostConfig.CapDrop}} {{.HostConfig.SecurityOpt}} {{.Config.User}}';
    expect(await inspected(engine, name, kept)).toBe('[ALL] [no-new-privileges] 1000:1000');
  });

  it('ends with its deletion; the folder that the user prepared stays for the next container of that name', async () => {
    const flags = await preparedFlags(name, stateHome);
    await story.delete(name);
    await becomes(containers, '', removed);
    expect(stateEntries(stateHome).filter((it) => it.startsWith('updates/'))).toEqual([]);
    expect(await preparedFlags(name, stateHome)).toEqual(flags);
  });
});
