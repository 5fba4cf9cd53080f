import { join } from 'node:path';
import { PlainError, say, step } from './lib/report.mjs';
import { root, tool } from './lib/run.mjs';
import { setUp } from './lib/setup.mjs';

const args = process.argv.slice(2);

/** Builds the application's packages; with `--dir` the unpacked application only. */
async function makePackage() {
  const electron = await setUp({ display: false, engine: false, build: true });
  if (!electron.official && !args.includes('--dir')) {
    throw new PlainError(
      `Packages for users need the official Electron, and this is ${electron.version} from elsewhere. \`npm run package -- --dir\` makes an application for tests.`,
    );
  }
  await step('Package', async () => {
    const own = [`--config.electronVersion=${electron.version}`, `--config.electronDist=${electron.dist}`];
    const { code, output } = await tool('electron-builder/cli.js', [
      '--config',
      'electron-builder.yml',
      '--publish',
      'never',
      ...own,
      ...args,
    ]);
    if (code !== 0) throw new PlainError(`electron-builder failed:\n${output.trim()}`);
    return `in ${join(root, 'dist')}`;
  });
}

makePackage().catch((error) => {
  say(String(error?.plain ? error.message : (error?.stack ?? error)));
  process.exitCode = 1;
});
