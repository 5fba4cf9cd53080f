import { Agent, request } from 'node:http';
import { processesOf } from '../../../scripts/lib/processes.mjs';
import { act, removeContainer, runContainer } from '../../support/containers.ts';
import { startEngine, type TestEngine } from '../../support/engine.ts';
import { callEngine } from '../../support/engine-call.ts';
import { textAt } from '../../support/json-read.ts';
import { goAhead } from './precedence.ts';

/** A real engine of the bench's own with as many running, idle containers as a bench asks for. */
export interface RealFleet {
  readonly socketPath: string;
  readonly engineVersion: string;
  /** Ids of the running containers, in the order of their names. */
  readonly ids: readonly string[];
  /** Makes or removes containers until there are so many. */
  resize(count: number): Promise<void>;
  rename(id: string, name: string): Promise<void>;
  dispose(): Promise<void>;
}

/** Beyond four at once only waiting grows (an engine on two cores). */
const atOnce = 4;
const membersOfProject = 8;

export async function startFleet(ahead: boolean): Promise<RealFleet> {
  const engine: TestEngine = await startEngine();
  if (ahead) for (const id of processesOf(engine.folder)) goAhead(id);
  const { socketPath } = engine;
  const ids: string[] = [];
  return {
    socketPath,
    engineVersion: textAt((await callEngine(socketPath, 'GET', '/version')).json, 'Version'),
    ids,
    resize: async (count) => {
      const gone = ids.splice(count);
      await inPortions(gone, (id) => removeContainer(socketPath, id));
      const missing = Array.from({ length: Math.max(0, count - ids.length) }, (_, at) => ids.length + at);
      const made = await inPortions(missing, (at) => runIdle(socketPath, at));
      ids.push(...made);
    },
    rename: (id, name) => act(socketPath, id, `rename?name=${name}`),
    dispose: () => engine.dispose(),
  };
}

/** `bench-001` ...: idle, in Compose projects of eight, obeying a stop at once. */
export function benchName(at: number): string {
  return `bench-${String(at + 1).padStart(3, '0')}`;
}

function runIdle(socketPath: string, at: number): Promise<string> {
  return runContainer(socketPath, {
    name: benchName(at),
    labels: {
      'com.docker.compose.project': `project-${String(Math.floor(at / membersOfProject) + 1).padStart(2, '0')}`,
      'com.docker.compose.service': benchName(at),
    },
    // What is measured is watching, not the engine's networks: 200 of them would be most of the set-up.
    hostConfig: { NetworkMode: 'none', Memory: 64 * 1024 * 1024 },
  });
}

async function inPortions<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (let at = 0; at < items.length; at += atOnce) results.push(...(await Promise.all(items.slice(at, at + atOnce).map(work))));
  return results;
}

/** A bare HTTP client on one kept connection: what the engine itself takes. */
export function openBareClient(socketPath: string): { call(method: string, path: string): Promise<Buffer>; close(): void } {
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  return {
    call: (method, path) =>
      new Promise((resolve, reject) => {
        const outgoing = request(
          { socketPath, method, path, agent, headers: method === 'POST' ? { 'Content-Length': 0 } : {} },
          (response) => {
            const chunks: Buffer[] = [];
            response.on('data', (chunk: Buffer) => chunks.push(chunk));
            response.once('end', () => {
              const status = response.statusCode ?? 0;
              if (status < 400) resolve(Buffer.concat(chunks));
              else reject(new Error(`${method} ${path}: ${status} ${Buffer.concat(chunks).toString('utf8')}`));
            });
            response.once('error', reject);
          },
        );
        outgoing.once('error', reject);
        outgoing.end();
      }),
    close: () => agent.destroy(),
  };
}
