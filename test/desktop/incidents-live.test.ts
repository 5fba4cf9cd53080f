import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LaunchedApp } from '../support/app.ts';
import { type Demo, startDemo } from '../support/demo.ts';
import { clipboardText } from './support/desktop.ts';
import { openApp } from './support/launch.ts';
import { becomes } from './support/wait.ts';

let demo: Demo;
let app: LaunchedApp;
let page: LaunchedApp['page'];

beforeAll(async () => {
  demo = await startDemo({ containers: 24 });
  app = await openApp({ socketPath: demo.socketPath });
  page = app.page;
  await page.getByRole('row').nth(3).waitFor();
  await demo.order({ do: 'end', container: 'dns-proxy', exitCode: 1, outOfMemory: false });
  await demo.order({ do: 'end', container: 'local-registry', exitCode: 139, outOfMemory: false });
});

afterAll(async () => {
  await app?.close();
  await demo?.stop();
});

const press = async (...keys: readonly string[]) => {
  for (const key of keys) await page.keyboard.press(key);
};
const list = () => page.getByRole('grid', { name: 'Incidents' });
const story = () => page.getByRole('region', { name: 'The incident' });
const choose = (name: string) =>
  list()
    .getByRole('row', { name: new RegExp(`^Open, (muted, )?${name}`) })
    .click();

describe('Of a container that has crashed, somebody', () => {
  it('reads what happened, with its evidence and its last lines', async () => {
    await press('Control+3');
    await choose('local-registry');
    await story().getByRole('heading', { name: 'local-registry crashed', level: 2 }).waitFor();
    await story().getByRole('region', { name: 'Evidence' }).getByText('139').first().waitFor();
    await story().getByRole('region', { name: 'Timeline' }).getByRole('listitem').first().waitFor();
    await story().getByRole('region', { name: 'Last log lines' }).waitFor();
    await press('c');
    await becomes(() => clipboardText(app.electron), expect.stringMatching(/^# local-registry crashed\n[\s\S]*SIGSEGV/));
  });

  it('mutes it for an hour, sees so, and takes it back in the settings', async () => {
    await choose('dns-proxy');
    await press('m');
    await page.getByRole('menuitem', { name: 'Mute dns-proxy for an hour' }).click();
    await list()
      .getByRole('row', { name: /^Open, muted, dns-proxy/ })
      .waitFor();
    await story()
      .getByText(/^muted until/)
      .waitFor();
    await page.getByRole('radio', { name: 'Muted' }).click();
    await becomes(() => list().locator('[data-index]').count(), 1);
    await page.getByRole('radio', { name: 'All' }).click();
    await press('Control+5');
    const muted = page.getByRole('region', { name: 'Muted' });
    await muted.getByText('dns-proxy').waitFor();
    await muted.getByRole('button', { name: 'Unmute' }).click();
    await muted.getByText('Nothing is muted.').waitFor();
  });

  it('forgets it for good', async () => {
    await press('Control+3');
    await choose('dns-proxy');
    await story()
      .getByRole('heading', { name: /^dns-proxy/ })
      .waitFor();
    await press('Delete');
    await page.getByRole('button', { name: 'Forget', exact: true }).click();
    await list()
      .getByRole('row', { name: /dns-proxy/ })
      .waitFor({ state: 'detached' });
  });

  it('finds it in its detail and in the feed too', async () => {
    await press('Control+2');
    await page.getByRole('radio', { name: 'Crashes' }).click();
    await page.getByRole('row', { name: /local-registry/ }).click();
    await page.getByRole('button', { name: 'Open incident' }).click();
    await story().getByRole('heading', { name: 'local-registry crashed', level: 2 }).waitFor();
    await press('Enter');
    await page.getByRole('region', { name: 'Open incident' }).getByText('local-registry crashed').waitFor();
    await page
      .getByRole('region', { name: 'Incidents' })
      .getByRole('button', { name: /^Open: / })
      .waitFor();
  });

  it('tries a rule over what is kept', async () => {
    await press('Control+5');
    const rules = page.getByRole('region', { name: 'Rules' });
    await rules.getByRole('listitem').filter({ hasText: 'CPU high' }).getByRole('button', { name: 'Test' }).click();
    await rules.getByText(/It would (not )?have been breached|Nothing is kept yet/).waitFor();
  });
});
