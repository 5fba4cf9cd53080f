import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import type { TestEngine } from '../engine.ts';
import { testImage } from '../images.ts';
import { makeFolder } from '../run-folder.ts';
import { stopped, type VerdictRow } from './row.ts';

/** A build of the engine's own builder, which runs each step in a container; its last step fails. */
async function buildFailing(engine: TestEngine): Promise<void> {
  const folder = makeFolder('build');
  writeFileSync(join(folder, 'Dockerfile'), `FROM ${testImage}\nRUN echo 1\nRUN sleep 0.3; exit 3\n`);
  const context = execFileSync('tar', ['-c', '-C', folder, '.']);
  await new Promise<void>((resolve, reject) => {
    const headers = { 'Content-Type': 'application/x-tar' };
    const outgoing = request({ socketPath: engine.socketPath, method: 'POST', path: '/build?version=1&rm=1', headers }, (response) => {
      response.resume();
      response.once('end', resolve);
    });
    outgoing.once('error', reject);
    outgoing.end(context);
  });
}

/** What an engine does to containers of itself, as far as its events can be heard. */
export const engineRows: readonly VerdictRow[] = [
  {
    id: 'build-step',
    when: 'a step of docker build fails',
    expected: [{ kind: 'jobEnded', news: false, what: /^Exited 3$/ }],
    count: 0,
    madeByPlay: true,
    play: async ({ engine }) => buildFailing(engine),
  },
  {
    id: 'engine-stopped-heard',
    when: 'the engine is stopped, live-restore off, as far as its events are heard',
    expected: [stopped],
    play: async ({ engine }) => {
      await engine.stop();
      await engine.start();
    },
  },
  {
    id: 'engine-killed-heard',
    when: 'the engine is killed, live-restore off, as far as its events are heard',
    expected: [],
    play: async ({ engine }) => {
      await engine.kill();
      await engine.start();
    },
  },
];
