import { expect, it } from 'vitest';
import { createTrayActions } from '../../../src-main/desktop/tray/tray-actions.ts';
import { TrayAsks } from '../../../src-main/desktop/tray/tray-asks.ts';
import { fail, type Result, succeed } from '../../../src-shared/failure.ts';
import { containerOf, created, fleetOf, hostId, idOf } from './notice-fixtures.ts';

async function stopAll(answerOf: (containerId: string) => Result<unknown>): Promise<{ title: string; body: string }[]> {
  const told: { title: string; body: string }[] = [];
  const fleet = fleetOf([created(containerOf(1)), created(containerOf(2)), created(containerOf(3))]);
  const choose = createTrayActions({
    ask: async (_command, argument) => answerOf('containerId' in argument ? String(argument.containerId) : ''),
    asks: new TrayAsks(),
    fleet: () => fleet,
    goTo: () => undefined,
    open: () => undefined,
    quit: () => undefined,
    tell: (notice) => void told.push(notice),
  });
  await choose({ do: 'stopProject', hostId, project: 'shop', containerIds: [1, 2, 3].map(idOf) });
  return told;
}

const refused = fail('docker_api_error', 'The engine does not answer. Try again.');

it('a project that can’t be stopped is told in one notice', async () => {
  expect(await stopAll(() => refused)).toEqual([
    { title: 'Could not stop 3 of 3 containers of shop', body: 'The engine does not answer. Try again.' },
  ]);
});

it('one container of a project that can’t be stopped is named', async () => {
  expect(await stopAll((containerId) => (containerId === idOf(2) ? refused : succeed(null)))).toEqual([
    { title: 'Could not stop web-2', body: 'The engine does not answer. Try again.' },
  ]);
});

it('a project that was stopped is told by nothing', async () => {
  expect(await stopAll(() => succeed(null))).toEqual([]);
});

it('what the tray asks for is its own to tell, until a moment after the answer', async () => {
  let nowMs = 0;
  const asks = new TrayAsks(() => nowMs);
  let answer: (result: Result<unknown>) => void = () => undefined;
  const asked = asks.during(
    hostId,
    idOf(1),
    new Promise<Result<unknown>>((resolve) => {
      answer = resolve;
    }),
  );
  nowMs = 60_000;
  expect([asks.has(hostId, idOf(1)), asks.has(hostId, idOf(2)), asks.has(hostId, null)]).toEqual([true, false, false]);
  answer(refused);
  await asked;
  expect(asks.has(hostId, idOf(1))).toBe(true);
  nowMs += 1_000;
  expect(asks.has(hostId, idOf(1))).toBe(false);
});
