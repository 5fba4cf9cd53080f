import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync, statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { io } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { greetingSchema, remoteProtocol, splitRemoteHostId } from '../../src-shared/remote-wire.ts';
import { act, createContainer, randomName, removeAllContainers, runContainer, shells } from '../support/containers.ts';
import { type CutProxy, openCutProxy } from '../support/cut-proxy.ts';
import { startEngine, type TestEngine } from '../support/engine.ts';
import { callEngine } from '../support/engine-call.ts';
import { makeFolder } from '../support/run-folder.ts';
import { freePort, spawnQuarterdeck, startServe, type TestServer } from '../support/serve.ts';
import { openTestStore } from '../support/store.ts';
import { openViewingCore, type ViewingCore } from '../support/viewing-core.ts';

let engine: TestEngine;
let folder: string;
let server: TestServer;
let viewer: ViewingCore;
let proxy: CutProxy | undefined;
let tunnelPort: number;

beforeAll(async () => {
  engine = await startEngine();
  folder = makeFolder('srv');
  tunnelPort = await freePort();
  server = await serveEngine(0);
});

afterEach(async () => {
  await viewer?.close();
  await proxy?.close();
  proxy = undefined;
  await removeAllContainers(engine.socketPath);
});

afterAll(async () => {
  await server?.kill();
  await engine?.dispose();
});

function serveEngine(port: number): Promise<TestServer> {
  return startServe({ dockerHost: engine.dockerHost, folder, port });
}

/** A second Quarterdeck that shows the server's engine, connected. */
async function view(url: string): Promise<ViewingCore> {
  viewer = await openViewingCore();
  const added = await viewer.add(url, server.token());
  expect(added).toMatchObject({ ok: true });
  await viewer.until('the engine is shown', () => isConnected());
  return viewer;
}

function isConnected(): boolean {
  return viewer.hosts().length === 1 && viewer.hosts()[0]?.status.state === 'connected' && viewer.hosts()[0]?.engine !== null;
}

function hostId(): string {
  return viewer.hosts()[0]?.id ?? '';
}

/** Names and states as the engine lists them. */
async function engineList(): Promise<readonly string[]> {
  const { json } = await callEngine(engine.socketPath, 'GET', '/containers/json?all=1');
  const list: unknown[] = Array.isArray(json) ? json : [];
  return list.map((it) => `${String(Reflect.get(Object(it), 'Names')).slice(1)} ${String(Reflect.get(Object(it), 'State'))}`).sort();
}

function shownList(): readonly string[] {
  return [...viewer.core.keeper.fleet.containers.values()].map((it) => `${it.name} ${it.state}`).sort();
}

/** What the server's database holds of a container's lines; both have it open. */
async function keptOf(name: string): Promise<readonly string[]> {
  const store = await openTestStore(folder);
  try {
    const { activities } = await (await store.open()).load();
    return activities.filter((it) => it.containerName === name).map((it) => it.text);
  } finally {
    await store.end();
  }
}

function expectUniqueLines(): void {
  const ids = viewer.core.keeper.fleet.activities.map((it) => it.id);
  expect(ids.length).toBe(new Set(ids).size);
}

describe('quarterdeck serve', () => {
  it('says where it listens and where the token is, and never the token', () => {
    expect(server.output()).toContain(`Quarterdeck listens at http://127.0.0.1:${server.port}`);
    expect(server.output()).toContain(join(folder, 'token'));
    expect(server.output()).not.toContain(server.token());
    expect(statSync(join(folder, 'token')).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(folder, 'logs', 'quarterdeck.log'), 'utf8')).not.toContain(server.token());
  });

  it('ends with code 0 on SIGTERM, also while another Quarterdeck is connected', async () => {
    const home = makeFolder('srv');
    const other = await startServe({ dockerHost: engine.dockerHost, folder: home, port: 0 });
    viewer = await openViewingCore();
    expect(await viewer.add(other.url, other.token())).toMatchObject({ ok: true });
    await viewer.until('connected', isConnected);
    expect(await other.stop()).toBe(0);
    await viewer.until('lost', () => viewer.hosts()[0]?.status.state === 'reconnecting');
  });

  it.each([
    [['serve', '--port', 'many'], 2, 'The port is a number'],
    [['serve', '--colour'], 2, '--colour'],
    [['dance'], 2, 'no command'],
    [['serve', '--help'], 0, '--token-file'],
  ])('answers %j with code %i', async (words, code, sentence) => {
    const child = spawnQuarterdeck(words, makeFolder('srv'));
    let text = '';
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data: Buffer) => (text += data.toString()));
    const [ended] = await once(child, 'close');
    expect(ended).toBe(code);
    expect(text).toContain(sentence);
  });

  it('says that its port is taken, and leaves nothing running', async () => {
    const child = spawnQuarterdeck(['serve', '--port', String(server.port), '--docker-host', engine.dockerHost], makeFolder('srv'));
    let text = '';
    child.stderr?.on('data', (data: Buffer) => (text += data.toString()));
    const [code] = await once(child, 'close');
    expect(code).toBe(1);
    expect(text).toContain(`Port ${server.port} is taken`);
  });
});

describe('quarterdeck flow prepare', () => {
  it('prints what docker run is to be given, and the same for the same name', async () => {
    const home = makeFolder('srv');
    const say = async () => {
      const child = spawnQuarterdeck(['flow', 'prepare', 'web'], home);
      let text = '';
      child.stdout?.on('data', (data: Buffer) => (text += data.toString()));
      const [code] = await once(child, 'close');
      expect(code).toBe(0);
      return text;
    };
    const flags = await say();
    expect(flags).toContain('--name web');
    expect(flags).toContain(`source=${join(home, '.local/state/quarterdeck/flow')}`);
    expect(await say()).toBe(flags);
  });
});

describe('A remote host', () => {
  it('shows its containers live with readings and logs, and does what is asked of it', async () => {
    const name = randomName('far');
    await view(server.url);
    expect(viewer.hosts()[0]).toMatchObject({ name: 'server', address: server.url, capabilities: { samples: 'remote' } });
    const id = await runContainer(engine.socketPath, { name, shell: shells.says('one', 'two') });
    await viewer.until('it runs', () => viewer.container(name)?.state === 'running');

    const reference = { hostId: hostId(), containerId: id };
    await viewer.ask('watchSamples', { watched: [reference] });
    await viewer.until('two readings', () => viewer.samples.filter((it) => it.hostId === hostId() && it.values.length > 0).length >= 2);
    const history = await viewer.ask('getSampleHistory', { containers: [reference], sinceMs: 0 });
    expect(history).toMatchObject({ ok: true, value: [{ hostId: hostId(), containerId: id }] });

    const streamId = randomUUID();
    expect(await viewer.ask('openLogs', { ...reference, streamId, tailLines: 100 })).toMatchObject({ ok: true });
    await viewer.until('its log', () => viewer.lines(streamId).length === 2);
    expect(await viewer.ask('inspectContainer', reference)).toMatchObject({ ok: true, value: { container: { hostId: hostId(), name } } });

    expect(await viewer.ask('stopContainer', { ...reference, timeoutSeconds: 5 })).toMatchObject({ ok: true });
    await viewer.until(
      'it is stopped',
      () => viewer.container(name)?.state === 'exited' && viewer.feed(name).some((text) => text.startsWith('Stopped')),
    );
    const line = viewer.core.keeper.fleet.activities.find((it) => it.containerName === name && it.text.startsWith('Stopped'));
    expect(line?.by).toEqual({ kind: 'person', name: hostname() });
    expect(viewer.container(name)?.end).toMatchObject({ requested: 'yes', by: { kind: 'person', name: hostname() } });
    expectUniqueLines();
  });

  it('streams nothing while no window shows it', async () => {
    const id = await runContainer(engine.socketPath, { shell: shells.ignoresTerm });
    await view(server.url);
    await viewer.until('it is shown', () => shownList().length === 1);
    const reference = { hostId: hostId(), containerId: id };
    await viewer.ask('watchSamples', { watched: [reference] });
    await viewer.until('two readings', () => viewer.samples.filter((it) => it.values.length > 0).length >= 2);
    viewer.core.setVisible('window-1', false);
    // Answered behind that word, on the same wire.
    await viewer.ask('inspectContainer', reference);
    const readings = viewer.samples.length;
    await viewer.ask('stopContainer', { ...reference, timeoutSeconds: 3 });
    expect(viewer.samples.length).toBe(readings);
    await viewer.until('what happened is known all the same', () => shownList()[0]?.endsWith('exited') === true);
  });

  it('is right again after its server was killed in mid-batch and started anew: nothing lost, nothing doubled', async () => {
    const ids = await Promise.all(Array.from({ length: 6 }, () => runContainer(engine.socketPath, { name: randomName('flood') })));
    await view(server.url);
    await viewer.until('all are shown', () => shownList().length === 6);
    let done = false;
    // Somebody is busy all the time, so that the server dies between one batch and the next.
    const flood = (async () => {
      for (let round = 0; !done; round += 1)
        await act(engine.socketPath, ids[round % 3] ?? '', round % 6 < 3 ? 'pause' : 'unpause').catch(() => undefined);
    })();
    const before = viewer.core.keeper.fleet.activities.length;
    await viewer.until('the flood is seen', () => viewer.core.keeper.fleet.activities.length > before + 20);
    const { port } = server;
    await server.kill();
    await viewer.until('it is lost', () => viewer.hosts()[0]?.status.state === 'reconnecting');
    expect(viewer.hosts()[0]?.lastSeenAtMs).toBeGreaterThan(Date.now() - 10_000);
    done = true;
    await flood;
    for (const id of ids.slice(0, 3)) await act(engine.socketPath, id, 'unpause').catch(() => undefined);
    const gone = viewer.container([...viewer.core.keeper.fleet.containers.values()].find((it) => it.id === ids[5])?.name ?? '');
    await act(engine.socketPath, ids[4] ?? '', 'stop?t=0');
    await callEngine(engine.socketPath, 'DELETE', `/containers/${ids[5]}?force=1`);
    const fresh = randomName('fresh');
    await createContainer(engine.socketPath, { name: fresh });

    server = await serveEngine(port);
    await viewer.until('it is back', isConnected, 15_000);
    const wanted = await engineList();
    await viewer.until('all is as the engine says', () => JSON.stringify(shownList()) === JSON.stringify(wanted));
    expectUniqueLines();
    expect(viewer.feed(gone?.name ?? '').filter((text) => text.startsWith('Removed'))).toHaveLength(1);
    expect(viewer.feed(fresh)).toHaveLength(1);
  });

  it('has the lines that it told before it was killed, for a Quarterdeck that comes later', async () => {
    await view(server.url);
    const name = randomName('kept');
    const id = await runContainer(engine.socketPath, { name });
    await act(engine.socketPath, id, 'kill');
    await viewer.until('the feed tells it', () => viewer.feed(name).includes('Killed'));
    const told = viewer.feed(name);
    await viewer.close();
    const { port } = server;
    await expect.poll(() => keptOf(name)).toEqual(told);
    await server.kill();
    server = await serveEngine(port);
    await view(server.url);
    await viewer.until('the lines of the earlier run', () => viewer.feed(name).length === told.length);
    expect(viewer.feed(name)).toEqual(told);
    expectUniqueLines();
  });

  it('goes on where it was after the network was cut: each line of feed and log once', async () => {
    proxy = await openCutProxy(tunnelPort, server.port);
    const name = randomName('cut');
    const id = await runContainer(engine.socketPath, {
      name,
      shell: 'trap "exit 0" TERM; i=0; while :; do echo line $i; i=$((i+1)); sleep 0.02 & wait $!; done',
    });
    await view(proxy.url);
    await viewer.until('it is shown', () => viewer.container(name)?.state === 'running');
    const streamId = randomUUID();
    await viewer.ask('openLogs', { hostId: hostId(), containerId: id, streamId, tailLines: 10 });
    await viewer.until('its log', () => viewer.lines(streamId).length > 20);

    proxy.cut();
    await viewer.until('it is lost', () => viewer.hosts()[0]?.status.state === 'reconnecting');
    await act(engine.socketPath, id, 'pause');
    await act(engine.socketPath, id, 'unpause');
    const atCut = viewer.lines(streamId).length;
    proxy.mend();
    await viewer.ask('retryHost', { hostId: hostId() });
    await viewer.until('it is back', isConnected);
    await viewer.until(
      'what happened meanwhile is told',
      () => viewer.feed(name).includes('Resumed') || viewer.feed(name).includes('Unpaused'),
    );
    await viewer.until('the log goes on', () => viewer.lines(streamId).length > atCut + 20);
    const numbers = viewer.lines(streamId).map((line) => Number(line.split(' ')[1]));
    expect(numbers).toEqual(numbers.map((_, index) => (numbers[0] ?? 0) + index));
    expectUniqueLines();
    expect(viewer.feed(name).filter((text) => text === 'Paused')).toHaveLength(1);
  });

  it('does not say whether an action was done when the connection is lost in the middle of it', async () => {
    proxy = await openCutProxy(tunnelPort, server.port);
    const name = randomName('slow');
    const id = await runContainer(engine.socketPath, { name, shell: shells.ignoresTerm });
    await view(proxy.url);
    await viewer.until('it is shown', () => viewer.container(name)?.state === 'running');
    const asked = viewer.ask('stopContainer', { hostId: hostId(), containerId: id, timeoutSeconds: 3 });
    await viewer.until('it is under way', () => viewer.core.keeper.fleet.operations.size === 1);
    proxy.cut();
    expect(await asked).toMatchObject({ ok: false, failure: { kind: 'socket_communication_error', details: { outcome: 'unknown' } } });
    expect(await viewer.ask('startContainer', { hostId: hostId(), containerId: id })).toMatchObject({
      ok: false,
      failure: { kind: 'socket_communication_error', message: expect.stringContaining('not connected') },
    });
    proxy.mend();
    await viewer.ask('retryHost', { hostId: hostId() });
    await viewer.until('it ends there all the same', () => viewer.container(name)?.state === 'exited', 12_000);
    await viewer.until('the operation has ended', () => viewer.core.keeper.fleet.operations.size === 0);
  });

  it('is noticed as lost when its cable is pulled', async () => {
    proxy = await openCutProxy(tunnelPort, server.port);
    await view(proxy.url);
    proxy.hold();
    await viewer.until('it is lost', () => viewer.hosts()[0]?.status.state === 'reconnecting', 14_000);
  });

  it('is not added with a wrong token, nor where nothing listens', async () => {
    viewer = await openViewingCore();
    const wrong = await viewer.add(server.url, 'not-the-token-at-all');
    expect(wrong).toMatchObject({ ok: false, failure: { message: expect.stringContaining('token') } });
    const nobody = await viewer.add(`http://127.0.0.1:${await freePort()}`, server.token());
    expect(nobody).toMatchObject({ ok: false, failure: { message: expect.stringContaining('Nothing listens') } });
    expect(viewer.core.remotes.list()).toEqual([]);
    expect(viewer.hosts()).toEqual([]);
  });

  it('says what to do where it does not go by the address that was given', async () => {
    const url = `http://[::ffff:7f00:1]:${server.port}`;
    viewer = await openViewingCore();
    expect(await viewer.add(url, server.token())).toMatchObject({
      ok: false,
      failure: { message: expect.stringContaining(`--origin ${url}`) },
    });
  });

  it('waits for the user where its token is another one now, and says so', async () => {
    proxy = await openCutProxy(tunnelPort, server.port);
    await view(proxy.url);
    await server.kill();
    await writeFile(join(folder, 'token'), `${'another-token'.repeat(3)}\n`);
    server = await serveEngine(server.port);
    await viewer.until('it says why', () => viewer.hosts()[0]?.status.state === 'unreachable');
    expect(viewer.hosts()[0]?.status).toMatchObject({ problem: { kind: 'permissionDenied', message: expect.stringContaining('token') } });
  });

  it('goes with all that it showed when it is removed', async () => {
    await runContainer(engine.socketPath, {});
    await view(server.url);
    await viewer.until('it is shown', () => shownList().length === 1);
    const id = splitRemoteHostId(hostId())?.remoteId ?? '';
    await viewer.core.remotes.remove(id);
    expect(viewer.hosts()).toEqual([]);
    expect(shownList()).toEqual([]);
  });
});

describe('/quarterdeck', () => {
  const connect = (patch: object) => {
    const greeting = { protocol: remoteProtocol, client_name: 'test', resume: null, ...patch };
    return io(`${server.url}/quarterdeck`, { auth: { ...greeting, token: server.token() }, forceNew: true, reconnection: false });
  };

  it('refuses another version, and says which it is', async () => {
    expect(greetingSchema.safeParse({ protocol: 2, client_name: 'x', resume: null }).success).toBe(true);
    const socket = connect({ protocol: remoteProtocol + 1 });
    const refused = new Promise((resolve) => socket.once('refused', resolve));
    expect(await refused).toEqual({ reason: 'protocol', protocol: remoteProtocol });
    await new Promise<void>((resolve) => (socket.connected ? socket.once('disconnect', () => resolve()) : resolve()));
  });

  it('keeps settings and demo to whoever sits there', async () => {
    const socket = connect({});
    await new Promise((resolve) => socket.once('hello', resolve));
    for (const command of ['getSettings', 'updateSettings', 'startDemoEngine', 'stopDemoEngine', 'saveText', 'getApiToken', 'toString']) {
      expect(await socket.emitWithAck('invoke', { command, argument: {} })).toMatchObject({
        ok: false,
        failure: { kind: 'validation_error' },
      });
    }
    expect(await socket.emitWithAck('invoke', 7)).toMatchObject({ ok: false });
    const elsewhere = { hostId: 'remote-0123abcd-h-1', containerId: 'a'.repeat(64) };
    expect(await socket.emitWithAck('invoke', { command: 'startContainer', argument: elsewhere })).toMatchObject({
      ok: false,
      failure: { message: expect.stringContaining('another Quarterdeck') },
    });
    socket.disconnect();
  });
});
