// Stands in for Electron's own default app in the stand-in runtime: opens the application whose folder is the first
// argument. It must await the application's entry from an ES module: Electron holds `ready` back until then, so that
// what the entry does first (privileged schemes) is still in time.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

const args = process.argv.slice(1);
const require = createRequire(import.meta.url);
let folder;
for (let i = 0; i < args.length && folder === undefined; i += 1) {
  if (args[i] === '-r' || args[i] === '--require') {
    i += 1;
    require(resolve(args[i]));
  } else if (!args[i].startsWith('-')) {
    folder = resolve(args[i]);
  }
}
if (folder === undefined) {
  console.error('This Electron opens an application: give its folder as an argument.');
  app.exit(1);
} else {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  process.defaultApp = true;
  app.setName(manifest.productName ?? manifest.name);
  if (manifest.version) app.setVersion(manifest.version);
  app.setPath('userData', app.commandLine.getSwitchValue('user-data-dir') || join(app.getPath('appData'), app.getName()));
  app.setAppPath(folder);
  await import(pathToFileURL(join(folder, manifest.main)).href);
}
