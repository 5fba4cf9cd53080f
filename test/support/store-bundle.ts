import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { libsqlPlugin } from '../../scripts/lib/libsql-plugin.mjs';
import { makeFolder } from './run-folder.ts';

const root = join(import.meta.dirname, '../..');
let built: Promise<string> | undefined;

/** A folder with the store's worker, bundled as in the application: `store.js`, and `writer.js`, a program that writes. */
export function storeBundle(): Promise<string> {
  built ??= bundle(makeFolder('store-bundle'));
  return built;
}

async function bundle(folder: string): Promise<string> {
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  await build({
    configFile: false,
    logLevel: 'error',
    plugins: [libsqlPlugin()],
    ssr: { noExternal: true },
    build: {
      ssr: true,
      outDir: folder,
      emptyOutDir: false,
      target: 'node20',
      rollupOptions: {
        input: { store: join(root, 'src-main/store/worker.ts'), writer: join(import.meta.dirname, 'store-writer.ts') },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  });
  return folder;
}
