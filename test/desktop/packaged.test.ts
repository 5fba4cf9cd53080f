import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { launchApp } from '../support/app.ts';
import { act, runContainer } from '../support/containers.ts';
import { startEngine } from '../support/engine.ts';
import { makeFolder } from '../support/run-folder.ts';
import { feedOf, showActivity } from './support/feed.ts';
import { openApp } from './support/launch.ts';
import { stateOf } from './support/list.ts';
import { becomes } from './support/wait.ts';

const root = join(import.meta.dirname, '../..');

describe('the packaged application', () => {
  let executable = '';
  beforeAll(async () => {
    const output = makeFolder('package');
    await promisify(execFile)(process.execPath, ['scripts/package.mjs', '--dir', `--config.directories.output=${output}`], { cwd: root });
    executable = join(output, 'linux-unpacked/quarterdeck');
  }, 60_000);

  it('opens its window from the archive, with its worker, its demo engine and no default application beside it', async () => {
    const app = await launchApp({ executable, demo: 12 });
    try {
      await expect.poll(() => app.page.getByText('Demo engine').count(), { timeout: 10_000 }).toBeGreaterThan(0);
      expect(await app.electron.evaluate((electron) => electron.app.isPackaged)).toBe(true);
      expect(app.page.url()).toMatch(/^app:\/\//);
      expect(existsSync(join(executable, '../resources/default_app.asar'))).toBe(false);
    } finally {
      await app.close();
    }
  });

  it('shows the containers of a real engine', async () => {
    const engine = await startEngine();
    try {
      await runContainer(engine.socketPath, { name: 'seen-from-the-package' });
      const app = await openApp({ executable, socketPath: engine.socketPath });
      try {
        await becomes(() => stateOf(app.page, 'seen-from-the-package'), 'Running');
      } finally {
        await app.close();
      }
    } finally {
      await engine.dispose();
    }
  });

  it('has yesterday’s feed at the next start, from the database whose library lies beside the archive', async () => {
    const engine = await startEngine();
    try {
      const id = await runContainer(engine.socketPath, { name: 'kept-in-the-feed' });
      const app = await openApp({ executable, socketPath: engine.socketPath });
      try {
        await becomes(() => stateOf(app.page, 'kept-in-the-feed'), 'Running');
        await act(engine.socketPath, id, 'kill');
        await showActivity(app.page);
        await becomes(async () => (await feedOf(app.page, 'kept-in-the-feed')).map((line) => line.text), ['Killed']);
      } finally {
        await app.close();
      }
      expect(existsSync(join(app.userData, 'quarterdeck.db'))).toBe(true);
      const again = await openApp({ executable, socketPath: engine.socketPath, userData: app.userData });
      try {
        await showActivity(again.page);
        await becomes(async () => (await feedOf(again.page, 'kept-in-the-feed')).map((line) => line.text), ['Killed']);
      } finally {
        await again.close();
      }
    } finally {
      await engine.dispose();
    }
  });
});
