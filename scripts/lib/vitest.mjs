import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { killGroup, recordProcess } from './processes.mjs';
import { root, tool } from './run.mjs';

const cli = 'vitest/vitest.mjs';

/** @typedef {{ name: string, file: string, ms: number }} TimedTest */
/** @typedef {{ passed: number, failed: number, skipped: number, tests: TimedTest[] }} SuiteResult */

/**
 * Runs one project of vitest.config.ts with its output on ours.
 * @param {string} project
 * @param {{ filters: string[], reportFile: string, signal: AbortSignal, node?: string, env?: NodeJS.ProcessEnv }} options
 *   reportFile: where the result goes; node: another binary than our own Node
 * @returns {Promise<SuiteResult>}
 */
export async function runProject(project, { filters, reportFile, signal, node = process.execPath, env = {} }) {
  const reporters = ['--reporter=dot', `--reporter=${join(root, 'scripts/lib/vitest-reporter.mjs')}`];
  const args = [join(root, 'node_modules', cli), 'run', `--project=${project}`, ...reporters];
  const child = spawn(node, [...args, ...filters], {
    cwd: root,
    env: { ...process.env, QUARTERDECK_REPORT: reportFile, ...(process.stdout.isTTY ? {} : { NO_COLOR: '1' }), ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
    // A group of its own: Ctrl-C reaches us alone, and we end what the tests started in order.
    detached: process.platform !== 'win32',
  });
  if (child.pid) recordProcess(child.pid);
  const stop = () => child.pid && killGroup(child.pid, 'SIGTERM');
  signal.addEventListener('abort', stop, { once: true });
  /** @type {number | null} */
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });
  signal.removeEventListener('abort', stop);
  const result = readReport(reportFile);
  // An error outside of any test, or a run that ended early, is a failure too.
  if (code !== 0 && result.failed === 0) result.failed = 1;
  return result;
}

/** @param {string} file
 *  @returns {SuiteResult} what vitest-reporter.mjs wrote; nothing when the run ended before */
function readReport(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { passed: 0, failed: 0, skipped: 0, tests: [] };
}

/**
 * How many tests a project holds, without running them.
 * @param {string} project
 * @param {string[]} filters
 * @returns {Promise<number>}
 */
export async function countTests(project, filters) {
  const { stdout } = await tool(cli, ['list', `--project=${project}`, '--json', ...filters], { env: { NO_COLOR: '1' } });
  const start = stdout.indexOf('[');
  return start < 0 ? 0 : JSON.parse(stdout.slice(start)).length;
}
