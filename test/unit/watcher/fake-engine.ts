import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { engine20 } from '../docker/fixtures/engines.ts';

export interface FakeEngine {
  readonly socketPath: string;
  readonly folder: string;
  /** Every path that was asked for, without the version. */
  readonly asked: string[];
  /** Inspect's answers by id; what is not here is 404. */
  readonly containers: Map<string, unknown>;
  /** Requests for these paths get no answer. */
  readonly hanging: Set<string>;
  /** Fields put over the answers of /version and /info. */
  version: Record<string, unknown>;
  info: Record<string, unknown>;
  /** Sends bytes on every open event stream. */
  sendEvents(text: string): void;
  /** Ends the event streams in the middle of what they were saying. */
  cutEvents(): void;
  close(): Promise<void>;
}

/** An engine of a few lines, for answers that neither a real engine nor the demo gives on demand. */
export async function openFakeEngine(socketName = 'engine.sock', folder = mkdtempSync(join(tmpdir(), 'qd-fake-'))): Promise<FakeEngine> {
  const streams = new Set<ServerResponse>();
  const json = (response: ServerResponse, value: unknown, status = 200) => {
    response.writeHead(status, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify(value));
  };
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    const path = (request.url ?? '').replace(/^\/v\d\.\d+/, '').replace(/\?.*/, '');
    engine.asked.push(path);
    if (engine.hanging.has(path)) return;
    if (path === '/_ping') return void response.end('OK');
    if (path === '/version') return json(response, { ...engine20.version, ...engine.version });
    if (path === '/info') return json(response, { ...engine20.info, ...engine.info });
    if (path === '/containers/json') return json(response, [...engine.containers.keys()].map(listed));
    if (path === '/events') {
      streams.add(response);
      response.once('close', () => streams.delete(response));
      response.writeHead(200, { 'Content-Type': 'application/json' });
      return void response.flushHeaders();
    }
    const found = engine.containers.get(/^\/containers\/([0-9a-f]+)\/json$/.exec(path)?.[1] ?? '');
    return found ? json(response, found) : json(response, { message: 'No such container' }, 404);
  };
  const server = createServer(answer);
  const engine: FakeEngine = {
    socketPath: join(folder, socketName),
    folder,
    asked: [],
    containers: new Map(),
    hanging: new Set(),
    version: {},
    info: {},
    sendEvents: (text) => {
      for (const stream of streams) stream.write(text);
    },
    cutEvents: () => {
      for (const stream of streams) stream.destroy();
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          rmSync(folder, { recursive: true, force: true });
          resolve();
        });
        server.closeAllConnections();
      }),
  };
  await new Promise<void>((resolve) => server.listen(engine.socketPath, resolve));
  return engine;
}

function listed(id: string) {
  return {
    Id: id,
    Names: [`/name-${id.slice(0, 4)}`],
    Image: 'image',
    Created: 1,
    State: 'running',
    Status: 'Up 2 hours',
    Labels: {},
    Ports: [],
  };
}

export function eventLine(action: string, id: string, attributes: Record<string, string> = {}): string {
  const event = { Type: 'container', Action: action, Actor: { ID: id, Attributes: { name: 'x', image: 'image', ...attributes } } };
  return `${JSON.stringify({ ...event, scope: 'local', time: 1, timeNano: 1_795_235_734_970_000_000 })}\n`;
}
