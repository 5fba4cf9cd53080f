import type { Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requests } from '../../../src-main/api/requests.ts';
import { coreContract } from '../../../src-shared/contract.ts';
import { remoteEvents } from '../../../src-shared/remote-wire.ts';
import { type AnswerRecorder, openAnswerRecorder } from '../../support/answer-recorder.ts';
import { ask } from '../../support/api.ts';
import { type Demo, startDemo } from '../../support/demo.ts';
import { type Doors, openDoors } from '../../support/doors.ts';
import { callEngine } from '../../support/engine-call.ts';
import { container, hostId } from '../../support/small-core.ts';
import { seededRandom } from '../docker/log-frames.ts';

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

/** Ids that an engine would take for another path or another query, and names of 64 characters that pass for ids. */
function hostileIds(id: string): string[] {
  const random = seededRandom(18);
  const pick = () => tails[Math.floor(random() * tails.length)] ?? '';
  return Array.from({ length: 200 }, (_, round) => {
    const tail = pick();
    if (round % 4 === 0) return `${id}${tail}`;
    if (round % 4 === 1) return `${tail}${id}`;
    if (round % 4 === 2) return `${id.slice(0, 20)}${tail}${pick()}${id.slice(0, 20)}`;
    return `${id.slice(0, 62 - (round % 9))}${tail}${'z'.repeat(64)}`.slice(0, 64);
  });
}

describe('200 ids made to reach other paths', () => {
  let demo: Demo;
  let recorder: AnswerRecorder;
  let doors: Doors;
  let id: string;
  let hostile: readonly string[];

  beforeAll(async () => {
    demo = await startDemo({ containers: 10 });
    recorder = await openAnswerRecorder(demo.socketPath);
    const listed: unknown = (await callEngine(demo.socketPath, 'GET', '/containers/json')).json;
    id = Array.isArray(listed) ? String(listed[0].Id) : '';
    hostile = hostileIds(id);
    doors = await openDoors({ address: recorder.dockerHost, capabilities: { flow: false }, containers: [container(id, 'web')] });
  });
  afterAll(async () => {
    await doors.close();
    await recorder.close();
    await demo.stop();
  });

  const argumentOf = (containerId: string) => ({
    ...{ hostId, containerId, timeoutSeconds: 1, timeoutMs: 100, signal: 'KILL', name: 'good', force: true, volumes: true },
    ...{ streamId: crypto.randomUUID(), tailLines: 1, codePath: '/tmp', readyWithinSeconds: 1, patch: { user: 'x' }, pull: false },
    ...{ message: { command: 'x', data: {} }, containers: [{ hostId, containerId }], watched: [{ hostId, containerId }], sinceMs: 0 },
  });
  /** Every command that takes a container, however it is called. */
  const commands = Object.entries(coreContract).flatMap(([name, { argument }]) =>
    argument.safeParse(argumentOf('a'.repeat(64))).success && !argument.safeParse(argumentOf('!')).success ? [name] : [],
  );
  const invoke = async (socket: Socket, command: string, argument: unknown): Promise<unknown> =>
    socket.timeout(10_000).emitWithAck(remoteEvents.invoke, { command, argument });

  it('are held to an engine that is really asked through each door', async () => {
    const socket = await doors.program();
    const other = await doors.quarterdeck();
    const before = recorder.requests.length;
    await doors.ask('inspectContainer', argumentOf(id));
    await ask(socket, 'get_status', { container_id: id });
    await invoke(other, 'inspectContainer', argumentOf(id));
    expect(recorder.requests.length - before).toBeGreaterThanOrEqual(3);
    expect(commands.length).toBeGreaterThan(20);
  });

  it('never reach the engine as commands of a window', async () => {
    const before = recorder.requests.length;
    for (const one of hostile) for (const name of commands) expect(await doors.ask(name, argumentOf(one))).toMatchObject({ ok: false });
    expect(recorder.requests.slice(before)).toEqual([]);
  });

  it('never reach the engine as commands of another Quarterdeck', async () => {
    const socket = await doors.quarterdeck();
    const before = recorder.requests.length;
    for (const one of hostile) {
      const answers = await Promise.all(commands.map((name) => invoke(socket, name, argumentOf(one))));
      for (const answer of answers) expect(answer).toMatchObject({ ok: false });
    }
    expect(recorder.requests.slice(before)).toEqual([]);
  });

  it('never reach the engine as requests of a program', async () => {
    const socket = await doors.program();
    const before = recorder.requests.length;
    const events = Object.keys(requests).filter((event) => event.endsWith('_container') && event !== 'create_container');
    for (const one of hostile) {
      const fields = { container_id: one };
      const asked = [
        ...events.map((event) => ask(socket, event, event === 'update_container' ? { ...fields, code_path: '/tmp' } : fields)),
        ask(socket, 'get_status', fields),
        ask(socket, 'send_message', { ...fields, message: { command: 'x' } }),
      ];
      for (const answer of await Promise.all(asked)) expect(answer).toMatchObject({ error: true });
      await ask(socket, 'subscribe_stats', { container_ids: [one] });
    }
    expect(recorder.requests.slice(before)).toEqual([]);
  });
});
