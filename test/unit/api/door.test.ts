import { request } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { openApiServer } from '../../../src-main/api/server.ts';
import { silentLog } from '../../../src-main/lib/log.ts';
import { ask, openSmallApi, type SmallApi, type Transport, token, transports, untilConnected } from '../../support/api.ts';

/** The HTTP status that a client of those headers gets; a client of ours can't send another Host over polling. */
function knock(url: string, transport: Transport, headers: Readonly<Record<string, string>>): Promise<number | undefined> {
  const upgrade = {
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
  };
  return new Promise((resolve, reject) => {
    request(`${url}/socket.io/?EIO=4&transport=${transport}`, { headers: { ...(transport === 'websocket' ? upgrade : {}), ...headers } })
      .once('response', (answer) => resolve(answer.resume().statusCode))
      .once('upgrade', (answer, socket) => {
        socket.destroy();
        resolve(answer.statusCode);
      })
      .once('error', reject)
      .end();
  });
}

describe.each(transports)('the door of the API over %s', (transport) => {
  let api: SmallApi;
  afterEach(() => api.close());

  it('lets nobody in without the token, of fifty who try', async () => {
    api = await openSmallApi();
    const wrong = [undefined, '', 'wrong', `${token}x`, token.slice(1), token.toUpperCase(), null, 7, {}, [token]];
    const tries = Array.from({ length: 50 }, (_, index) => api.connect(transport, { auth: { token: wrong[index % wrong.length] } }));
    const got: unknown[] = [];
    for (const socket of tries) socket.onAny((...values) => got.push(values));
    const ends = await Promise.allSettled(tries.map(untilConnected));
    expect(ends.filter((end) => end.status === 'fulfilled')).toHaveLength(0);
    for (const end of ends) {
      if (end.status === 'rejected') expect(end.reason.data).toMatchObject({ error: true, error_type: 'validation_error' });
    }
    api.core.tell([]);
    expect(got).toEqual([]);
    expect(api.server.status()).toMatchObject({ clients: 0 });
  });

  it.each([
    { host: 'evil.example' },
    { host: 'evil.example:4773' },
    { host: 'localhost.evil.example' },
    { origin: 'http://evil.example' },
    { origin: 'null' },
    { origin: 'http://localhost:1' },
  ])('lets nobody in with the headers %o, of fifty who try', async (headers) => {
    api = await openSmallApi();
    const statuses = await Promise.all(Array.from({ length: 50 }, () => knock(api.url, transport, headers)));
    expect(
      statuses.every((status) => status === 403 || status === 400),
      String(statuses),
    ).toBe(true);
    expect(await knock(api.url, transport, {})).toBe(transport === 'polling' ? 200 : 101);
  });

  it('lets in our own address, a page of the settings, and a token in a header', async () => {
    api = await openSmallApi({ origins: ['http://localhost:5173'] });
    await api.connected(transport, { extraHeaders: { origin: api.url } });
    await api.connected(transport, { extraHeaders: { origin: 'http://localhost:5173' } });
    const socket = await api.connected(transport, { auth: {}, extraHeaders: { authorization: `Bearer ${token}` } });
    expect(await ask(socket, 'list_containers', {})).toEqual({ error: false, data: [] });
    expect(api.server.status()).toMatchObject({ state: 'listening', clients: 3 });
  });

  it('cuts everybody off when the token is renewed', async () => {
    api = await openSmallApi();
    const socket = await api.connected(transport);
    const gone = new Promise((resolve) => socket.once('disconnect', resolve));
    api.server.cutOff();
    await gone;
    expect(api.server.status()).toMatchObject({ clients: 0 });
  });

  it('answers a message above 1 MiB with a Failure, and cuts off above 4 MiB', async () => {
    api = await openSmallApi();
    const socket = await api.connected(transport);
    const large = await ask(socket, 'get_status', { container_id: 'web', filler: 'x'.repeat(1_048_577) });
    expect(large).toMatchObject({ error: true, error_type: 'validation_error', details: { limit: 'size', operation: 'get_status' } });
    expect(await ask(socket, 'list_containers', {})).toMatchObject({ error: false });
    const gone = new Promise((resolve) => socket.once('disconnect', resolve));
    socket.emit('list_containers', { filler: 'x'.repeat(4_194_305) });
    await gone;
    const other = await api.connected(transport);
    expect(await ask(other, 'list_containers', {})).toMatchObject({ error: false });
  });

  it('answers more requests than the limit with Failures, and goes on later', async () => {
    api = await openSmallApi({ limits: { requestBurst: 10, requestsPerSecond: 20 } });
    const socket = await api.connected(transport);
    const answers = await Promise.all(Array.from({ length: 30 }, () => ask(socket, 'list_containers', {})));
    expect(answers.filter((it) => !it.error).length).toBeGreaterThanOrEqual(10);
    expect(answers.find((it) => it.error)).toMatchObject({ error_type: 'system_error', details: { limit: 'rate' } });
    await expect.poll(async () => (await ask(socket, 'list_containers', {})).error, { timeout: 5_000 }).toBe(false);
  });

  it('drops a client that lets too much gather, and nobody else', async () => {
    api = await openSmallApi({ limits: { backlog: { packets: 50, bytes: 1_000_000 } } });
    const slow = await api.connected(transport);
    const quick = await api.connected(transport === 'polling' ? 'websocket' : 'polling');
    const gone = new Promise((resolve) => slow.once('disconnect', resolve));
    for (let index = 0; index < 200; index += 1) api.server.broadcast('/', 'user_activity', { index, filler: 'x'.repeat(20_000) });
    await gone;
    quick.disconnect();
  });
});

describe('a port', () => {
  it('that is taken is told with what to do', async () => {
    const api = await openSmallApi();
    const port = Number(new URL(api.url).port);
    const options = { address: '127.0.0.1', port, origins: [], token: () => token, log: silentLog, namespaces: [] };
    const second = await openApiServer(options);
    expect(second.status()).toEqual({
      state: 'failed',
      message: `Port ${port} is taken by another program. Choose another port, or end that program.`,
    });
    await second.close();
    await api.close();
    const third = await openApiServer(options);
    expect(third.status()).toMatchObject({ state: 'listening' });
    await third.close();
    const nowhere = await openApiServer({ ...options, address: '192.0.2.1' });
    expect(nowhere.status()).toMatchObject({ state: 'failed', message: expect.stringMatching(/no address 192\.0\.2\.1/) });
  });

  it('serves nothing but Socket.IO', async () => {
    const api = await openSmallApi();
    const status = await new Promise((resolve) => request(`${api.url}/etc/passwd`, (answer) => resolve(answer.resume().statusCode)).end());
    expect(status).toBe(404);
    await api.close();
  });
});
