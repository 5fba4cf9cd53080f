import type { Change, ChangeOf } from '../../src-shared/changes.ts';
import { isRunning } from '../../src-shared/describe.ts';
import type { Fleet } from '../../src-shared/fleet.ts';
import { type Incident, isOpen } from '../../src-shared/incidents.ts';
import type { Container } from '../../src-shared/model.ts';
import { isHeavier } from '../attention/incidents/story.ts';

/** A snapshot's incidents with the news in them: what changed while the connection was away. What was there at the first look is none. Pure. */
export function withNews(known: Fleet, told: readonly Change[]): Change[] {
  const listed = told.flatMap((change) => (change.type === 'containersListed' ? change.containers : []));
  const containers = new Map(listed.map((it) => [it.id, it]));
  return told.map((change) =>
    change.type === 'incidentTold' ? { ...change, news: newsOf(change.incident, known, (id) => containers.get(id)) } : change,
  );
}

function newsOf(
  now: Incident,
  { hosts, incidents }: Fleet,
  found: (id: string) => Container | undefined,
): ChangeOf<'incidentTold'>['news'] {
  if (now.voice !== 'told') return null;
  const before = incidents.get(now.id);
  if (!before) {
    const seenAtMs = hosts.get(now.hostId)?.lastSeenAtMs ?? 0;
    return hosts.has(now.hostId) && isOpen(now) && now.openedAtMs > seenAtMs ? 'opened' : null;
  }
  if (isOpen(now)) {
    if (before.voice === 'quiet') return 'opened';
    return !isOpen(before) || isHeavier(now.kind, before.kind) ? 'worse' : null;
  }
  // Of one that was removed, or stopped by somebody, nobody waits to hear.
  return isOpen(before) && now.containers.some((it) => isWell(found(it.containerId))) ? 'recovered' : null;
}

function isWell(container: Container | undefined): boolean {
  if (!container) return false;
  if (isRunning(container)) return container.health !== 'unhealthy';
  return container.end?.exitCode === 0 && container.end.requested === 'no';
}
