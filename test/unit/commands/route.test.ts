import { describe, expect, it } from 'vitest';
import { createCommands } from '../../../src-main/commands/create-commands.ts';
import { goneRoute, type Route, type Routes, routeCommands } from '../../../src-main/commands/route.ts';
import { type CoreCommandName, coreContract } from '../../../src-shared/contract.ts';
import { fail, succeed } from '../../../src-shared/failure.ts';
import { caller, clientOf, hostId, smallCore } from '../../support/small-core.ts';

const far = 'remote-0123abcd-h-1';
const gone = 'remote-89abcdef-h-1';
const container = (host: string, digit = '1') => ({ hostId: host, containerId: digit.repeat(64) });

/** Handlers of a core with one engine of its own and one remote, and what the two were asked. */
function world(answer: (command: CoreCommandName) => unknown = () => succeed(null)) {
  const asked: { readonly where: 'here' | 'there'; readonly command: CoreCommandName; readonly argument: unknown }[] = [];
  const { parts } = smallCore(clientOf('unix:///nowhere.sock'), []);
  const note = (where: 'here' | 'there') => (command: CoreCommandName, argument: unknown) => {
    asked.push({ where, command, argument });
    return Promise.resolve(answer(command));
  };
  const route: Route = { forward: note('there') as never };
  const routes: Routes = {
    routeTo: (id) => (id === far ? route : id.startsWith('remote-') ? goneRoute : null),
    all: () => [route],
  };
  const own = Object.fromEntries(
    Object.keys(createCommands(parts)).map((name) => [name, (argument: unknown) => note('here')(name as CoreCommandName, argument)]),
  );
  return { asked, handlers: routeCommands(own as never, routes, parts.fleet) };
}

describe('A command', () => {
  it.each(
    Object.keys(coreContract).filter((name) => ['startContainer', 'openLogs', 'createContainer', 'sendFlow', 'undoDelete'].includes(name)),
  )('%s goes to the core that reaches its host', async (name) => {
    const { asked, handlers } = world();
    const command = name as 'startContainer';
    await handlers[command](container(far), caller());
    await handlers[command](container(hostId), caller());
    expect(asked.map((it) => [it.where, it.command])).toEqual([
      ['there', name],
      ['here', name],
    ]);
  });

  it('every one about a host is routed: none of a remote reaches our own handlers', async () => {
    const { asked, handlers } = world();
    for (const [name, { argument }] of Object.entries(coreContract)) {
      if (!('hostId' in argument.shape) || name === 'retryHost') continue;
      await handlers[name as 'startContainer'](container(far), caller());
    }
    expect(asked.length).toBeGreaterThan(30);
    expect(asked.filter((it) => it.where === 'here')).toEqual([]);
  });

  it('for a remote that was removed is a Failure', async () => {
    expect(await world().handlers.startContainer(container(gone), caller())).toMatchObject({
      ok: false,
      failure: { kind: 'validation_error' },
    });
  });

  it('about several hosts is split, and answered in the order of the question', async () => {
    const reply = { ok: true as const, reply: { data: null, latencyMs: 1 } };
    const { asked, handlers } = world();
    const containers = [container(far, '1'), container(hostId, '2'), container(far, '3')];
    const answering = world(() => succeed(containers.map((it) => ({ ...it, outcome: reply })))).handlers;
    const answer = await answering.broadcastFlow({ containers, message: { command: 'x', data: null }, timeoutMs: 1 }, caller());
    expect(answer).toMatchObject({ ok: true, value: containers });
    await handlers.watchSamples({ watched: containers }, caller());
    expect(asked.map((it) => [it.where, it.argument])).toEqual([
      ['there', { watched: [containers[0], containers[2]] }],
      ['here', { watched: [containers[1]] }],
    ]);
  });

  it('to many tells of each that its remote could not be asked', async () => {
    const { handlers } = world(() => fail('socket_communication_error', 'Lost.'));
    const containers = [container(far, '1'), container(far, '2')];
    const answer = await handlers.broadcastFlow({ containers, message: { command: 'x', data: null }, timeoutMs: 1 }, caller());
    expect(answer).toMatchObject({
      ok: true,
      value: [{ outcome: { ok: false } }, { outcome: { ok: false, failure: { message: 'Lost.' } } }],
    });
  });
});
