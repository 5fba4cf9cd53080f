import type { Page } from 'playwright';
import { emptyContainerConfig } from '../../../src-shared/container-config.ts';
import { askCore, valueFrom } from '../../desktop/support/core.ts';
import { chooseFromMenu, rowOf } from '../../desktop/support/list.ts';
import { startEngine } from '../../support/engine.ts';
import { flowImage, importFlowImage } from '../../support/flow-image.ts';
import { makeFolder } from '../../support/run-folder.ts';
import { back, onDemo, type Scene, type World } from './scene.ts';

/** A real engine that can run flow containers. */
async function onFlowEngine(): Promise<World> {
  const engine = await startEngine();
  await importFlowImage(engine.socketPath);
  return {
    app: { socketPath: engine.socketPath, environment: { XDG_STATE_HOME: makeFolder('s') } },
    close: () => engine.dispose(),
  };
}

const names = ['orders', 'mailer', 'a-flow-container-with-a-name-that-is-longer-than-its-column-and-goes-on'];

/** Three flow containers, one of them not connected, one stopped; made once. */
async function haveFlows(page: Page): Promise<void> {
  await page.keyboard.press('Control+1');
  if ((await rowOf(page, 'orders').count()) > 0) return;
  const hostId = valueFrom(await askCore(page, 'getSnapshot', {})).hosts[0]?.id ?? '';
  for (const [index, name] of names.entries()) {
    const command = index === 1 ? ['/bin/node', '-e', 'setInterval(() => {}, 1000)'] : ['/bin/node', '/app/agent.mjs', 'good'];
    const config = { ...emptyContainerConfig, image: flowImage, name, command, flow: true };
    valueFrom(await askCore(page, 'createContainer', { hostId, config, start: true }));
  }
  await page
    .getByRole('row', { name: /takes messages, connected/ })
    .first()
    .waitFor();
}

async function openMessages(page: Page, name: string): Promise<void> {
  await haveFlows(page);
  await rowOf(page, name).locator('.cell-name').dblclick();
  await page.getByRole('tab', { name: 'Messages' }).waitFor();
  await page.keyboard.press('5');
  await page.getByRole('textbox', { name: 'Command' }).waitFor();
}

async function say(page: Page, command: string, data: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Command' }).fill(command);
  await page.getByRole('textbox', { name: 'Data as JSON' }).fill(data);
  await page.keyboard.press('Control+Enter');
  await page.waitForTimeout(300);
}

async function conversation(page: Page): Promise<void> {
  await openMessages(page, 'orders');
  await say(page, 'echo', '{"order": 4711, "items": [{"sku": "A-1", "count": 2}], "note": "leave at the door"}');
  await say(page, 'event', '{"event":"progress","actor":"worker","data":{"done":12,"of":40}}');
  await say(page, 'refuse', '["today"]');
  await say(
    page,
    'event',
    '{"event":"a very long name of an event that nobody would give","data":"<img src=x onerror=alert(1)> \\u202e hidden"}',
  );
  await say(page, 'raw', `"${Buffer.from('this is no JSON at all\n').toString('base64')}"`);
  await page
    .getByRole('row', { name: /progress/ })
    .last()
    .locator('.message-head')
    .click();
  await say(page, 'echo', '{"a": 1,}');
}

async function toSeveral(page: Page): Promise<void> {
  await openMessages(page, 'orders');
  await page.getByRole('button', { name: /^To orders/ }).click();
  await page.getByRole('dialog').getByRole('checkbox').first().check();
  await page.waitForTimeout(200);
}

const withoutEngine = async (): Promise<World> => ({ app: {} });

const settings = (heading: string) => async (page: Page) => {
  await page.keyboard.press('Control+5');
  await page.getByRole('region', { name: 'Programs' }).getByRole('radio', { name: 'On' }).click();
  await page.getByRole('heading', { name: heading }).scrollIntoViewIfNeeded();
  await page.waitForTimeout(800);
};

async function deleted(page: Page): Promise<void> {
  await page.getByRole('row').nth(2).locator('.cell-name').click();
  await page.keyboard.press('Delete');
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await page
    .getByText(/s left$/)
    .first()
    .waitFor();
}

export const messagesScenes: readonly Scene[] = [
  {
    name: 'operations',
    open: onFlowEngine,
    arrange: async (page) => {
      await haveFlows(page);
      if ((await page.getByRole('region', { name: 'Under way' }).count()) === 0) {
        await chooseFromMenu(page, 'mailer', 'Restart gracefully (30 s)');
      }
      await page.waitForTimeout(2_500);
    },
    clear: back,
  },
  { name: 'flow-list', open: onFlowEngine, arrange: haveFlows, clear: back },
  { name: 'messages', open: onFlowEngine, arrange: conversation, clear: back },
  { name: 'messages-waiting', open: onFlowEngine, arrange: (page) => openMessages(page, 'mailer'), clear: back },
  { name: 'messages-several', open: onFlowEngine, arrange: toSeveral, clear: back },
  {
    name: 'flow-overview',
    open: onFlowEngine,
    arrange: async (page) => {
      await openMessages(page, 'orders');
      await page.getByRole('tab', { name: 'Overview' }).click();
      await page.waitForTimeout(500);
    },
    clear: back,
  },
  {
    name: 'delete-dialog',
    open: () => onDemo(40),
    arrange: async (page) => {
      await page.getByRole('row').nth(2).locator('.cell-name').click();
      await page.keyboard.press('Delete');
      await page.getByRole('dialog').waitFor();
    },
    clear: back,
  },
  { name: 'deleted', open: () => onDemo(40), arrange: deleted, clear: back },
  { name: 'settings-programs', open: withoutEngine, arrange: settings('Programs (Socket.IO API)'), clear: back },
  { name: 'settings-logs', open: withoutEngine, arrange: settings('Logs of Quarterdeck'), clear: back },
  {
    name: 'add-remote',
    open: onFlowEngine,
    arrange: async (page) => {
      await page.keyboard.press('Control+4');
      await page.getByRole('button', { name: 'Add a remote Quarterdeck…' }).click();
      await page.getByLabel('URL').fill('http://build-machine:4773');
      await page.keyboard.press('Enter');
      await page.waitForTimeout(300);
    },
    clear: back,
  },
];
