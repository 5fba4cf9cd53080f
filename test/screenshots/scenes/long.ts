import type { Page } from 'playwright';
import { runContainer, shells } from '../../support/containers.ts';
import { startEngine } from '../../support/engine.ts';
import { back, type Scene, type World } from './scene.ts';

const esc = '\u001b';
/** As wide as programs write: every kind of colour, a line without a space, and one that is longer than anybody reads. */
const lines = [
  ...[30, 31, 32, 33, 34, 35, 36, 37].map(
    (colour) => `${esc}[${colour}mcolour ${colour}${esc}[0m ${esc}[${colour + 60}mbright${esc}[0m ${esc}[1;${colour}mbold${esc}[0m`,
  ),
  `${esc}[2mdim${esc}[0m ${esc}[3mitalic${esc}[0m ${esc}[4munderlined${esc}[0m ${esc}[7minverse${esc}[0m ${esc}[9mstruck${esc}[0m`,
  [41, 42, 43, 44, 45, 46, 47].map((colour) => `${esc}[${colour}m on ${colour} ${esc}[0m`).join(' '),
  `${esc}[38;5;208m256 colours${esc}[0m ${esc}[38;2;120;80;255mtrue colour${esc}[0m ${esc}[48;5;236;38;5;250mboth${esc}[0m`,
  '{"level":"error","msg":"request failed","path":"/api/v2/orders","error":"connect ECONNREFUSED db:5432","trace":"4bf92f3577b34da6a3ce929d0e0e4736"}',
  `no spaces: ${'abcdefghij'.repeat(60)}`,
  `words: ${'the quick brown fox jumps over the lazy dog '.repeat(20)}`,
  `very long: ${'x'.repeat(20_000)}`,
];

/** A window on a real engine, with names as long as it takes them and a log as wide as programs write. */
async function onLong(): Promise<World> {
  const engine = await startEngine();
  try {
    await runContainer(engine.socketPath, { name: 'a-colourful', shell: shells.says(...lines) });
    await runContainer(engine.socketPath, { name: 'b'.repeat(255) });
    await runContainer(engine.socketPath, { name: `c-${'long-name-'.repeat(500)}`.slice(0, 4_096) });
    await runContainer(engine.socketPath, { name: 'd-short' });
  } catch (error) {
    await engine.dispose();
    throw error;
  }
  return { app: { socketPath: engine.socketPath }, close: () => engine.dispose() };
}

/** Opens the container whose name begins so, at a tab. */
function openOf(start: string, tabKey: string): (page: Page) => Promise<void> {
  return async (page) => {
    await page.getByRole('row').nth(4).waitFor();
    await page
      .getByRole('row', { name: new RegExp(`^${start}`) })
      .locator('.cell-name')
      .dblclick();
    await page.getByRole('tab').first().waitFor();
    await page.keyboard.press(tabKey);
    await page.waitForTimeout(2_000);
  };
}

export const longScenes: readonly Scene[] = [
  { name: 'containers-long-names', open: onLong, arrange: (page) => page.getByRole('row').nth(4).waitFor() },
  { name: 'detail-long-name', open: onLong, arrange: openOf('c-long', '1'), clear: back },
  { name: 'detail-logs-wide', open: onLong, arrange: openOf('a-colourful', '2'), clear: back },
];
