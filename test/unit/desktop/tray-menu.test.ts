import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { iconFile, type TrayDescription, type TrayItem } from '../../../src-main/desktop/tray/tray-description.ts';
import { pauseEndMs, trayMenu } from '../../../src-main/desktop/tray/tray-menu.ts';
import { mayChangeTray, nextTrayTimeMs } from '../../../src-main/desktop/tray/tray-times.ts';
import type { Fleet } from '../../../src-shared/fleet.ts';
import { defaultSettings } from '../../../src-shared/settings.ts';
import { containerOf, created, fleetOf, hostId, hostOf, idOf, incidentOf, startMs, toldOf } from './notice-fixtures.ts';

/** The menu as it is read: submenus in brackets, what can't be chosen in parentheses. */
function textOf(items: readonly TrayItem[]): string[] {
  return items.map((it) => {
    if (it.kind === 'separator') return '---';
    if (it.kind === 'submenu') return `${it.label} [${textOf(it.items).join(', ')}]`;
    return it.kind === 'action' && it.enabled ? it.label : `(${it.label})`;
  });
}

const menuOf = (fleet: Fleet, nowMs = startMs, settings = defaultSettings): TrayDescription => trayMenu(fleet, settings, nowMs);
const end = (atMs: number, exitCode = 0) => ({
  exitCode,
  outOfMemory: false,
  atMs,
  requested: 'no' as const,
  by: { kind: 'itself' as const, name: null },
});

describe('The tray’s menu', () => {
  it('says how it stands, and offers what one does about each container', () => {
    const port = { containerPort: 80, protocol: 'tcp' as const, hostPort: 8080, hostAddress: '0.0.0.0' };
    const fleet = fleetOf([
      created(containerOf(1, { name: 'db', project: 'shop', health: 'unhealthy' })),
      created(
        containerOf(2, {
          name: 'web',
          project: 'shop',
          ports: [port, { ...port, hostAddress: '::' }, { ...port, hostPort: 53, protocol: 'udp' }],
        }),
      ),
      created(containerOf(3, { name: 'tool' })),
      created(containerOf(4, { name: 'job', state: 'exited', end: end(startMs, 1) })),
      toldOf(incidentOf(1, { what: 'Unhealthy: health check timed out', containers: [{ containerId: idOf(1), name: 'db', image: '' }] })),
    ]);
    expect(textOf(menuOf(fleet).items)).toEqual([
      '(3 of 4 containers running, 1 needs attention)',
      'Open Quarterdeck',
      '---',
      'db: Unhealthy: health check timed out',
      '---',
      '(shop (2 running))',
      'db · Unhealthy [Restart, Stop, Logs, Show]',
      'web [Restart, Stop, Logs, Open port 8080, Show]',
      'Stop all of shop',
      'tool [Restart, Stop, Logs, Show]',
      '(Ended last)',
      'job · Crashed [Start, Logs, Show]',
      '---',
      '(This machine: connected)',
      '---',
      'Pause notifications [For 1 hour, Until tomorrow]',
      'Settings…',
      '---',
      'Quit Quarterdeck',
    ]);
  });

  it('shows 15 of 200 containers, the latest ones, and the way to all', () => {
    const fleet = fleetOf(
      Array.from({ length: 200 }, (_, at) => created(containerOf(at, at < 150 ? {} : { state: 'exited', end: end(startMs + at) }))),
    );
    const lines = textOf(menuOf(fleet).items);
    expect(lines.filter((it) => it.includes('[Restart'))).toHaveLength(11);
    expect(lines.filter((it) => it.includes('[Start'))).toHaveLength(4);
    expect(lines.find((it) => it.startsWith('web-149 '))).toBeDefined();
    expect(lines).toContain('Show all 200');
    expect(lines.length).toBeLessThan(30);
  });

  it('stays short with 300 projects and 300 incidents, their names however long, and leads to all', () => {
    const name = 'x'.repeat(300);
    const containers = Array.from({ length: 300 }, (_, at) => created(containerOf(at, { name: `${name}${at}`, project: `${name}${at}` })));
    const incidents = Array.from({ length: 300 }, (_, at) => toldOf(incidentOf(at)));
    const { items, count } = menuOf(fleetOf([...containers, ...incidents]));
    const lines = textOf(items);
    expect(count).toBe(300);
    expect(lines).toEqual(expect.arrayContaining(['295 more…', 'Show all 300']));
    expect(lines.length).toBeLessThan(70);
    expect(Math.max(...items.map((it) => (it.kind === 'separator' ? 0 : it.label.length)))).toBe(64);
  });

  it('stops all of a project, also those that it has no room for', () => {
    const fleet = fleetOf(Array.from({ length: 30 }, (_, at) => created(containerOf(at, { project: 'shop' }))));
    const stop = menuOf(fleet).items.find((it) => it.kind === 'action' && it.action.do === 'stopProject');
    expect(stop).toMatchObject({ label: 'Stop all of shop', action: { hostId } });
    expect(stop?.kind === 'action' && stop.action.do === 'stopProject' && stop.action.containerIds).toHaveLength(30);
  });

  it('asks nothing of an engine that is away, and offers to try it again', () => {
    const problem = { kind: 'refused' as const, message: '' };
    const host = hostOf({ status: { state: 'reconnecting', sinceMs: startMs, nextTryAtMs: startMs + 500, problem } });
    const { icon, items, tooltip } = menuOf(fleetOf([created(containerOf(1))], host));
    expect(icon).toBe('disconnected');
    expect(tooltip).toBe('Quarterdeck: No engine answers');
    expect(textOf(items)).toEqual(
      expect.arrayContaining(['web-1 [(Restart), (Stop), Logs, Show]', '(This machine: does not answer)', 'Retry This machine now']),
    );
  });

  it('calls for attention with a count, but not for what is muted or only listed', () => {
    const incidents = [incidentOf(1), incidentOf(2, { voice: 'quiet', kind: 'engineTookDown' }), incidentOf(3)];
    const told = incidents.map(toldOf);
    const muted = { scope: { kind: 'container' as const, hostId, name: 'web-3' }, until: { kind: 'forever' as const }, sinceMs: startMs };
    const fleet = fleetOf([...told, { type: 'muted', hostId, atMs: startMs, mute: muted }]);
    expect(menuOf(fleet)).toMatchObject({ icon: 'attention', count: 1 });
    expect(menuOf(fleetOf(told.slice(1, 2)))).toMatchObject({ icon: 'calm', count: 0 });
  });

  it('keeps what containers are called from hiding, reordering, filling the screen or underlining letters', () => {
    const name = `R&D\u202E\n${'x'.repeat(500)}`;
    const [line] = textOf(menuOf(fleetOf([created(containerOf(1, { name }))])).items).filter((it) => it.startsWith('R'));
    expect(line).toMatch(/^R&&D x{30,60}… \[/);
  });

  it('says until when notifications are paused, and offers to resume them', () => {
    const settings = { ...defaultSettings, notificationsPausedUntilMs: startMs + 3_600_000 };
    expect(textOf(menuOf(fleetOf([]), startMs, settings).items).join()).toMatch(
      /\(Notifications paused until \d\d:\d\d\),Resume notifications/,
    );
    expect(textOf(menuOf(fleetOf([]), startMs + 3_600_000, settings).items).join()).toContain('Pause notifications [');
    expect(nextTrayTimeMs(fleetOf([]), settings, startMs)).toBe(startMs + 3_600_000);
    expect(nextTrayTimeMs(fleetOf([]), settings, startMs + 3_600_000)).toBeNull();
    const tomorrow = new Date(pauseEndMs('tomorrow', startMs));
    expect([tomorrow.getHours(), tomorrow.getDate()]).toEqual([8, new Date(startMs).getDate() + 1]);
  });

  it('stands still while nothing but time goes by', () => {
    const fleet = fleetOf([created(containerOf(1)), toldOf(incidentOf(1))]);
    expect(menuOf(fleet, startMs + 86_400_000)).toEqual(menuOf(fleet));
  });
});

it('The tray does nothing each second in which engines only say that they are there', () => {
  const seen = { type: 'hostSeen' as const, hostId, atMs: startMs };
  expect(mayChangeTray({ sequence: 1, changes: [seen, { ...seen, hostId: 'other' }] })).toBe(false);
  expect(mayChangeTray({ sequence: 2, changes: [] })).toBe(false);
  expect(mayChangeTray({ sequence: 3, changes: [seen, created(containerOf(1))] })).toBe(true);
});

it('The tray has an icon with the number of incidents on it, on each platform', () => {
  const folder = join(import.meta.dirname, '../../../resources/tray');
  const names = (platform: NodeJS.Platform) => {
    const states = [{ icon: 'calm', count: 0 } as const, { icon: 'disconnected', count: 3 } as const];
    const counted = Array.from({ length: 12 }, (_, at) => ({ icon: 'attention', count: at + 1 }) as const);
    return [...states, ...counted].map((it) => iconFile(it, platform));
  };
  for (const platform of ['linux', 'win32', 'darwin'] as const) {
    for (const name of names(platform)) expect(existsSync(join(folder, name)), name).toBe(true);
  }
  expect(new Set(names('linux')).size).toBe(12);
  expect(names('linux').slice(-4)).toEqual([
    'attention-9-32.png',
    'attention-more-32.png',
    'attention-more-32.png',
    'attention-more-32.png',
  ]);
});
