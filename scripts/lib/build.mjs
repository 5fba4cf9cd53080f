import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PlainError } from './report.mjs';
import { root, tool } from './run.mjs';

const stamp = join(root, 'out/.built-from');

/** One hash over everything that the build reads. */
function inputs() {
  const hash = createHash('sha256');
  const folders = ['src-shared', 'src-main', 'src-preload', 'src-renderer', 'src-demo', 'resources'];
  const files = ['package.json', 'package-lock.json', 'electron.vite.config.ts', 'tsconfig.base.json', 'scripts/lib/libsql-plugin.mjs'];
  for (const folder of folders) {
    const path = join(root, folder);
    if (!existsSync(path)) continue;
    for (const entry of readdirSync(path, { recursive: true, withFileTypes: true })) {
      if (entry.isFile()) files.push(join(entry.parentPath ?? entry.path, entry.name).slice(root.length + 1));
    }
  }
  for (const file of files.sort()) {
    if (existsSync(join(root, file))) hash.update(`${file}\0`).update(readFileSync(join(root, file)));
  }
  return hash.digest('hex');
}

/**
 * Builds out/ when its sources changed since the last build.
 * @returns {Promise<string | undefined>}
 */
export async function build() {
  const wanted = inputs();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return undefined;
  const { code, output } = await tool('electron-vite/bin/electron-vite.js', ['build'], { env: { NODE_ENV: 'production' } });
  if (code !== 0) throw new PlainError(`The build failed:\n${output.trim()}`);
  writeFileSync(stamp, wanted);
  return 'out/ is new';
}
