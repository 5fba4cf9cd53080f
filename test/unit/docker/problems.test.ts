import { createServer, type Server } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server as TcpServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type EngineAddress, parseAddress } from '../../../src-main/docker/address.ts';
import { openClient } from '../../../src-main/docker/client.ts';
import { DeadlineError, errorFacts, isConnectionError, toFailure, toProblem } from '../../../src-main/docker/problems.ts';

function address(text: string): EngineAddress {
  const parsed = parseAddress(text);
  if (!parsed.ok) throw new Error(parsed.problem.message);
  return parsed.address;
}
const socket = address('unix:///run/docker.sock');

describe('what keeps an engine from answering', () => {
  it.each([
    ['ENOENT', 'socketMissing', 'Start the engine'],
    ['ECONNREFUSED', 'refused', 'start it'],
    ['EACCES', 'permissionDenied', 'group'],
    ['EPERM', 'permissionDenied', 'group'],
    ['ETIMEDOUT', 'notAnswering', 'restart it'],
    ['ENOTFOUND', 'refused', 'Check the address'],
    ['ENOTSOCK', 'malformedAddress', 'path of the engine'],
    ['ECONNRESET', 'connectionLost', 'closed the connection'],
    ['HPE_INVALID_CONSTANT', 'other', 'not a container engine'],
    ['EWHATEVER', 'other', 'EWHATEVER'],
  ])('%s is %s, with what to do', (code, kind, words) => {
    const problem = toProblem(Object.assign(new Error('raw'), { code }), socket);
    expect(problem).toMatchObject({ kind, message: expect.stringContaining(words) });
    expect(problem.message).toContain('unix:///run/docker.sock');
  });

  it('a call without an answer is an engine that does not answer', () => {
    expect(toProblem(new DeadlineError(2_000), socket).kind).toBe('notAnswering');
  });

  it('an answer with a status is told in the engine’s words', () => {
    const error = Object.assign(new Error('x'), { statusCode: 500, json: { message: 'no space left on device.' } });
    expect(toProblem(error, socket).message).toContain('no space left on device.');
    expect(isConnectionError(error)).toBe(false);
    expect(toFailure(error, socket)).toMatchObject({
      kind: 'docker_api_error',
      details: { statusCode: '500', engine: 'no space left on device' },
    });
  });

  it('a fault of our own is told in its own words and is no engine’s fault', () => {
    expect(toProblem(new TypeError('x is not a function'), socket).message).toContain('x is not a function');
    expect(toFailure(new TypeError('x'), socket).kind).toBe('system_error');
    expect(errorFacts('text')).toEqual({ code: null, statusCode: null, engineMessage: null });
  });
});

describe('a client', () => {
  let server: Server | TcpServer;
  let hits = 0;
  const listen = (made: Server | TcpServer) =>
    new Promise<EngineAddress>((resolve) => {
      server = made.listen(0, '127.0.0.1', () => resolve(address(`tcp://127.0.0.1:${(made.address() as AddressInfo).port}`)));
    });
  beforeEach(() => {
    hits = 0;
  });
  afterEach(() => {
    if ('closeAllConnections' in server) server.closeAllConnections();
    server.close();
  });

  it('gives up a call at its deadline, also in the middle of an answer', async () => {
    const at = await listen(
      createServer((request, response) => {
        hits += 1;
        if (request.url === '/v1.41/info') response.write('{"half":');
      }),
    );
    const client = openClient(at, { apiVersion: '1.41' });
    // dockerode is loaded by the first call, which takes longer than the deadlines here.
    await client.call(async () => null);
    // Long enough for the call to arrive on a busy machine.
    const deadlineMs = 300;
    for (const call of [
      () => client.call((docker) => docker.ping(), { deadlineMs }),
      () => client.call((docker) => docker.info(), { deadlineMs }),
    ]) {
      await expect(call()).rejects.toBeInstanceOf(DeadlineError);
    }
    expect(hits).toBe(2);
    client.close();
  });

  it('gives up at once when its caller does, and asks nothing for one that has', async () => {
    const at = await listen(createServer(() => undefined));
    const client = openClient(at, { apiVersion: '1.41' });
    const controller = new AbortController();
    const call = client.call((docker) => docker.ping(), { signal: controller.signal });
    controller.abort(new Error('enough'));
    await expect(call).rejects.toThrow('enough');
    await expect(client.call((docker) => docker.ping(), { signal: controller.signal })).rejects.toThrow('enough');
    client.close();
  });

  it('whose address is something else than an engine says so', async () => {
    const at = await listen(createTcpServer((connection) => connection.end('SSH-2.0-OpenSSH_9.2\r\n')));
    const client = openClient(at, { apiVersion: '1.41' });
    const error = await client.call((docker) => docker.ping()).catch((reason: unknown) => reason);
    expect(toProblem(error, at)).toMatchObject({ kind: 'other', message: expect.stringContaining('not a container engine') });
    client.close();
  });

  it('goes to its own address, whatever DOCKER_HOST says', async () => {
    const at = await listen(createServer((_, response) => response.end('OK')));
    const saved = process.env['DOCKER_HOST'];
    process.env['DOCKER_HOST'] = 'tcp://bad host:::';
    try {
      const client = openClient(at, { apiVersion: '1.41' });
      expect(String(await client.call((docker) => docker.ping()))).toBe('OK');
      client.close();
      expect(process.env['DOCKER_HOST']).toBe('tcp://bad host:::');
    } finally {
      if (saved === undefined) delete process.env['DOCKER_HOST'];
      else process.env['DOCKER_HOST'] = saved;
    }
  });

  it('ends a stream when its signal does, and leaves no connection', async () => {
    let open = 0;
    const made = createServer((_, response) => response.write('x\n'));
    made.on('connection', (connection) => {
      open += 1;
      connection.once('close', () => {
        open -= 1;
      });
    });
    const client = openClient(await listen(made), { apiVersion: '1.41' });
    const controller = new AbortController();
    const stream = await client.openStream((docker) => docker.getEvents(), { signal: controller.signal });
    const closed = new Promise((resolve) => stream.once('close', resolve));
    stream.resume();
    expect(open).toBe(1);
    controller.abort();
    await closed;
    await expect.poll(() => open).toBe(0);
    client.close();
  });
});
