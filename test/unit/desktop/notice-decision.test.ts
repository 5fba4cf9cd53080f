import { describe, expect, it } from 'vitest';
import { decideNotices, type NoticeDecision, usualLimits } from '../../../src-main/desktop/notices/notice-decision.ts';
import { emptyMemory, forgetWhatWasTold, keptOf, type NoticeMemory, readMemory } from '../../../src-main/desktop/notices/notice-memory.ts';
import { type News, noticeOfIncidents } from '../../../src-main/desktop/notices/notice-words.ts';
import type { Change } from '../../../src-shared/changes.ts';
import type { Incident } from '../../../src-shared/incidents.ts';
import { defaultSettings, type Settings } from '../../../src-shared/settings.ts';
import { fleetOf, hostId, idOf, incidentOf, startMs, toldOf } from './notice-fixtures.ts';

const minuteMs = 60_000;
const recovered = (incident: Incident): Incident => ({
  ...incident,
  resolution: { state: 'resolved', atMs: startMs, how: 'Running well for 2 min' },
});

/** A user's desktop over time: what was told, and when. */
class Desk {
  memory: NoticeMemory = emptyMemory;
  wakeAtMs: number | null = null;
  settings: Settings = defaultSettings;
  minute = 12 * 60;
  /** Whether what is told without news is a story that goes on. */
  stirs = false;
  readonly mutes: Change[] = [];
  readonly shown: { atMs: number; title: string; body: string }[] = [];
  private readonly incidents = new Map<string, Incident>();

  tell(atMs: number, ...news: readonly News[]): NoticeDecision {
    for (const { incident } of news) this.incidents.set(incident.id, incident);
    const fleet = fleetOf([...[...this.incidents.values()].map(toldOf), ...this.mutes]);
    const decision = decideNotices(this.memory, {
      news,
      stirred: news.length === 0 && this.stirs,
      fleet,
      settings: this.settings,
      nowMs: startMs + atMs,
      minute: this.minute,
    });
    this.memory = decision.memory;
    this.wakeAtMs = decision.wakeAtMs === null ? null : decision.wakeAtMs - startMs;
    const notice = noticeOfIncidents(decision.show, () => null);
    if (notice) this.shown.push({ atMs, ...notice });
    return decision;
  }

  /** The story goes on without news. */
  know(incident: Incident): void {
    this.incidents.set(incident.id, incident);
  }

  /** Lets time pass until nothing waits any more, or `untilMs`. */
  wait(untilMs: number): void {
    while (this.wakeAtMs !== null && this.wakeAtMs <= untilMs) this.tell(this.wakeAtMs);
  }

  get titles(): readonly string[] {
    return this.shown.map((it) => it.title);
  }
}

const opened = (incident: Incident): News => ({ incident, news: 'opened' });
const worse = (incident: Incident): News => ({ incident, news: 'worse' });
const well = (incident: Incident): News => ({ incident: recovered(incident), news: 'recovered' });

describe('One who is told of incidents', () => {
  it('hears at once who crashed and why', () => {
    const desk = new Desk();
    desk.tell(0, opened(incidentOf(1)));
    expect(desk.shown).toEqual([{ atMs: 0, title: 'web-1 crashed', body: 'Exited 1: connect ECONNREFUSED db:5432' }]);
    expect(desk.wakeAtMs).toBeNull();
  });

  it('hears once of fifty that crashed together, by name', () => {
    const desk = new Desk();
    desk.tell(0, ...Array.from({ length: 50 }, (_, at) => opened(incidentOf(at))));
    desk.wait(10 * minuteMs);
    expect(desk.shown).toEqual([{ atMs: 0, title: '50 containers crashed', body: 'web-0, web-1, web-2, web-3, web-4 and 45 more' }]);
  });

  it('hears at once of the first of fifty whose deaths a busy engine tells one by one, and then of all in its place', () => {
    const desk = new Desk();
    for (let at = 0; at < 50; at += 1) {
      desk.wait(at * 40);
      desk.tell(at * 40, opened(incidentOf(at)));
    }
    desk.wait(10 * minuteMs);
    expect(desk.shown.map((it) => [it.atMs, it.title])).toEqual([
      [0, 'web-0 crashed'],
      [40 + usualLimits.longestGatherMs, '50 containers crashed'],
    ]);
  });

  it('hears of a project with all that died, when no more follow', () => {
    const desk = new Desk();
    const project = (count: number) => {
      const containers = Array.from({ length: count }, (_, at) => ({ containerId: idOf(at), name: `shop-${at}`, image: '' }));
      return incidentOf(1, {
        kind: 'projectDown',
        project: 'shop',
        containers,
        containerCount: count,
        what: `${count} containers died together`,
      });
    };
    desk.tell(0, opened(incidentOf(9)));
    desk.tell(100, opened(project(2)));
    for (let count = 3; count <= 8; count += 1) {
      desk.wait(count * 100);
      desk.know(project(count));
      desk.stirs = true;
      desk.tell(count * 100);
      desk.stirs = false;
    }
    desk.wait(10 * minuteMs);
    expect(desk.shown.map((it) => [it.atMs, it.title])).toEqual([
      [0, 'web-9 crashed'],
      [800 + usualLimits.gatherMs, '9 containers crashed'],
    ]);
  });

  it('hears of an hour of restarts twice: that it crashed, and that it keeps crashing', () => {
    const desk = new Desk();
    desk.tell(0, opened(incidentOf(1)));
    for (let turn = 2; turn < 60; turn += 1) {
      desk.wait(turn * minuteMs);
      desk.tell(turn * minuteMs, worse(incidentOf(1, { kind: 'restartLoop', deaths: turn, what: `Restart loop: exited 1 ${turn} times` })));
    }
    desk.wait(120 * minuteMs);
    expect(desk.titles).toEqual(['web-1 crashed', 'web-1 keeps crashing']);
  });

  it('hears within a minute of a story only once, and its last word at the minute’s end', () => {
    const desk = new Desk();
    desk.tell(0, opened(incidentOf(1)));
    desk.tell(2_000, worse(incidentOf(1, { kind: 'restartLoop', what: 'Restart loop: exited 1 twice' })));
    desk.tell(9_000, worse(incidentOf(1, { kind: 'restartLoop', what: 'Restart loop: exited 1 four times' })));
    expect(desk.wakeAtMs).toBe(minuteMs);
    desk.wait(minuteMs);
    expect(desk.shown.slice(1)).toEqual([{ atMs: minuteMs, title: 'web-1 keeps crashing', body: 'Restart loop: exited 1 four times' }]);
  });

  it('hears once that it is well again, and not what was wrong before that', () => {
    const desk = new Desk();
    desk.tell(0, opened(incidentOf(1)));
    desk.tell(2_000, worse(incidentOf(1, { kind: 'restartLoop' })));
    desk.tell(10_000, well(incidentOf(1, { kind: 'restartLoop' })));
    desk.tell(20_000, well(incidentOf(1, { kind: 'restartLoop' })));
    desk.wait(10 * minuteMs);
    desk.tell(20 * minuteMs, well(incidentOf(1)));
    expect(desk.shown.slice(1)).toEqual([{ atMs: minuteMs, title: 'web-1 is well again', body: 'Running well for 2 min' }]);
  });

  it('hears nothing of what got well that was never told', () => {
    const desk = new Desk();
    desk.settings = { ...defaultSettings, notificationsPausedUntilMs: startMs + minuteMs };
    desk.tell(0, opened(incidentOf(1)));
    desk.tell(5 * minuteMs, well(incidentOf(1)));
    expect(desk.shown).toEqual([]);
  });

  it('hears of five stories in half a minute, and of the others in one', () => {
    const desk = new Desk();
    for (let at = 0; at < 12; at += 1) desk.tell(at * 1_000, opened(incidentOf(at)));
    desk.wait(minuteMs);
    expect(desk.titles).toEqual([0, 1, 2, 3, 4].map((it) => `web-${it} crashed`).concat('7 containers crashed'));
    expect(desk.shown.at(-1)?.atMs).toBe(usualLimits.burstMs);
  });

  it('hears of what was held back how it stands by then: who is over it meanwhile is in the list only', () => {
    const desk = new Desk();
    for (let at = 0; at < 9; at += 1) desk.tell(at * 1_000, opened(incidentOf(at)));
    desk.know(recovered(incidentOf(5)));
    desk.tell(20_000, well(incidentOf(6)));
    desk.wait(minuteMs);
    expect(desk.shown.slice(5)).toEqual([{ atMs: usualLimits.burstMs, title: '2 containers crashed', body: 'web-7, web-8' }]);
  });

  it('hears nothing again of a container for a while, unless it is worse, or of a rule', () => {
    const desk = new Desk();
    desk.tell(0, opened(incidentOf(1)));
    desk.tell(2 * minuteMs, opened(incidentOf(1, { id: 'again' })));
    expect(desk.titles).toEqual(['web-1 crashed']);
    desk.tell(3 * minuteMs, opened(incidentOf(1, { id: 'rule', kind: 'rule', ruleId: 'cpu-high', what: 'CPU 121 % for 2 min' })));
    desk.tell(4 * minuteMs, opened(incidentOf(1, { id: 'worse', kind: 'outOfMemory', what: 'Out of memory at 512 MiB' })));
    expect(desk.titles.slice(1)).toEqual(['web-1 needs attention', 'web-1 ran out of memory']);
    desk.tell(10 * minuteMs, opened(incidentOf(1, { id: 'later' })));
    expect(desk.titles).toHaveLength(4);
  });

  it('is spared the same by an application that was killed and started again', () => {
    const desk = new Desk();
    desk.tell(0, opened(incidentOf(1)));
    const kept: unknown = JSON.parse(JSON.stringify(keptOf(desk.memory)));
    const next = new Desk();
    next.memory = readMemory(kept);
    next.tell(minuteMs, opened(incidentOf(1, { id: 'again' })));
    expect(next.titles).toEqual([]);
    next.tell(2 * minuteMs, well(incidentOf(1)));
    expect(next.titles).toEqual(['web-1 is well again']);
    expect(readMemory('broken')).toEqual(emptyMemory);
  });

  it('hears of a container again that was restarted by hand', () => {
    const desk = new Desk();
    desk.tell(0, opened(incidentOf(1)));
    desk.memory = forgetWhatWasTold(desk.memory, [incidentOf(1)], hostId, idOf(1));
    desk.tell(2 * minuteMs, worse(incidentOf(1)));
    expect(desk.titles).toEqual(['web-1 crashed', 'web-1 crashed']);
  });

  it('hears what a rule has to say when it gives up', () => {
    const desk = new Desk();
    const rule = { kind: 'rule', ruleId: 'not-running' } as const;
    desk.tell(0, opened(incidentOf(1, { ...rule, what: 'Not running for 5 s' })));
    desk.tell(30_000, worse(incidentOf(1, { ...rule, what: 'Restarted 3 times in 5 min, now left alone' })));
    desk.wait(10 * minuteMs);
    expect(desk.shown.at(-1)).toEqual({
      atMs: minuteMs,
      title: 'web-1 needs attention',
      body: 'Restarted 3 times in 5 min, now left alone',
    });
  });
});

describe('One who wants peace', () => {
  const peace: [string, Partial<Settings>][] = [
    ['switched notifications off', { notificationsEnabled: false }],
    ['paused them', { notificationsPausedUntilMs: startMs + 1 }],
    ['has quiet hours at noon', { quietHours: { fromMinute: 12 * 60, toMinute: 13 * 60 } }],
    ['has quiet hours over midnight', { quietHours: { fromMinute: 11 * 60, toMinute: 10 * 60 } }],
  ];
  it.each(peace)('and %s, is told nothing', (_what, patch) => {
    const desk = new Desk();
    desk.settings = { ...defaultSettings, ...patch };
    desk.tell(0, opened(incidentOf(1)));
    expect(desk.titles).toEqual([]);
  });

  it('has it only in the quiet hours themselves', () => {
    const desk = new Desk();
    desk.settings = { ...defaultSettings, quietHours: { fromMinute: 22 * 60, toMinute: 12 * 60 } };
    desk.tell(0, opened(incidentOf(1)));
    expect(desk.titles).toEqual(['web-1 crashed']);
  });

  it('and mutes a container with a name longer than an incident has, is not told of it', () => {
    const desk = new Desk();
    const name = 'x'.repeat(300);
    desk.mutes.push({
      type: 'muted',
      hostId,
      atMs: 0,
      mute: { scope: { kind: 'container', hostId, name }, until: { kind: 'forever' }, sinceMs: 0 },
    });
    const cut = `${name.slice(0, 254)}…`;
    desk.tell(0, opened(incidentOf(1, { containers: [{ containerId: idOf(1), name: cut, image: 'web' }] })));
    expect(desk.shown).toEqual([]);
  });

  it('and mutes a container or a project, is told of the others', () => {
    const desk = new Desk();
    const mute = (scope: { kind: 'container'; name: string } | { kind: 'project'; project: string }, atMs: number): Change => ({
      type: 'muted',
      hostId,
      atMs: startMs,
      mute: { scope: { ...scope, hostId }, until: { kind: 'time', atMs }, sinceMs: startMs },
    });
    desk.mutes.push(
      mute({ kind: 'container', name: 'web-1' }, startMs + minuteMs),
      mute({ kind: 'project', project: 'shop' }, startMs + minuteMs),
    );
    desk.tell(0, opened(incidentOf(1)));
    desk.tell(0, opened(incidentOf(2, { project: 'shop' })));
    desk.tell(0, opened(incidentOf(3)));
    expect(desk.titles).toEqual(['web-3 crashed']);
    desk.tell(2 * minuteMs, opened(incidentOf(1, { id: 'after the mute' })));
    expect(desk.titles.at(-1)).toBe('web-1 crashed');
  });

  it('and does not want to hear of health, recovery and jobs, hears of crashes only', () => {
    const desk = new Desk();
    desk.settings = { ...defaultSettings, notifyUnhealthy: false, notifyRecovered: false, notifyJobs: false };
    desk.tell(0, opened(incidentOf(1, { kind: 'unhealthy' })), opened(incidentOf(2, { kind: 'jobEnded' })), opened(incidentOf(3)));
    desk.tell(2 * minuteMs, well(incidentOf(3)));
    expect(desk.titles).toEqual(['web-3 crashed']);
  });

  it('is not told of what is only listed', () => {
    const desk = new Desk();
    desk.tell(0, opened(incidentOf(1, { voice: 'quiet', kind: 'engineTookDown' })));
    expect(desk.titles).toEqual([]);
  });
});

describe('What a notice says', () => {
  it('can’t format, inject or give away a secret', () => {
    const hostile = incidentOf(1, { what: 'Exited 1: <b>x</b> password=hunter2 & \u202Etxet' });
    const notice = noticeOfIncidents(
      [opened({ ...hostile, containers: [{ containerId: idOf(1), name: '<img src=x>', image: '' }] })],
      () => null,
    );
    expect(`${notice?.title} ${notice?.body}`).not.toMatch(/[<>&\u202E]|hunter2/);
  });

  it('adds the error line where it came later, and the host where there are several', () => {
    const incident = incidentOf(1, { what: 'Exited 1', errorLine: 'Error: no such table' });
    expect(noticeOfIncidents([opened(incident)], () => 'build box')).toEqual({
      title: 'web-1 crashed on build box',
      body: 'Exited 1: Error: no such table',
    });
  });

  it('names who went down with a project', () => {
    const containers = [1, 2].map((it) => ({ containerId: idOf(it), name: `shop-${it}`, image: '' }));
    const incident = incidentOf(1, {
      kind: 'projectDown',
      project: 'shop',
      containers,
      containerCount: 2,
      what: '2 containers crashed within 1 s',
    });
    expect(noticeOfIncidents([opened(incident)], () => null)).toEqual({
      title: 'shop is down',
      body: '2 containers crashed within 1 s: shop-1, shop-2',
    });
  });
});
