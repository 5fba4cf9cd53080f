import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCommands } from '../../../src-main/commands/create-commands.ts';
import { dispatch } from '../../../src-main/commands/dispatch.ts';
import { killContainer, removeContainer, startContainer } from '../../../src-main/docker/actions.ts';
import { parseAddress } from '../../../src-main/docker/address.ts';
import { type EngineClient, openClient } from '../../../src-main/docker/client.ts';
import { type Log, silentLog } from '../../../src-main/lib/log.ts';
import { contract, coreContract, isCommandName } from '../../../src-shared/contract.ts';
import { container, host, hostId, caller as newCaller, type SmallCore, smallCore } from '../../support/small-core.ts';
import { seededRandom } from '../docker/log-frames.ts';

const id = 'a'.repeat(64);

describe('a command', () => {
  let folder: string;
  let requests: string[];
  let client: EngineClient;
  let core: SmallCore;
  let closeServer: () => Promise<void>;
  const caller = newCaller();

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'qd-'));
    requests = [];
    const path = join(folder, 'e.sock');
    const server = createServer((request, response) => {
      requests.push(`${request.method} ${request.url}`);
      response.writeHead(204).end();
    });
    await new Promise<void>((resolve) => server.listen(path, resolve));
    const parsed = parseAddress(`unix://${path}`);
    if (!parsed.ok) throw new Error(parsed.problem.message);
    client = openClient(parsed.address, { apiVersion: '1.41' });
    core = smallCore(client, [
      { type: 'hostFound', host: host() },
      { type: 'containersListed', hostId, atMs: 0, containers: [container(id, 'web')] },
    ]);
    closeServer = () => new Promise<void>((resolve) => server.close(() => resolve()));
  });
  afterEach(async () => {
    client.close();
    await closeServer();
    await rm(folder, { recursive: true, force: true });
  });

  const ask = (name: unknown, argument: unknown) => dispatch(createCommands(core.parts), name, argument, caller, silentLog);

  it('reaches the engine and answers with a Result', async () => {
    expect(await ask('startContainer', { hostId, containerId: id })).toEqual({ ok: true, value: null });
    expect(requests).toEqual([`POST /v1.41/containers/${id}/start`]);
  });

  it('takes the beginning of an id for the container it stands for', async () => {
    await ask('startContainer', { hostId, containerId: id.slice(0, 12) });
    expect(requests).toEqual([`POST /v1.41/containers/${id}/start`]);
    expect(core.told).toMatchObject([{ operation: { containerId: id } }, { operation: { containerId: id } }, { type: 'operationEnded' }]);
  });

  it.each([['unknown'], ['__proto__'], ['constructor'], [''], [42], [null], [{ toString: () => 'startContainer' }]])(
    'that does not exist is refused: %j',
    async (name) => {
      expect(await ask(name, {})).toMatchObject({ ok: false, failure: { kind: 'validation_error' } });
    },
  );

  it('that only a desktop knows is refused where there is none', async () => {
    expect(await ask('copyText', { text: 'x' })).toMatchObject({ ok: false, failure: { message: 'This command is not offered here.' } });
  });

  it.each([
    ['stopContainer', { hostId, containerId: id, timeoutSeconds: -1 }, 'timeoutSeconds'],
    ['stopContainer', { hostId, containerId: id }, 'timeoutSeconds'],
    ['killContainer', { hostId, containerId: id, signal: 'TERM&x=1' }, 'signal'],
    ['renameContainer', { hostId, containerId: id, name: '../etc' }, 'name'],
    ['startContainer', { hostId: 'H 1', containerId: id }, 'hostId'],
    ['watchSamples', { watched: [{ hostId, containerId: 'x' }] }, 'watched.0.containerId'],
    ['updateSettings', { theme: 'pink' }, 'theme'],
    ['openLogs', { hostId, containerId: id, streamId: 'not-a-uuid', tailLines: 10 }, 'streamId'],
    ['startContainer', null, ''],
    ['startContainer', undefined, ''],
  ])('%s with a wrong argument names the field', async (name, argument, field) => {
    const result = await ask(name, argument);
    expect(result).toMatchObject({ ok: false, failure: { kind: 'validation_error', details: { command: name, field } } });
    expect(requests).toEqual([]);
  });

  it('with one of 200 ids made to reach other paths never reaches the engine', async () => {
    const random = seededRandom(18);
    const tails = [
      '/kill?x=',
      '?force=1&x=',
      '/../..',
      '%2f..%2f',
      '\u0000',
      ' ',
      '\n',
      '/',
      '#',
      '\\',
      '..',
      '?',
      '&',
      ';',
      'é',
      'G',
      '-',
      '.',
    ];
    const pick = () => tails[Math.floor(random() * tails.length)] ?? '';
    const commands = Object.keys(coreContract).filter((name) => /Container$|^getEnvironment$|^openLogs$/.test(name));
    for (let round = 0; round < 200; round += 1) {
      const position = Math.floor(random() * 3);
      const hostile =
        position === 0 ? `${id}${pick()}` : position === 1 ? `${pick()}${id}` : `${id.slice(0, 20)}${pick()}${pick()}${id.slice(0, 20)}`;
      const argument = {
        hostId,
        containerId: hostile,
        timeoutSeconds: 1,
        signal: 'KILL',
        name: 'good',
        force: true,
        volumes: true,
        streamId: crypto.randomUUID(),
        tailLines: 1,
      };
      for (const name of commands) {
        const result = await ask(name, argument);
        if (result.ok || result.failure.kind !== 'validation_error') expect.fail(`${name} took ${JSON.stringify(hostile)}`);
      }
      // And once more behind the handlers, where a mistake in them would end.
      const target = { containerId: hostile, name: 'web' };
      expect((await startContainer(client, target)).ok).toBe(false);
      expect((await killContainer(client, target, 'KILL')).ok).toBe(false);
      expect((await removeContainer(client, target, { force: true, volumes: true })).ok).toBe(false);
    }
    expect(requests).toEqual([]);
  });

  it('takes nothing that is not its argument: 1,000 fuzzed payloads, no request', async () => {
    const random = seededRandom(1_000);
    const values = [
      null,
      undefined,
      0,
      -1,
      1e308,
      '',
      'x',
      '\u0000',
      [],
      {},
      true,
      { hostId: 7 },
      { containerId: id },
      [id],
      'a'.repeat(100_000),
      { __proto__: null },
    ];
    const names = Object.keys(contract).filter(
      (name) => !['getSnapshot', 'getSettings', 'stopDemoEngine', 'updateSettings'].includes(name),
    );
    for (let round = 0; round < 1_000; round += 1) {
      const name = names[Math.floor(random() * names.length)];
      const result = await ask(name, values[Math.floor(random() * values.length)]);
      if (result.ok) expect.fail(`${name} took a fuzzed payload`);
    }
    expect(requests).toEqual([]);
  });

  it('that throws becomes a Failure, and a line of the log with the same reference', async () => {
    const lines: unknown[] = [];
    const log: Log = { ...silentLog, error: (_message, context) => lines.push(context) };
    const handlers = {
      ...createCommands(core.parts),
      getSnapshot: async () => {
        throw new Error('a mistake of ours');
      },
    };
    const result = await dispatch(handlers, 'getSnapshot', {}, caller, log);
    if (result.ok) expect.fail('it succeeded');
    expect(result.failure).toMatchObject({ kind: 'system_error', details: { command: 'getSnapshot' } });
    expect(result.failure.message).not.toContain('a mistake of ours');
    expect(lines).toMatchObject([{ reference: result.failure.details['reference'] }]);
  });

  it.each([
    ['reconnecting' as const, 'Docker Engine does not answer. Try again when it does.'],
    ['unreachable' as const, 'Docker Engine can’t be reached: You may not use the socket.'],
  ])('waits for an engine that is %s', async (state, message) => {
    const problem = { kind: 'permissionDenied' as const, message: 'You may not use the socket.' };
    const status = state === 'reconnecting' ? { state, sinceMs: 0, nextTryAtMs: null, problem } : { state, sinceMs: 0, problem };
    core.tell([{ type: 'hostStatusChanged', hostId, atMs: 0, status }]);
    expect(await ask('stopContainer', { hostId, containerId: id, timeoutSeconds: null })).toMatchObject({
      ok: false,
      failure: { kind: 'socket_communication_error', message },
    });
    expect(requests).toEqual([]);
  });

  it('on a host that can only be watched is refused', async () => {
    core.tell([{ type: 'hostFound', host: host({ capabilities: { ...host().capabilities, actions: false } }) }]);
    expect(await ask('pruneContainers', { hostId })).toMatchObject({
      ok: false,
      failure: { message: 'Docker Engine can only be watched from here. Act on it where it runs.' },
    });
  });

  it('of an unknown host is refused', async () => {
    for (const name of ['startContainer', 'inspectContainer', 'pruneContainers', 'retryHost']) {
      expect(await ask(name, { hostId: 'h-2', containerId: id })).toMatchObject({ ok: false, failure: { kind: 'validation_error' } });
    }
  });

  it('to watch containers ends with its window', async () => {
    const window = newCaller('window-2');
    const handlers = createCommands(core.parts);
    await dispatch(handlers, 'watchSamples', { watched: [{ hostId, containerId: id }] }, window, silentLog);
    window.leave();
    await dispatch(handlers, 'watchSamples', { watched: [{ hostId, containerId: id }] }, window, silentLog);
    expect(core.watched).toEqual([
      { callerId: 'window-2', containerIds: [id] },
      { callerId: 'window-2', containerIds: [] },
    ]);
  });

  it('is known for each name in the contract', () => {
    const handlers = createCommands(core.parts);
    expect(Object.keys(handlers).sort()).toEqual(Object.keys(coreContract).sort());
    expect(Object.keys(contract).every(isCommandName)).toBe(true);
  });
});
