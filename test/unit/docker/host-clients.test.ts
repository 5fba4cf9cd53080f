import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openHostClients } from '../../../src-main/docker/host-clients.ts';
import { ping } from '../../../src-main/docker/read-containers.ts';
import { emptyFleet } from '../../../src-shared/fleet.ts';
import { buildHost } from '../../support/build.ts';

let folder: string;
let server: Server;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'qd-clients-'));
  server = createServer((_request, response) => response.end('OK')).listen(join(folder, 'engine.sock'));
  await once(server, 'listening');
});
afterEach(async () => {
  server.close();
  await once(server, 'close');
  rmSync(folder, { recursive: true });
});

describe('the clients of the hosts', () => {
  it('keep one a host, and no connection to a host that was forgotten', async () => {
    const host = buildHost({ address: `unix://${join(folder, 'engine.sock')}` });
    const clients = openHostClients(() => ({ ...emptyFleet, hosts: new Map([[host.id, host]]) }));
    const connected = once(server, 'connection');
    const first = clients.clientFor(host.id);
    if (!first.ok) throw new Error(first.failure.message);
    await ping(first.value, {});
    const [socket] = await connected;
    expect(clients.clientFor(host.id)).toEqual({ ok: true, value: first.value });
    const closed = once(socket, 'close');
    clients.forget(host.id);
    await closed;
    expect(clients.clientFor(host.id)).not.toEqual({ ok: true, value: first.value });
    clients.close();
  });

  it('have none for an engine that has never answered', () => {
    const host = buildHost({ engine: null });
    const clients = openHostClients(() => ({ ...emptyFleet, hosts: new Map([[host.id, host]]) }));
    expect(clients.clientFor(host.id)).toMatchObject({ ok: false, failure: { kind: 'docker_api_error' } });
    clients.close();
  });
});
