import { readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import { makeFolder } from './run-folder.ts';

const root = resolve(import.meta.dirname, '../..');
const built = join(root, 'out/main/demo.js');
let bundling: Promise<string> | null = null;

/** The demo engine as one file that plain Node runs: the built one where it is up to date, else one bundled for this run. */
export function demoScript(): Promise<string> {
  const newest = newestChange(join(root, 'src-demo'));
  if (changedAtMs(built) >= newest) return Promise.resolve(built);
  bundling ??= bundle();
  return bundling;
}

async function bundle(): Promise<string> {
  const folder = makeFolder('demo-script');
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    build: {
      ssr: join(root, 'src-demo/main.ts'),
      outDir: folder,
      emptyOutDir: false,
      target: 'node20',
      rollupOptions: { output: { entryFileNames: 'demo.mjs' } },
    },
  });
  return join(folder, 'demo.mjs');
}

function newestChange(folder: string): number {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  return Math.max(...files.map((file) => changedAtMs(join(folder, file))));
}

function changedAtMs(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
