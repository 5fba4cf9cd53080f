import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './run.mjs';

/**
 * Bundles test/bench/ for the running Node and loads it; packages stay outside. The bundle lies as deep below the root
 * as scripts/lib and test/support, which find the root from where they are, and goes with the process.
 * @returns {Promise<import('../../test/bench/harness/entry.ts').BenchEntry>}
 */
export async function loadBenches() {
  const { build } = await import('vite');
  const folder = join(root, `out/bench-${process.pid}`);
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    build: {
      ssr: join(root, 'test/bench/run.ts'),
      outDir: folder,
      target: 'node20',
      rollupOptions: { output: { entryFileNames: 'run.mjs', chunkFileNames: '[name]-[hash].mjs' } },
    },
  });
  return import(join(folder, 'run.mjs'));
}
