import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createCommands } from '../../src-main/commands/create-commands.ts';
import { dispatch } from '../../src-main/commands/dispatch.ts';
import { openJournal } from '../../src-main/docker/update/journal.ts';
import { silentLog } from '../../src-main/lib/log.ts';
import { callEngine } from '../support/engine-call.ts';
import { type FlowSide, type FlowWorld, openFlowWorld } from '../support/flow-world.ts';
import { makeFolder } from '../support/run-folder.ts';
import { caller, container, hostId } from '../support/small-core.ts';
import { replacedOf } from '../support/updates.ts';

const example = readFileSync(join(import.meta.dirname, '../../examples/flow-node/main.mjs'), 'utf8');

describe('the code of a flow container', () => {
  let world: FlowWorld;
  beforeAll(async () => {
    world = await openFlowWorld();
  });
  afterEach(() => world.clear());
  afterAll(() => world.dispose());

  function code(text: string): string {
    const folder = makeFolder('code');
    writeFileSync(join(folder, 'main.mjs'), text);
    return folder;
  }
  function ask(side: FlowSide, folder: string, command: string, argument: object) {
    const journal = openJournal(join(folder, '../updates'), silentLog);
    const handlers = createCommands(side.core.parts, { updates: { journal, times: { settleMs: 300, pollMs: 30 } } });
    return dispatch(handlers, command, { hostId, ...argument }, caller(), silentLog);
  }
  const dump = async (side: FlowSide, id: string) => {
    const reply = await side.flow.send(hostId, id, { command: 'dump', data: {} }, 5_000);
    return reply.ok ? Object(reply.value.data) : reply.failure.message;
  };

  it.each([
    ['root', {}, {}],
    ['uid 1000 without capabilities', { User: '1000:1000' }, { CapDrop: ['ALL'], SecurityOpt: ['no-new-privileges'] }],
  ])('is updated and answers anew, and comes back where the new one is broken or silent, as %s', async (_who, more, hostConfig) => {
    const folder = world.folder();
    const side = await world.open(folder);
    const id = await world.run(side, 'example', { more, hostConfig });
    const name = side.core.parts.fleet().containers.get(`${hostId}/${id}`)?.name ?? '';
    expect(await dump(side, id)).not.toHaveProperty('version');

    const good = code(example.replace('dump: () => ({', 'dump: () => ({ version: 2,'));
    expect(readFileSync(join(good, 'main.mjs'), 'utf8')).toContain('version: 2');
    const updated = await ask(side, folder, 'updateCode', { containerId: id, codePath: good, readyWithinSeconds: 5 });
    const { containerId, previousContainerId } = replacedOf(updated);
    expect(previousContainerId).toBe(id);
    side.core.tell([{ type: 'containerInspected', hostId, atMs: 0, containerId, container: container(containerId, name) }]);
    side.core.tell([{ type: 'containerRemoved', hostId, atMs: 0, containerId: id, event: null }]);
    expect(await dump(side, containerId)).toMatchObject({ version: 2 });

    for (const [text, words] of [
      ['throw new Error("no module");', /ended by itself, exit code 1\. Rolled back/],
      ['setInterval(() => {}, 1000);', /did not connect to its flow socket in time\. Rolled back/],
    ] as const) {
      const failed = await ask(side, folder, 'updateCode', { containerId, codePath: code(text), readyWithinSeconds: 1 });
      expect(failed).toMatchObject({ ok: false, failure: { message: expect.stringMatching(words) } });
      await expect.poll(() => side.flow.isConnected(hostId, containerId), { timeout: 5_000 }).toBe(true);
      expect(await dump(side, containerId)).toMatchObject({ version: 2 });
    }

    expect(await ask(side, folder, 'deleteContainerNow', { containerId, volumes: true })).toMatchObject({ ok: true });
    expect(readdirSync(folder).filter((it) => /^[0-9a-f]{12}/.test(it))).toEqual([]);
    expect((await callEngine(world.engine.socketPath, 'GET', '/containers/json?all=1')).json).toEqual([]);
  });
});
