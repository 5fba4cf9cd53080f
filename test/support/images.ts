import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { makeFolder } from './run-folder.ts';

/** The image that every test container runs: busybox and its shell, made here, as no registry may be reachable. */
export const testImage = 'quarterdeck-test/busybox:latest';

const applets = [
  'sh',
  'sleep',
  'cat',
  'echo',
  'printf',
  'head',
  'tail',
  'dd',
  'yes',
  'true',
  'false',
  'httpd',
  'nc',
  'awk',
  'tr',
  'kill',
  'env',
  'seq',
  'date',
  'usleep',
  'wget',
  'ls',
  'id',
  'test',
  'mkdir',
  'rm',
  'touch',
];

let tarball: Buffer | undefined;

/** A file system of busybox as a tar, made once for each process. */
export function fileSystem(): Buffer {
  if (tarball !== undefined) return tarball;
  const busybox = ['/bin/busybox', '/usr/bin/busybox'].find((path) => existsSync(path));
  if (busybox === undefined) throw new Error('busybox-static is missing: run `npm test`, which installs it');
  const folder = makeFolder('image');
  for (const name of ['bin', 'tmp', 'etc', 'run', 'data']) mkdirSync(join(folder, name));
  copyFileSync(busybox, join(folder, 'bin/busybox'));
  for (const applet of applets) symlinkSync('busybox', join(folder, 'bin', applet));
  tarball = execFileSync('tar', ['-c', '-C', folder, '.'], { maxBuffer: 64 * 1024 * 1024 });
  return tarball;
}

/** Imports the test images into an engine. */
export async function importImages(socketPath: string): Promise<void> {
  const changes = ['CMD ["/bin/sh","-c","trap \\"exit 0\\" TERM; while :; do sleep 3600 & wait $!; done"]', 'ENV PATH=/bin'];
  const query = new URLSearchParams({ fromSrc: '-', repo: 'quarterdeck-test/busybox', tag: 'latest' });
  for (const change of changes) query.append('changes', change);
  await new Promise<void>((resolve, reject) => {
    const outgoing = request({
      socketPath,
      method: 'POST',
      path: `/images/create?${query}`,
      headers: { 'Content-Type': 'application/x-tar' },
    });
    outgoing.once('error', reject);
    outgoing.once('response', (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text) => {
        body += text;
      });
      response.once('end', () =>
        response.statusCode === 200 && !body.includes('"error"') ? resolve() : reject(new Error(`importing the test image: ${body}`)),
      );
    });
    outgoing.end(fileSystem());
  });
}
