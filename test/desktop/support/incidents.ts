import type { Page } from 'playwright';
import type { Incident, IncidentKind } from '../../../src-shared/incidents.ts';
import type { LaunchedApp } from '../../support/app.ts';
import { randomName, shells } from '../../support/containers.ts';
import type { TestEngine } from '../../support/engine.ts';
import type { NotificationDaemon, ShownNotice } from '../../support/notification-daemon.ts';
import { askCore, valueFrom } from './core.ts';
import { dockerRun } from './docker.ts';
import { becomes, holds } from './wait.ts';
import { hideWindow, isVisible } from './window.ts';

/** What the core tells of containers whose name begins so. */
export async function incidentsOf(page: Page, name: string): Promise<readonly Incident[]> {
  const { incidents } = valueFrom(await askCore(page, 'getSnapshot', {}));
  return incidents.filter((it) => it.containers.some((container) => container.name.startsWith(name)));
}

/** What the desktop was asked to show of it. */
export function noticesOf(daemon: NotificationDaemon, name: string): readonly ShownNotice[] {
  return daemon.shown.filter((it) => `${it.title} ${it.body}`.includes(name));
}

/** Said before anything happens, so that the run shows what was expected and what came. */
export function expecting(what: string, verdict: string): void {
  console.log(`${what}\n  expected: ${verdict}`);
}

export function came(daemon: NotificationDaemon, name: string, incidents: readonly Incident[]): void {
  const told = noticesOf(daemon, name).map((it) => `${it.title} | ${it.body}`);
  const listed = incidents.map((it) => `${it.kind}, ${it.voice}: ${it.what}`);
  console.log(`  listed:   ${listed.join('; ') || 'nothing'}\n  Notify:   ${told.length} ${told.join('; ')}`);
}

/** Waits until the core has told the incident and the desktop shows it. */
export async function told(page: Page, daemon: NotificationDaemon, name: string, kind: IncidentKind): Promise<Incident> {
  await holds(`an incident of ${name}`, async () => (await incidentsOf(page, name)).some((it) => it.kind === kind));
  await holds(`a notice of ${name}`, () => noticesOf(daemon, name).length > 0);
  const found = (await incidentsOf(page, name)).find((it) => it.kind === kind);
  if (!found) throw new Error(`no incident of ${name}`);
  return found;
}

/**
 * Waits until all that happened before has been judged: a muted container crashes, and what comes after is told in its
 * order. It costs none of the notices that are let through in half a minute.
 */
export async function judged(engine: TestEngine, page: Page): Promise<void> {
  const name = randomName('sentinel');
  const hostId = valueFrom(await askCore(page, 'getSnapshot', {})).hosts[0]?.id ?? '';
  valueFrom(await askCore(page, 'mute', { hostId, scope: { kind: 'container', hostId, name }, until: { kind: 'forever' } }));
  await dockerRun(engine, name, [], shells.exits(1));
  await holds('the sentinel’s incident', async () => (await incidentsOf(page, name)).length > 0);
}

/** The user, who works elsewhere, clicks on the notice: the window comes up, with that incident in it. */
export async function clickOpens({ electron, page }: LaunchedApp, daemon: NotificationDaemon, name: string, title: string): Promise<void> {
  await hideWindow(electron);
  await becomes(() => isVisible(electron), false);
  const notice = noticesOf(daemon, name).at(-1);
  if (!notice) throw new Error(`no notice of ${name}`);
  daemon.click(notice);
  await becomes(() => isVisible(electron), true);
  const heading = page.locator('.story-head h2');
  await heading.getByText(title).waitFor();
  console.log(`  click:    the window, with '${await heading.innerText()}'`);
}
