import { describe, expect, it } from 'vitest';
import { decideNotices } from '../../../src-main/desktop/notices/notice-decision.ts';
import { emptyMemory, type NoticeMemory } from '../../../src-main/desktop/notices/notice-memory.ts';
import { type News, noticeOfIncidents } from '../../../src-main/desktop/notices/notice-words.ts';
import type { Incident } from '../../../src-shared/incidents.ts';
import { defaultSettings } from '../../../src-shared/settings.ts';
import { fleetOf, incidentOf, startMs, toldOf } from './notice-fixtures.ts';

const ill = incidentOf(1, { kind: 'unhealthy', what: 'Unhealthy' });
const well: Incident = { ...ill, resolution: { state: 'resolved', atMs: startMs, how: 'Healthy again' } };

/** What is shown of one incident, as it is told over time; `news` null: it is told, but as no news. */
function shownOf(told: readonly (readonly [atMs: number, incident: Incident, news: News['news'] | null])[], untilMs: number): string[] {
  let memory: NoticeMemory = emptyMemory;
  let incident: Incident | null = null;
  let wakeAtMs: number | null = null;
  const shown: string[] = [];
  const decide = (nowMs: number, news: readonly News[]) => {
    const fleet = fleetOf(incident ? [toldOf(incident)] : []);
    const decision = decideNotices(memory, { news, stirred: false, fleet, settings: defaultSettings, nowMs, minute: 720 });
    ({ memory, wakeAtMs } = decision);
    const notice = noticeOfIncidents(decision.show, () => null);
    if (notice) shown.push(`${nowMs - startMs} ${notice.title}`);
  };
  const wait = (until: number) => {
    while (wakeAtMs !== null && wakeAtMs <= until) decide(wakeAtMs, []);
  };
  for (const [atMs, now, news] of told) {
    wait(startMs + atMs);
    incident = now;
    if (news) decide(startMs + atMs, [{ incident: now, news }]);
  }
  wait(startMs + untilMs);
  return shown;
}

describe('One who was told that something is wrong', () => {
  it('does not hear that it is well while it is not', () => {
    const told = shownOf(
      [
        [0, ill, 'opened'],
        [10_000, well, 'recovered'],
        [20_000, ill, null],
      ],
      600_000,
    );
    expect(told).toEqual(['0 web-1 is unhealthy']);
  });
});
