import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { callEngine } from './engine-call.ts';

const run = promisify(execFile);
const applets = ['sh', 'sleep', 'cat', 'dd', 'test', 'true', 'echo'];

/** A real Docker Engine that nobody else uses, with one image and one network of its own. */
export interface ReferenceEngine {
  readonly socketPath: string;
  readonly image: string;
  readonly network: string;
  readonly close: () => Promise<void>;
}

/** Starts a dockerd in a folder of its own and waits until it answers; whoever opens it closes it. */
export async function openReferenceEngine(): Promise<ReferenceEngine> {
  // Short: containerd's sockets below it must fit into 107 bytes.
  const folder = await mkdtemp('/tmp/qd-ref-');
  const socketPath = join(folder, 'd.sock');
  const words = [
    '--data-root',
    join(folder, 'data'),
    '--exec-root',
    join(folder, 'exec'),
    '--pidfile',
    join(folder, 'pid'),
    '-H',
    `unix://${socketPath}`,
  ];
  const child = spawn('dockerd', [...words, '--bridge', 'none', '--iptables=false'], { stdio: ['ignore', 'ignore', 'pipe'] });
  const exited = once(child, 'exit');
  const close = async () => {
    child.kill('SIGTERM');
    if (child.exitCode === null && child.signalCode === null) await exited;
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await listening(child);
    const image = 'qd/reference:1';
    await importImage(folder, socketPath, image);
    const network = 'reference';
    await callEngine(socketPath, 'POST', '/v1.41/networks/create', { Name: network, Driver: 'bridge' });
    return { socketPath, image, network, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function listening(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stderr?.setEncoding('utf8');
    child.stderr?.on('data', (text: string) => {
      said = (said + text).slice(-8_000);
      if (said.includes('API listen on')) resolve();
    });
    child.once('exit', () => reject(new Error(`dockerd ended: ${said}`)));
    child.once('error', reject);
  });
}

async function importImage(folder: string, socketPath: string, image: string): Promise<void> {
  const bin = join(folder, 'image/bin');
  await mkdir(bin, { recursive: true });
  await copyFile('/bin/busybox', join(bin, 'busybox'));
  for (const applet of applets) await symlink('busybox', join(bin, applet));
  const tar = join(folder, 'image.tar');
  await run('tar', ['-C', join(folder, 'image'), '-cf', tar, '.']);
  await run('docker', ['-H', `unix://${socketPath}`, 'import', '--change', 'CMD ["sleep","1000"]', tar, image]);
}
