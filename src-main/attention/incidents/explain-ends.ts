import type { ChangeOf } from '../../../src-shared/changes.ts';
import { isRunning } from '../../../src-shared/describe.ts';
import { type Incident, type IncidentKind, isOpen } from '../../../src-shared/incidents.ts';
import type { Actor, Container } from '../../../src-shared/model.ts';
import type { Verdict } from '../verdicts/verdict.ts';

type Explained = ChangeOf<'endExplained'>;

/** Stories of deaths that nobody asked for. */
const ofDeaths: ReadonlySet<IncidentKind> = new Set<IncidentKind>([
  'crashed',
  'outOfMemory',
  'restartLoop',
  'diedUnseen',
  'jobEnded',
  'projectDown',
]);
/** The engine's time of a death and the story's differ by little. */
const sameEndMs = 5_000;

const itself: Actor = { kind: 'itself', name: null };
const engine: Actor = { kind: 'engine', name: null };

/** Who was behind an end that nobody saw, for the list to say it; null where that stays open, or the container runs again. Pure. */
export function explainUnseen(container: Container, verdict: Pick<Verdict, 'kind' | 'news' | 'by'>, atMs: number): Explained | null {
  if (isRunning(container) || container.end === null) return null;
  if (verdict.kind === 'takenDownWithEngine') return explained(container, 'yes', engine, atMs);
  if (verdict.kind === 'stopped') return verdict.by.kind === 'notKnown' ? null : explained(container, 'yes', verdict.by, atMs);
  return verdict.news ? explained(container, 'no', verdict.by, atMs) : null;
}

/**
 * What an earlier run of Quarterdeck knew of the ends that are listed at the start: the engine does not say who was behind
 * them, but the open incidents do. Pure.
 */
export function explainKept(containers: readonly Container[], incidents: readonly Incident[], atMs: number): Explained[] {
  const stories = new Map<string, Incident>();
  for (const incident of incidents) {
    const tells = ofDeaths.has(incident.kind) || incident.kind === 'engineTookDown';
    if (isOpen(incident) && tells) for (const { containerId } of incident.containers) stories.set(containerId, incident);
  }
  return containers.flatMap((container) => {
    const story = stories.get(container.id);
    const endedAtMs = container.end?.atMs ?? null;
    if (!story || endedAtMs === null || isRunning(container) || container.end?.requested !== 'notKnown') return [];
    if (story.hostId !== container.hostId || endedAtMs < story.openedAtMs - sameEndMs || endedAtMs > story.lastAtMs + sameEndMs) return [];
    return [story.kind === 'engineTookDown' ? explained(container, 'yes', engine, atMs) : explained(container, 'no', itself, atMs)];
  });
}

function explained({ hostId, id }: Container, requested: 'yes' | 'no', by: Actor, atMs: number): Explained {
  return { type: 'endExplained', hostId, containerId: id, atMs, requested, by };
}
