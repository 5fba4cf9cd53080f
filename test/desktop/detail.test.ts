import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LaunchedApp } from '../support/app.ts';
import { shells } from '../support/containers.ts';
import { startEngine, type TestEngine } from '../support/engine.ts';
import { makeFolder } from '../support/run-folder.ts';
import { catchOpened, clipboardText, saveTo } from './support/desktop.ts';
import { chartValue, inBytes, openTab } from './support/detail.ts';
import { docker, dockerRun } from './support/docker.ts';
import { openApp } from './support/launch.ts';
import { plain, pointAtRow, stateOf } from './support/list.ts';
import { becomes, holds } from './support/wait.ts';
import { hideWindow, showWindow } from './support/window.ts';

const esc = '\\033';
/** Writes a line to each stream, colours, and text that would be something else if it were not text; then a line each 50 ms. */
const talker = [
  "echo 'to the output'",
  "echo 'to the errors' >&2",
  `printf '${esc}[31mred ${esc}[1mbold${esc}[0m plain\\n'`,
  `printf '<img src=x onerror="window.pwned=1"> ${esc}]0;title\\007 \\342\\200\\256backwards\\n'`,
  'n=0; while :; do n=$((n+1)); echo "line $n of the talker"; usleep 50000; done',
].join('; ');

let engine: TestEngine;
let app: LaunchedApp;
let page: LaunchedApp['page'];

beforeAll(async () => {
  engine = await startEngine();
  await dockerRun(engine, 'busy', ['--cpus=0.5'], shells.busy);
  await dockerRun(engine, 'holder', ['--memory=256m'], shells.holds(60));
  await dockerRun(engine, 'talker', [], talker);
  await dockerRun(engine, 'secretive', ['-e', 'TOKEN=correct-horse', '-e', 'COLOUR=blue', '-e', 'EMPTY=', '-v', '/data'], undefined);
  app = await openApp({ socketPath: engine.socketPath });
  page = app.page;
  await becomes(() => stateOf(page, 'secretive'), 'Running');
});

afterAll(async () => {
  await app?.close();
  await engine?.dispose();
});

/** From the list to a container's detail. */
async function open(name: string): Promise<void> {
  await page.keyboard.press('Control+1');
  await pointAtRow(page, name);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name, level: 1 }).waitFor();
}

describe('The overview of a container', () => {
  it('shows the CPU of a busy one as the engine does', async () => {
    await open('busy');
    await holds('a reading of CPU', async () => (await chartValue(page, 'CPU')).includes('%'));
    // Within 10 points, of two readings of different seconds: the machine runs the tests as well, and may have had no time
    // for the busy one in one of them, so another pair counts then.
    const pair = async () => {
      const told = Number.parseFloat(await docker(engine, 'stats', '--no-stream', '--format', '{{.CPUPerc}}', 'busy'));
      const shown = Number.parseFloat(await chartValue(page, 'CPU'));
      return shown > 20 && Math.abs(shown - told) < 10 ? 'alike' : `${shown} shown, ${told} told`;
    };
    await becomes(pair, 'alike', { withinMs: 12_000 });
    await becomes(
      async () => plain((await page.getByRole('img', { name: /^CPU/ }).getAttribute('aria-label')) ?? ''),
      expect.stringMatching(/per cent of one core, .* mean \d/),
    );
  });

  it('shows CPU as per cent of the machine where that is wanted', async () => {
    await open('busy');
    const ofCore = Number.parseFloat(await chartValue(page, 'CPU'));
    await page.getByRole('radio', { name: '% of machine' }).click();
    await page.getByRole('img', { name: /^CPU in per cent of the machine/ }).waitFor();
    const cores = Number(await docker(engine, 'info', '--format', '{{.NCPU}}'));
    await becomes(async () => Math.abs(Number.parseFloat(await chartValue(page, 'CPU')) * cores - ofCore) < 15, true);
    await page.getByRole('radio', { name: '% of one core' }).click();
  });

  it('shows the memory that one holds as the engine does, and its limit', async () => {
    await open('holder');
    const used = async () => inBytes(await chartValue(page, 'Memory'));
    await holds('the memory that it takes', async () => (await used()) > 60 * 1_048_576);
    const told = inBytes((await docker(engine, 'stats', '--no-stream', '--format', '{{.MemUsage}}', 'holder')).split('/')[0] ?? '');
    expect(Math.abs((await used()) - told) / told).toBeLessThan(0.02);
    await page
      .getByRole('region', { name: 'Memory' })
      .getByText(/of 256\sMiB/)
      .waitFor();
  });

  it('tells of a gap where nothing was read, and does not draw over it', async () => {
    await open('holder');
    await holds('readings', async () => (await chartValue(page, 'CPU')).includes('%'));
    engine.pause();
    await page
      .getByText(/does not answer/)
      .first()
      .waitFor();
    engine.resume();
    await page.getByText('Running', { exact: true }).waitFor();
    await becomes(
      async () => plain((await page.getByRole('img', { name: /^CPU/ }).getAttribute('aria-label')) ?? ''),
      expect.stringMatching(/One gap: \d+ s\.$/),
    );
    await page
      .locator('.chart-note')
      .getByText(/^no data \d+\ss$/)
      .first()
      .waitFor();
  });

  it('keeps its readings while the window is hidden', async () => {
    await open('busy');
    await hideWindow(app.electron);
    await showWindow(app.electron);
    await holds('a reading of CPU', async () => (await chartValue(page, 'CPU')).includes('%'));
  });

  it('opens a published port in the browser', async () => {
    const opened = await catchOpened(app.electron);
    await docker(engine, 'run', '-d', '--name=server', '--label=quarterdeck.test', '-p', '127.0.0.1::80', 'quarterdeck-test/busybox');
    const port = (await docker(engine, 'port', 'server', '80')).split(':')[1] ?? '';
    await page.keyboard.press('Control+1');
    await becomes(() => stateOf(page, 'server'), 'Running');
    await open('server');
    await page.getByRole('button', { name: `Open localhost:${port} in the browser` }).click();
    await becomes(opened, [`http://localhost:${port}`]);
  });
});

describe('The environment of a container', () => {
  it('is hidden until somebody asks for it, also in what inspect says', async () => {
    await open('secretive');
    const facts = page.getByRole('complementary', { name: 'Facts' });
    await facts.getByText('TOKEN').waitFor();
    expect(await page.locator('body').innerText()).not.toContain('correct-horse');
    await page.getByRole('tab', { name: 'Inspect' }).click();
    await page.getByText('"Env"').waitFor();
    const raw = await page.getByRole('region', { name: 'Inspect answer as JSON' }).innerText();
    expect(raw).toContain('TOKEN=');
    expect(raw).not.toContain('correct-horse');
    await page.getByRole('button', { name: 'Copy all' }).click();
    await becomes(() => clipboardText(app.electron), expect.stringContaining('"Env"'));
    expect(await clipboardText(app.electron)).not.toContain('correct-horse');

    await page.getByRole('tab', { name: 'Overview' }).click();
    await facts.getByRole('button', { name: 'Show values' }).click();
    await facts.getByText('correct-horse').waitFor();
    await facts.getByRole('button', { name: 'Hide values' }).click();
    await facts.getByText('correct-horse').waitFor({ state: 'hidden' });
  });

  it('is hidden again when one comes back to it', async () => {
    await open('secretive');
    const facts = page.getByRole('complementary', { name: 'Facts' });
    await facts.getByRole('button', { name: 'Show values' }).click();
    await facts.getByText('correct-horse').waitFor();
    await open('busy');
    await open('secretive');
    await facts.getByText('TOKEN').waitFor();
    expect(await page.locator('body').innerText()).not.toContain('correct-horse');
  });
});

describe('The log of a container', () => {
  const log = () => page.getByRole('log');
  const lastNumber = async () =>
    Math.max(...(await log().innerText()).split('\n').map((line) => Number(/line (\d+) of/.exec(line)?.[1] ?? 0)));

  it('follows what is written, and stands still when somebody scrolls up', async () => {
    await open('talker');
    await openTab(page, 'Logs');
    await holds('lines', async () => (await lastNumber()) > 20);
    const before = await lastNumber();
    await holds('newer lines', async () => (await lastNumber()) > before);
    await log().hover();
    await page.mouse.wheel(0, -400);
    await page.getByText('Paused').waitFor();
    const shown = await lastNumber();
    await page.getByRole('button', { name: /new lines?/ }).waitFor();
    expect(await lastNumber()).toBe(shown);
    await page.getByRole('button', { name: /new lines?/ }).click();
    await page.getByText('Following').waitFor();
    await holds('the newest lines', async () => (await lastNumber()) > shown);
  });

  it('shows both streams, colours, and hostile text as text', async () => {
    await page.keyboard.press('f');
    await log().focus();
    await page.keyboard.press('Home');
    const line = (text: string) => log().locator('.log-row, [class*=log-line]').filter({ hasText: text }).first();
    await log().getByText('to the output').waitFor();
    const [output, errors] = [await line('to the output').getAttribute('class'), await line('to the errors').getAttribute('class')];
    expect(errors).not.toBe(output);
    const colour = (text: string) =>
      log()
        .getByText(text, { exact: true })
        .first()
        .evaluate((element) => getComputedStyle(element).color);
    expect(await colour('red')).not.toBe(await colour('to the output'));
    await log().getByText('<img src=x onerror="window.pwned=1">').first().waitFor();
    expect(await log().innerText()).not.toContain('\u202e');
    expect(await page.evaluate(() => Reflect.has(window, 'pwned'))).toBe(false);
  });

  it('is searched without hiding the rest', async () => {
    await page.keyboard.press('/');
    await page.keyboard.type('to the errors');
    await page.getByText('1 line', { exact: true }).first().waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('1 of 1', { exact: true }).first().waitFor();
    await log().getByText('to the errors').waitFor();
    await log().getByText('to the output').waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
  });

  it('is copied and saved as it is read', async () => {
    const file = join(makeFolder('saved'), 'talker.log');
    await saveTo(app.electron, file);
    await page.getByRole('button', { name: 'Save to a file…' }).click();
    await page.getByText(`Saved to ${file}`).waitFor();
    const lines = readFileSync(file, 'utf8').split('\n');
    // Two streams: which of them comes first is the engine's affair.
    expect(lines).toEqual(expect.arrayContaining(['to the output', 'to the errors', 'red bold plain', 'line 1 of the talker']));
    await page.getByRole('button', { name: 'Copy the selection, or all' }).click();
    await becomes(() => clipboardText(app.electron), expect.stringContaining('line 8 of the talker\nline 9 of the talker'));
  });

  it('goes on when its container is started again', async () => {
    await docker(engine, 'restart', '-t', '0', 'talker');
    await page.keyboard.press('f');
    await log()
      .getByText(/Started again \d\d:\d\d:\d\d/)
      .waitFor();
  });
});
