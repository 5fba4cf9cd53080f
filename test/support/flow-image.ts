import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync } from 'node:fs';
import { request } from 'node:http';
import { basename, dirname, join } from 'node:path';
import { makeFolder } from './run-folder.ts';

/** Runs this machine's own Node: the example's program is `/app/main.mjs`, the tests' own `/app/agent.mjs`. */
export const flowImage = 'quarterdeck-test/flow:latest';

const root = join(import.meta.dirname, '../..');

/** Whether this machine can build the container that costs next to nothing; else Node’s stands in for it. */
export const hasEcho = spawnSync('cc', ['--version']).status === 0;

function buildEcho(target: string): void {
  if (hasEcho) execFileSync('cc', ['-O2', '-static', '-o', target, join(root, 'test/support/flow-echo.c')]);
}

/** Imports the image of flow containers into an engine; no registry is asked. */
export async function importFlowImage(socketPath: string): Promise<void> {
  const folder = makeFolder('flow-image');
  const put = (from: string, to: string) => {
    mkdirSync(dirname(join(folder, to)), { recursive: true });
    copyFileSync(from, join(folder, to));
  };
  put(process.execPath, 'bin/node');
  for (const line of execFileSync('ldd', [process.execPath], { encoding: 'utf8' }).split('\n')) {
    const path = /(?:=> )?(\/\S+) \(0x/.exec(line)?.[1];
    if (path !== undefined) put(path, path.startsWith('/lib') ? path : join('lib', basename(path)));
  }
  put(join(root, 'examples/flow-node/main.mjs'), 'app/main.mjs');
  put(join(root, 'test/support/flow-agent.mjs'), 'app/agent.mjs');
  buildEcho(join(folder, 'app/echo'));
  for (const name of ['tmp', 'run', 'etc']) mkdirSync(join(folder, name));
  const tar = execFileSync('tar', ['-c', '-C', folder, '.'], { maxBuffer: 512 * 1024 * 1024 });
  const query = new URLSearchParams({ fromSrc: '-', repo: 'quarterdeck-test/flow', tag: 'latest' });
  for (const change of ['CMD ["/bin/node","/app/main.mjs"]', 'ENV PATH=/bin', 'WORKDIR /app']) query.append('changes', change);
  await new Promise<void>((resolve, reject) => {
    const headers = { 'Content-Type': 'application/x-tar' };
    const outgoing = request({ socketPath, method: 'POST', path: `/images/create?${query}`, headers }, (response) => {
      response.resume();
      response.once('end', () => (response.statusCode === 200 ? resolve() : reject(new Error(`flow image: ${response.statusCode}`))));
    });
    outgoing.once('error', reject);
    outgoing.end(tar);
  });
}
