import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { testLabel } from '../../support/containers.ts';
import { countReal } from '../../support/count.ts';
import type { TestEngine } from '../../support/engine.ts';
import { testImage } from '../../support/images.ts';

const run = promisify(execFile);

/** What somebody else does to our engine in a terminal: `docker stop web`. Gives what it printed; rejects where it fails. */
export async function docker(engine: TestEngine, ...words: readonly string[]): Promise<string> {
  const environment = { PATH: process.env['PATH'] ?? '', DOCKER_CONFIG: engine.folder, HOME: engine.folder };
  const { stdout } = await run('docker', ['-H', engine.dockerHost, ...words], { env: environment });
  return stdout.trim();
}

/** `docker run` of the test image with a shell text; without one it waits and obeys. `flags` stand before the image. */
export async function dockerRun(engine: TestEngine, name: string, flags: readonly string[] = [], shell?: string): Promise<void> {
  const command = shell === undefined ? [] : ['/bin/sh', '-c', shell];
  await docker(
    engine,
    'run',
    '-d',
    '--network=none',
    '--label',
    testLabel,
    '--name',
    name,
    '--stop-timeout=1',
    ...flags,
    testImage,
    ...command,
  );
  countReal('container');
}

/** One field of `docker inspect`, such as `{{.State.Status}}`; '' where there is no such container. */
export function inspected(engine: TestEngine, name: string, format: string): Promise<string> {
  return docker(engine, 'inspect', '--type=container', '--format', format, name).catch(() => '');
}
