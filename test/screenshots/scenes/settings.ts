import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import type { Mute } from '../../../src-shared/incidents.ts';
import type { RuleTrial } from '../../../src-shared/rules.ts';
import { chooseFolders } from '../../desktop/support/desktop.ts';
import { feedAttention } from '../../support/fed-attention.ts';
import { containerIdOf } from '../../support/incidents.ts';
import { makeFolder } from '../../support/run-folder.ts';
import { back, onDemo, type Scene } from './scene.ts';

/** A settings file with a mistake of every kind, one of them hostile. */
const wrong = {
  quarterdeck: 'settings',
  version: 1,
  settings: {
    theme: 'pink',
    apiPort: 99_999,
    quietHours: { fromMinute: -1, toMinute: 'noon' },
    ['<b>a\u202Eb</b>'.repeat(20)]: 1,
    rules: [
      {
        id: 'X',
        name: '',
        enabled: 'yes',
        scope: { kind: 'container', name: '' },
        condition: { kind: 'cpuOver', percent: 0, forSeconds: 1e9 },
      },
    ],
  },
};
const long = 'long-name-'.repeat(410).slice(0, 4_096);

function mutes(nowMs: number): readonly Mute[] {
  return [
    { scope: { kind: 'container', hostId: 'local', name: 'worker' }, until: { kind: 'time', atMs: nowMs + 2_400_000 }, sinceMs: nowMs },
    { scope: { kind: 'project', hostId: 'local', project: 'tide-metrics' }, until: { kind: 'forever' }, sinceMs: nowMs - 90_000_000 },
    { scope: { kind: 'container', hostId: 'local', name: long }, until: { kind: 'well' }, sinceMs: nowMs - 1_000 },
  ];
}

function trial(nowMs: number): RuleTrial {
  const breach = (name: string, agoMs: number, forMs: number | null, text: string) => ({
    hostId: 'local',
    containerId: containerIdOf(name),
    name,
    fromMs: nowMs - agoMs,
    untilMs: forMs === null ? null : nowMs - agoMs + forMs,
    text,
  });
  return {
    containers: 24,
    sinceMs: nowMs - 840_000,
    notTriable: null,
    breaches: [
      breach('harbor-shop-order-worker', 600_000, 184_000, 'CPU 121 % for 3 min 4 s'),
      breach('harbor-shop-order-worker', 240_000, 130_000, 'CPU 98.2 % for 2 min 10 s'),
      breach(long, 125_000, null, 'CPU 400 % for 2 min 5 s'),
    ],
  };
}

async function arrive(page: Page, title: string): Promise<void> {
  await page.keyboard.press('Control+5');
  await page.getByRole('heading', { name: title, level: 2 }).waitFor();
  await page.getByRole('heading', { name: title, level: 2 }).evaluate((it) => it.closest('section')?.scrollIntoView());
  await page.waitForTimeout(300);
}

const part = (name: string, title: string, more?: (page: Page) => Promise<void>): Scene => ({
  name,
  open: () => onDemo(24),
  arrange: async (page, app) => {
    const nowMs = Date.now();
    await feedAttention(app, { incidents: [], mutes: mutes(nowMs), trial: trial(nowMs) });
    await arrive(page, title);
    await more?.(page);
    await page.getByRole('heading', { name: title, level: 2 }).evaluate((it) => it.closest('section')?.scrollIntoView());
  },
  clear: back,
});

export const settingsScenes: readonly Scene[] = [
  part('settings-notifications', 'Notifications', async (page) => {
    await page.getByRole('radiogroup', { name: 'Quiet hours' }).getByText('On').click();
    await page.getByLabel('Quiet to').fill('7:75');
    await page.keyboard.press('Enter');
  }),
  part('settings-muted', 'Muted'),
  part('settings-rules', 'Rules', async (page) => {
    await page.getByRole('radiogroup', { name: 'CPU high' }).getByText('On').click();
    await page.getByRole('listitem').filter({ hasText: 'CPU high' }).getByRole('button', { name: 'Test' }).click();
    await page.getByText(/It would have been breached/).waitFor();
  }),
  part('settings-rule-problems', 'Rules', async (page) => {
    await page.getByRole('button', { name: 'New rule' }).click();
    await page.getByLabel('Applies to').first().selectOption('container');
    await page.getByLabel('Per cent').fill('0');
    await page.getByRole('textbox', { name: 'For' }).fill('x');
    await page.getByLabel('Restart it').click();
    await page.getByLabel('Restarts at most').fill('90');
    await page.getByRole('button', { name: 'Add rule' }).click();
    await page.waitForTimeout(200);
  }),
  part('settings-tray', 'Tray and start'),
  {
    ...part('settings-import', 'Export and import'),
    arrange: async (page, app) => {
      const file = join(makeFolder('settings'), 'settings.json');
      writeFileSync(file, JSON.stringify(wrong));
      await chooseFolders(app.electron, file);
      await arrive(page, 'Export and import');
      await page.getByRole('button', { name: 'Import…' }).click();
      await page.getByRole('alert').waitFor();
    },
  },
];
