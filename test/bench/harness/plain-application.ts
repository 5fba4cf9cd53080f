import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '../../support/run-folder.ts';
import { usualSize } from './launch.ts';

/** An application that shows one page of HTML in a window and does nothing else, for baselines. Answers its folder. */
export function plainApplication(html: string): string {
  const folder = join(makeFolder('plain'), 'app');
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'plain', version: '1.0.0', type: 'module', main: 'main.js' }));
  writeFileSync(join(folder, 'page.html'), `<!doctype html>${html}`);
  const { width, height } = usualSize;
  writeFileSync(
    join(folder, 'main.js'),
    `import { app, BrowserWindow } from 'electron';
app.whenReady().then(() => {
  const window = new BrowserWindow({ show: false, width: ${width}, height: ${height} });
  window.once('ready-to-show', () => window.show());
  window.loadFile('page.html');
});
process.on('SIGTERM', () => app.quit());
`,
  );
  return folder;
}
