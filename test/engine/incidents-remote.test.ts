import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Incident } from '../../src-shared/incidents.ts';
import { randomName, removeAllContainers, runContainer } from '../support/containers.ts';
import { startEngine, type TestEngine } from '../support/engine.ts';
import { makeFolder } from '../support/run-folder.ts';
import { startServe, type TestServer } from '../support/serve.ts';
import { openViewingCore, type ViewingCore } from '../support/viewing-core.ts';

describe('incidents of an engine that another Quarterdeck reaches', () => {
  let engine: TestEngine;
  let server: TestServer;
  let viewer: ViewingCore;

  beforeAll(async () => {
    engine = await startEngine();
    server = await startServe({ dockerHost: engine.dockerHost, folder: makeFolder('srv'), port: 0 });
  });
  afterEach(async () => {
    await viewer?.close();
    await removeAllContainers(engine.socketPath);
  });
  afterAll(async () => {
    await server?.kill();
    await engine?.dispose();
  });

  const look = async () => {
    viewer = await openViewingCore();
    expect(await viewer.add(server.url, server.token())).toMatchObject({ ok: true });
    await viewer.until('the engine is shown', () => viewer.hosts()[0]?.status.state === 'connected' && viewer.hosts()[0]?.engine !== null);
  };
  const of = (name: string): Incident | undefined =>
    [...viewer.core.keeper.fleet.incidents.values()].find((it) => it.containers[0]?.name === name);

  it('are told there, shown here with their evidence, muted and forgotten where they belong', async () => {
    await look();
    const name = randomName();
    await runContainer(engine.socketPath, { name, shell: 'echo "Error: no such table"; exit 6' });
    await viewer.until('the incident is shown', () => of(name) !== undefined);
    const incident = of(name);
    const hostId = incident?.hostId ?? '';
    expect(incident).toMatchObject({ hostId: viewer.hosts()[0]?.id, kind: 'crashed', voice: 'told' });
    await expect
      .poll(() => viewer.ask('getIncidentEvidence', { hostId, incidentId: incident?.id }))
      .toMatchObject({ ok: true, value: [{ verdict: 'crashed', logTail: [{ text: 'Error: no such table' }] }] });
    const scope = { kind: 'container', hostId, name };
    expect(await viewer.ask('mute', { hostId, scope, until: { kind: 'forever' } })).toMatchObject({ ok: true });
    await viewer.until('it is muted', () => [...viewer.core.keeper.fleet.mutes.values()].some((it) => it.scope.hostId === hostId));
    expect(await viewer.ask('unmute', { hostId, scope })).toMatchObject({ ok: true });
    await viewer.until('it is not muted', () => viewer.core.keeper.fleet.mutes.size === 0);
    await viewer.close();

    await look();
    await viewer.until('it is known at the first look', () => of(name) !== undefined);
    expect(await viewer.ask('forgetIncident', { hostId, incidentId: of(name)?.id })).toMatchObject({ ok: false });
    expect(await viewer.ask('forgetIncident', { hostId: of(name)?.hostId, incidentId: of(name)?.id })).toMatchObject({ ok: true });
    await viewer.until('it is forgotten', () => of(name) === undefined);
  });
});
