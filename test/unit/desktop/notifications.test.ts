import { expect, it } from 'vitest';
import type { NativeNotice } from '../../../src-main/desktop/notices/notice-board.ts';
import { notifyIncidents } from '../../../src-main/desktop/notices/notifications.ts';
import { silentLog } from '../../../src-main/lib/log.ts';
import type { Batch, Change } from '../../../src-shared/changes.ts';
import type { Fleet } from '../../../src-shared/fleet.ts';
import type { Host } from '../../../src-shared/model.ts';
import { defaultSettings } from '../../../src-shared/settings.ts';
import { fleetOf, hostOf, incidentOf, startMs, toldOf } from './notice-fixtures.ts';

/** A desktop that is told of crashes on one host, each `everyMs` after the one before it. */
async function titlesOf(host: Host, crashes: number, everyMs: number): Promise<string[]> {
  const listeners = new Set<(batch: Batch) => void>();
  const shown: NativeNotice[] = [];
  const told: Change[] = [];
  let fleet: Fleet = fleetOf([], host);
  let nowMs = startMs;
  const stop = notifyIncidents({
    onBatch: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    fleet: () => fleet,
    settings: () => defaultSettings,
    values: { get: async () => undefined, put: () => undefined },
    board: {
      show: (notice) => {
        shown.push(notice);
        return { close: () => undefined };
      },
      dispose: () => undefined,
    },
    goTo: () => undefined,
    restart: () => undefined,
    log: silentLog,
    now: () => nowMs,
  });
  await new Promise((resolve) => setImmediate(resolve));
  for (let number = 0; number < crashes; number += 1) {
    const incident = incidentOf(number, { openedAtMs: nowMs });
    told.push(toldOf(incident));
    fleet = fleetOf(told, host);
    for (const listener of listeners) listener({ sequence: number, changes: [{ type: 'incidentTold', incident, news: 'opened' }] });
    nowMs += everyMs;
  }
  stop();
  return shown.map((it) => it.title);
}

it('names no host where there is only one', async () => {
  expect(await titlesOf(hostOf(), 1, 0)).toEqual(['web-0 crashed']);
});

it('says of a crash in the demo that it is the demo, also where that is all there is', async () => {
  expect(await titlesOf(hostOf({ demo: true, name: 'Demo engine' }), 1, 0)).toEqual(['web-0 crashed on Demo engine']);
});

it('tells of a demo now and then, and of an engine all the time', async () => {
  expect(await titlesOf(hostOf({ demo: true, name: 'Demo engine' }), 20, 60_000)).toHaveLength(4);
  expect(await titlesOf(hostOf(), 20, 60_000)).toHaveLength(20);
});
