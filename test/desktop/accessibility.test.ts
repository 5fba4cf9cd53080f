import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fed } from '../screenshots/scenes/incident-stories.ts';
import type { LaunchedApp } from '../support/app.ts';
import { type Demo, startDemo } from '../support/demo.ts';
import { feedAttention } from '../support/fed-attention.ts';
import { seriousFindings } from './support/axe.ts';
import { openApp } from './support/launch.ts';

const themes = ['light', 'dark'] as const;

async function turn(app: LaunchedApp, theme: (typeof themes)[number]): Promise<void> {
  await app.page.emulateMedia({ colorScheme: theme });
  await app.page.locator(`html[data-theme=${theme}]`).waitFor();
}

/** What axe finds in both themes, each line with its theme. */
async function findings(app: LaunchedApp): Promise<readonly string[]> {
  const all: string[] = [];
  for (const theme of themes) {
    await turn(app, theme);
    all.push(...(await seriousFindings(app.page)).map((line) => `${theme}: ${line}`));
  }
  return all;
}

describe('Nothing serious is in the way of anybody, in light and in dark,', () => {
  let demo: Demo;
  let app: LaunchedApp;
  let page: LaunchedApp['page'];

  beforeAll(async () => {
    demo = await startDemo({ containers: 40 });
    app = await openApp({ socketPath: demo.socketPath });
    page = app.page;
    await page.getByRole('row').nth(3).waitFor();
    await demo.order({ do: 'flood', kind: 'rename', perSecond: 10, seconds: 1 });
  });

  // Whatever the test before left open is gone.
  beforeEach(async () => {
    await page.reload();
    await page.getByRole('row').nth(3).waitFor();
  });

  afterAll(async () => {
    await app?.close();
    await demo?.stop();
  });

  /** Puts the cursor on a container that runs. */
  const chooseRunning = async () => {
    await page.getByRole('radio', { name: /^Running/ }).click();
    // Home leaves the segments, which have arrows of their own.
    await keys('Home', 'ArrowDown');
  };
  const keys = async (...pressed: readonly string[]) => {
    for (const key of pressed) await page.keyboard.press(key);
  };

  it('in the list of containers', async () => {
    await keys('ArrowDown', 'ArrowDown');
    expect(await findings(app)).toEqual([]);
  });

  it('in the list while several are selected', async () => {
    await keys('Home', 'ArrowDown', 'Space', 'Shift+ArrowDown', 'Shift+ArrowDown');
    await page.getByRole('toolbar').waitFor();
    expect(await findings(app)).toEqual([]);
  });

  it('where the filter leaves nothing', async () => {
    await keys('/');
    await page.keyboard.type('posgres');
    await page.getByText('Nothing matches “posgres”.').waitFor();
    expect(await findings(app)).toEqual([]);
  });

  it('in the menu of a container', async () => {
    await keys('Home', 'ArrowDown', 'Shift+F10');
    await page.getByRole('menu').waitFor();
    expect(await findings(app)).toEqual([]);
  });

  it('in the questions that come before removing, renaming and killing', async () => {
    await chooseRunning();
    for (const key of ['Delete', 'F2', 'k']) {
      await keys(key);
      await page.getByRole('dialog').waitFor();
      expect(await findings(app)).toEqual([]);
      await keys('Escape');
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
    }
  });

  it('in the four tabs of a container', async () => {
    await chooseRunning();
    await keys('Enter');
    for (const tab of ['Overview', 'Logs', 'Activity', 'Inspect']) {
      await page.getByRole('tab', { name: tab }).click();
      await page.getByRole('tabpanel').waitFor();
      if (tab === 'Overview') await page.getByRole('img', { name: /^CPU in per cent/ }).waitFor();
      if (tab === 'Inspect') await page.getByText('"Id"').waitFor();
      expect(await findings(app)).toEqual([]);
    }
  });

  it('in the activity, the hosts, the settings and the list of keys', async () => {
    for (const [key, title] of [
      ['Control+2', 'Activity'],
      ['Control+3', 'Incidents'],
      ['Control+4', 'Hosts'],
      ['Control+5', 'Settings'],
    ] as const) {
      await keys(key);
      await page.getByRole('heading', { name: title, level: 1 }).waitFor();
      expect(await findings(app)).toEqual([]);
    }
    await keys('?');
    await page.getByRole('dialog', { name: 'Keys' }).waitFor();
    expect(await findings(app)).toEqual([]);
  });

  it('in incidents that are open, resolved, muted or of several containers, and where what was kept is gone', async () => {
    for (const name of [
      'incidents-some',
      'incidents-several',
      'incidents-resolved',
      'incidents-muted',
      'incidents-hostile',
      'incidents-failed',
    ]) {
      await feedAttention(app, fed(name));
      await keys('Control+3');
      await page.getByRole('region', { name: 'The incident' }).waitFor();
      await page.getByRole('region', { name: 'Evidence' }).waitFor();
      expect(await findings(app)).toEqual([]);
    }
    await keys('m');
    await page.getByRole('menu').waitFor();
    expect(await findings(app)).toEqual([]);
    await keys('Escape');
    await feedAttention(app, { incidents: [] });
  });

  it('in the form of a rule, with and without problems', async () => {
    await keys('Control+5');
    await page.getByRole('button', { name: 'New rule' }).click();
    expect(await findings(app)).toEqual([]);
    await page.getByRole('checkbox', { name: 'Restart it' }).check();
    await page.getByRole('button', { name: 'Add rule' }).click();
    await page.getByText('Give it a name').waitFor();
    expect(await findings(app)).toEqual([]);
  });

  it('where there are no containers', async () => {
    await demo.order({ do: 'resize', containers: 0 });
    await page.getByText('No containers yet').waitFor();
    expect(await findings(app)).toEqual([]);
    await demo.order({ do: 'resize', containers: 10 });
    await page.getByRole('row').nth(3).waitFor();
  });

  it('while the engine is lost', async () => {
    demo.child.kill('SIGSTOP');
    await page.locator('.lost-banner').waitFor();
    expect(await findings(app)).toEqual([]);
    await keys('Control+4');
    await page.getByRole('button', { name: 'Retry now' }).waitFor();
    expect(await findings(app)).toEqual([]);
    demo.child.kill('SIGCONT');
  });
});

describe('Nothing serious is in the way of anybody without an engine,', () => {
  it.each([
    ['where nothing is at the address', 'unix:///nowhere/docker.sock', 'There is no engine at that address'],
    ['where there is no address', 'dockr:/where', 'DOCKER_HOST is not an address'],
  ])('%s', async (_where, address, title) => {
    const app = await openApp({ environment: { DOCKER_HOST: address } });
    try {
      await app.page.getByRole('heading', { name: title }).waitFor();
      expect(await findings(app)).toEqual([]);
      await app.page.keyboard.press('Control+4');
      await app.page.getByRole('heading', { name: 'Hosts', level: 1 }).waitFor();
      expect(await findings(app)).toEqual([]);
      await app.page.keyboard.press('Control+2');
      await app.page.getByRole('heading', { name: 'Activity', level: 1 }).waitFor();
      expect(await findings(app)).toEqual([]);
    } finally {
      await app.close();
    }
  });
});
