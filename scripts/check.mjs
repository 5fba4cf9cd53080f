import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { installPackages } from './lib/packages.mjs';
import { say, seconds, step } from './lib/report.mjs';
import { root, tool } from './lib/run.mjs';

const folders = ['src-shared', 'src-main', 'src-preload', 'src-renderer', 'src-demo', 'test', 'scripts'];

/** @type {{ name: string, script: string, args: string[] }[]} */
const checks = [
  { name: 'lint and format', script: '@biomejs/biome/bin/biome', args: ['check', '--error-on-warnings', '--max-diagnostics=50', '.'] },
  { name: 'boundaries', script: 'vitest/vitest.mjs', args: ['run', '--project=boundaries', '--reporter=dot'] },
  ...folders
    .filter((folder) => existsSync(join(root, folder, 'tsconfig.json')))
    .map((folder) => ({ name: `types of ${folder}`, script: 'typescript/bin/tsc', args: ['-p', folder, '--noEmit', '--pretty', 'false'] })),
];

/**
 * Types, lint, format and boundaries, side by side.
 * @returns {Promise<{ passed: number, failed: number }>}
 */
export async function runChecks() {
  const startedAt = performance.now();
  const failed = (
    await Promise.all(
      checks.map(async ({ name, script, args }) => {
        const { code, output } = await tool(script, args, { env: { NO_COLOR: '1' } });
        if (code === 0) return [];
        say(`\nCheck of ${name} failed:\n${output.trim()}\n`);
        return [name];
      }),
    )
  ).flat();
  const took = seconds(performance.now() - startedAt);
  say(
    failed.length === 0
      ? `Check: types, lint, format and boundaries are clean (${took})`
      : `Check: failed in ${failed.join(', ')} (${took})`,
  );
  return { passed: checks.length - failed.length, failed: failed.length };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await step('Packages', installPackages);
  process.exitCode = (await runChecks()).failed === 0 ? 0 : 1;
}
