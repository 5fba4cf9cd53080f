import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { recordProcess } from '../../scripts/lib/processes.mjs';
import { makeFolder } from './run-folder.ts';

/** `quarterdeck serve`, as built, in a process of its own. */
export interface TestServer {
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  token(): string;
  readonly output: () => string;
  /** SIGTERM; resolves with its exit code once the process is gone. */
  stop(): Promise<number | null>;
  /** SIGKILL: it says goodbye to nobody. */
  kill(): Promise<void>;
}

export interface ServeWish {
  readonly dockerHost: string;
  readonly folder: string;
  readonly port: number;
  readonly words?: readonly string[];
}

const root = join(import.meta.dirname, '../..');

/** The program on its own: no packages and no Electron beside it. */
function program(): string {
  const folder = makeFolder('bin');
  for (const part of ['bin', 'out/main', 'package.json']) cpSync(join(root, part), join(folder, part), { recursive: true });
  return join(folder, 'bin/quarterdeck.mjs');
}
let copied: string | undefined;

/** Runs the built program with plain Node; `home` is all of the machine that it finds. */
export function spawnQuarterdeck(words: readonly string[], home: string): ChildProcess {
  copied ??= program();
  mkdirSync(home, { recursive: true });
  const child = spawn(process.execPath, [copied, ...words], {
    cwd: home,
    env: { PATH: '/usr/bin:/bin', HOME: home, XDG_RUNTIME_DIR: home },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  if (child.pid !== undefined) recordProcess(child.pid);
  return child;
}

/** Starts `quarterdeck serve` and waits until it says where it listens. Whoever starts it stops it. */
export async function startServe(wish: ServeWish): Promise<TestServer> {
  const { folder } = wish;
  const tokenFile = join(folder, 'token');
  const child = spawnQuarterdeck(
    [
      'serve',
      '--port',
      String(wish.port),
      '--docker-host',
      wish.dockerHost,
      '--token-file',
      tokenFile,
      '--data-folder',
      folder,
      ...(wish.words ?? []),
    ],
    folder,
  );
  let output = '';
  const exited = once(child, 'exit');
  const url = await new Promise<string>((resolve, reject) => {
    const read = (text: Buffer) => {
      output += text.toString('utf8');
      const found = /listens at (\S+)\n.*\n/.exec(output)?.[1];
      if (found !== undefined) resolve(found);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('exit', (code) => reject(new Error(`serve ended with ${code}: ${output}`)));
  });
  const { pid } = child;
  if (pid === undefined) throw new Error('no process');
  return {
    url,
    port: Number(new URL(url).port),
    pid,
    token: () => readFileSync(tokenFile, 'utf8').trim(),
    output: () => output,
    stop: async () => {
      child.kill('SIGTERM');
      await exited;
      return child.exitCode;
    },
    kill: async () => {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

/** A port that nobody has at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
