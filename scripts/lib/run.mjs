import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PlainError } from './report.mjs';

/** The root folder of the project. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();
process.on('exit', () => {
  for (const child of running) child.kill();
});

/**
 * @typedef {object} RunOptions
 * @property {NodeJS.ProcessEnv} [env] added to our own environment
 * @property {string} [cwd] the project's root when left out
 * @property {number} [timeoutMs] killed after that
 * @property {boolean} [shell]
 */

/**
 * Runs a command to its end, quietly.
 * @param {string} command
 * @param {string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<{ code: number | null, output: string, stdout: string }>} `output` holds stdout and stderr; code null: killed or not found
 */
export function attempt(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: options.cwd ?? root,
      env: { ...process.env, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: options.shell ?? false,
      ...(options.timeoutMs ? { timeout: options.timeoutMs, killSignal: 'SIGKILL' } : {}),
    });
    running.add(child);
    let output = '';
    let stdout = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      stdout += text;
      output += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
    child.on('error', (error) => resolve({ code: null, output: error.message, stdout }));
    child.on('close', (code) => {
      running.delete(child);
      resolve({ code, output, stdout });
    });
  });
}

/**
 * As `attempt`, but a command that fails throws with what it printed.
 * @param {string} command
 * @param {string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<string>} its stdout
 */
export async function run(command, args, options = {}) {
  const { code, output, stdout } = await attempt(command, args, options);
  if (code === 0) return stdout;
  const lines = output.trim().split('\n');
  // The reason stands first with npm, last with most others.
  const shown = lines.length > 40 ? [...lines.slice(0, 15), '...', ...lines.slice(-25)] : lines;
  throw new PlainError(
    `\`${[command, ...args].join(' ')}\` ${code === null ? 'did not finish' : `ended with ${code}`}:\n${shown.join('\n')}`,
  );
}

/**
 * Runs npm, the one that started us where there is one.
 * @param {string[]} args
 * @param {RunOptions} [options]
 */
export function npm(args, options = {}) {
  const cli = process.env.npm_execpath;
  if (cli && /npm-cli\.c?js$/.test(cli)) return run(process.execPath, [cli, ...args], options);
  return run('npm', args, { ...options, shell: process.platform === 'win32' });
}

/**
 * Runs a command line tool of an installed package with our own Node.
 * @param {string} script path below node_modules
 * @param {string[]} args
 * @param {RunOptions} [options]
 */
export function tool(script, args, options = {}) {
  return attempt(process.execPath, [join(root, 'node_modules', script), ...args], options);
}
