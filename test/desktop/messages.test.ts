import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emptyContainerConfig } from '../../src-shared/container-config.ts';
import type { LaunchedApp } from '../support/app.ts';
import { randomName } from '../support/containers.ts';
import { startEngine, type TestEngine } from '../support/engine.ts';
import { flowImage, importFlowImage } from '../support/flow-image.ts';
import { makeFolder } from '../support/run-folder.ts';
import { seriousFindings } from './support/axe.ts';
import { askCore, valueFrom } from './support/core.ts';
import { clipboardText } from './support/desktop.ts';
import { docker } from './support/docker.ts';
import { openApp } from './support/launch.ts';
import { closeNotices, pointAtRow, rowOf } from './support/list.ts';
import { becomes } from './support/wait.ts';

let engine: TestEngine;
let app: LaunchedApp;
let page: LaunchedApp['page'];

beforeAll(async () => {
  engine = await startEngine();
  await importFlowImage(engine.socketPath);
  app = await openApp({ socketPath: engine.socketPath, environment: { XDG_STATE_HOME: makeFolder('s') } });
  page = app.page;
});

afterAll(async () => {
  await app?.close();
  await engine?.dispose();
});

async function hostId(): Promise<string> {
  return valueFrom(await askCore(page, 'getSnapshot', {})).hosts[0]?.id ?? '';
}

/** A flow container of the tests' own agent, made through the window's bridge; the list shows it connected. */
async function flowContainer(behaviour = 'good', connected = true): Promise<string> {
  const name = randomName('flow');
  const config = {
    ...emptyContainerConfig,
    image: flowImage,
    name,
    command: ['/bin/node', '/app/agent.mjs', behaviour],
    networks: [],
    flow: true,
  };
  valueFrom(await askCore(page, 'createContainer', { hostId: await hostId(), config, start: connected }));
  await page.keyboard.press('Control+1');
  if (connected)
    await rowOf(page, name)
      .and(page.getByRole('row', { name: /takes messages, connected/ }))
      .waitFor();
  return name;
}

async function openMessages(name: string): Promise<void> {
  await page.keyboard.press('Control+1');
  await pointAtRow(page, name);
  await page.keyboard.press('Enter');
  await page.getByRole('tab', { name: 'Messages' }).waitFor();
  await page.keyboard.press('5');
  await page.getByRole('textbox', { name: 'Command' }).waitFor();
}

const grid = () => page.getByRole('treegrid');
const line = (text: RegExp) => grid().getByRole('row', { name: text });
const status = () => page.locator('#composer-status');

async function compose(command: string, data: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Command' }).fill(command);
  await page.getByRole('textbox', { name: 'Data as JSON' }).fill(data);
}

describe('In the messages of a flow container, the user', () => {
  it('sends a command by keyboard, and sees it, its reply and how long that took', async () => {
    const name = await flowContainer();
    await openMessages(name);
    await page.getByRole('heading', { name: 'No messages yet' }).waitFor();
    await page.keyboard.press('m');
    await page.keyboard.type('echo');
    await page.keyboard.press('Tab');
    await page.getByRole('textbox', { name: 'Data as JSON' }).fill('{"answer": 42}');
    await page.keyboard.press('Control+Enter');
    await line(/Sent command echo \{"answer":42\}/).waitFor();
    await line(/Received reply .*\{"answer":42\}.*ms/).waitFor();
    await status()
      .getByText(/^Answered in [\d.]+\sms$/)
      .waitFor();
  });

  it('is told where the JSON breaks, and can’t send it', async () => {
    await compose('echo', '{"a": 1,}');
    await status().getByText('Line 1, column 9: A comma too many').waitFor();
    const before = await grid().getByRole('row').count();
    await page.keyboard.press('Control+Enter');
    expect(await grid().getByRole('row').count()).toBe(before);
  });

  it('has what was sent before with the arrow, and the JSON laid out', async () => {
    await compose('refuse', '[1,2]');
    await page.keyboard.press('Control+Enter');
    await line(/Received failed .*I would rather not/).waitFor();
    await status().getByText('I would rather not').waitFor();
    await page.getByRole('button', { name: 'Lay the JSON out' }).click();
    expect(await page.getByRole('textbox', { name: 'Data as JSON' }).inputValue()).toBe('[\n  1,\n  2\n]');
    const command = page.getByRole('textbox', { name: 'Command' });
    await command.fill('');
    await command.press('ArrowUp');
    await becomes(() => command.inputValue(), 'refuse');
    await command.press('ArrowUp');
    await becomes(() => command.inputValue(), 'echo');
  });

  it('sees what it tells unasked, opens it, and copies it', async () => {
    await compose('event', '{"event":"progress","actor":"worker","data":{"deep":{"er":"<b>no markup</b>"}}}');
    await page.keyboard.press('Control+Enter');
    const told = line(/Received event progress/);
    await told.click();
    await told.locator('pre').getByText('"er": "<b>no markup</b>"').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await grid().focus();
    await page.keyboard.press('c');
    await becomes(async () => (await clipboardText(app.electron)).includes('<b>no markup</b>'), true);
    await closeNotices(page);
  });

  it('finds messages, with what belongs to them, and forgets them', async () => {
    await page.getByRole('textbox', { name: 'Filter messages' }).fill('rather');
    await becomes(() => grid().getByRole('row').count(), 2);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Forget these messages' }).click();
    await page.getByRole('heading', { name: 'No messages yet' }).waitFor();
  });

  it('sends to several at once and sees what each answered', async () => {
    const other = await flowContainer();
    const first = valueFrom(await askCore(page, 'getSnapshot', {})).containers.find((it) => it.name !== other)?.name ?? '';
    await openMessages(other);
    await page.getByRole('button', { name: `To ${other}` }).click();
    await page.getByRole('dialog').getByLabel(first).check();
    await page.keyboard.press('Enter');
    await compose('echo', '"all"');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('heading', { name: 'All 2 answered' }).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    expect(await page.getByRole('list', { name: 'Outcomes' }).getByRole('listitem').count()).toBe(2);
  });

  it('is told what has to happen where it does not run, and reads the socket in its facts', async () => {
    const name = await flowContainer('good', false);
    await openMessages(name);
    await page.getByRole('heading', { name: 'It does not run' }).waitFor();
    await page.keyboard.press('s');
    await page.getByRole('heading', { name: 'No messages yet' }).waitFor();
    await page.keyboard.press('1');
    const facts = page.getByRole('region', { name: 'Messages' });
    await facts.getByText(/^Connected/).waitFor();
    await facts.getByText(/\.sock$/).waitFor();
  });

  it('has no such tab where a container takes no messages', async () => {
    const name = randomName('plain');
    await docker(engine, 'run', '-d', '--network=none', '--name', name, flowImage, '/bin/node', '-e', 'setInterval(() => {}, 1000)');
    await page.keyboard.press('Control+1');
    await pointAtRow(page, name);
    await page.keyboard.press('Enter');
    await page.getByText('It takes no messages').waitFor();
    expect(await page.getByRole('tab').allInnerTexts()).not.toContain('Messages');
  });
});

describe('In the settings, the user', () => {
  it('opens the API, and a program with the copied token uses it until the token is renewed', async () => {
    await page.keyboard.press('Control+5');
    const part = page.getByRole('region', { name: 'Programs' });
    await part.getByRole('textbox', { name: 'Port of the API' }).fill(String(20_000 + (process.pid % 20_000)));
    await page.keyboard.press('Enter');
    await part.getByRole('radio', { name: 'On' }).click();
    await part.getByText(/^Listening at .*, no program connected$/).waitFor();
    await part.getByRole('button', { name: 'Copy' }).click();
    const token = await clipboardText(app.electron);
    expect(token.length).toBeGreaterThanOrEqual(16);
    expect(await part.innerText()).not.toContain(token);
    const url = /http\S+?(?=,)/.exec(await part.getByText(/^Listening at/).innerText())?.[0] ?? '';
    const program = io(url, { auth: { token, client_name: 'story' }, reconnection: false });
    try {
      const answer = await listed(program);
      expect(answer).toMatchObject({ error: false, data: expect.any(Array) });
      await part.getByText(/1 program connected$/).waitFor();
      expect(await seriousFindings(page)).toEqual([]);
      const cut = new Promise((resolve) => program.once('disconnect', resolve));
      await part.getByRole('button', { name: 'Renew…' }).click();
      await page.getByRole('dialog', { name: 'Renew the token?' }).getByRole('button', { name: 'Renew' }).click();
      await cut;
      await part.getByText(/no program connected$/).waitFor();
    } finally {
      program.close();
    }
    await part.getByRole('radio', { name: 'Off' }).click();
    await becomes(() => part.getByText(/^Listening/).count(), 0);
  });

  it('is warned before other machines can come in, and told which address is none', async () => {
    const part = page.getByRole('region', { name: 'Programs' });
    const address = part.getByRole('textbox', { name: 'Address of the API' });
    await address.fill('everywhere');
    await address.press('Enter');
    await part.getByText('An IP address of this machine').waitFor();
    await address.fill('0.0.0.0');
    await address.press('Enter');
    await part.getByText(/^Every machine that reaches this one can connect/).waitFor();
    await address.fill('127.0.0.1');
    await address.press('Enter');
    await becomes(() => part.getByText(/can connect/).count(), 0);
  });
});

function listed(program: Socket): Promise<unknown> {
  return new Promise((resolve, reject) => {
    program.once('connect_error', reject);
    program.emit('list_containers', {}, resolve);
  });
}
