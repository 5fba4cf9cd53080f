import { type Incident, type IncidentEvidence, incidentEvidenceSchema, incidentSchema } from '../../src-shared/incidents.ts';
import { type Activity, activitySchema } from '../../src-shared/model.ts';

const containerId = 'a'.repeat(64);
/** Lines of a month ago are forgotten. */
export const keptAtMs = Date.now();
const by = { kind: 'notKnown', name: null };

/** A line of the feed as the core tells it, with whatever a test wants different. */
export function buildActivity(facts: Partial<Activity> = {}): Activity {
  return activitySchema.parse({
    id: 'line-1',
    atMs: keptAtMs,
    hostId: 'h-1',
    containerId,
    containerName: 'web',
    project: null,
    kind: 'crash',
    tone: 'crashed',
    text: 'Crashed with exit code 1',
    by,
    facts: [{ label: 'Exit code', value: '1' }],
    events: [],
    ...facts,
  });
}

/** An open crash. */
export function buildIncident(facts: Partial<Incident> = {}): Incident {
  return incidentSchema.parse({
    id: 'incident-1',
    hostId: 'h-1',
    kind: 'crashed',
    voice: 'told',
    containers: [{ containerId, name: 'web', image: 'nginx:1.27' }],
    containerCount: 1,
    project: null,
    ruleId: null,
    what: 'Exited 1: Error: connect ECONNREFUSED db:5432',
    errorLine: null,
    openedAtMs: 1_000,
    lastAtMs: 1_000,
    resolution: { state: 'open' },
    deaths: 1,
    restarts: 0,
    timeline: [],
    ...facts,
  });
}

export function buildEvidence(facts: Partial<IncidentEvidence> = {}): IncidentEvidence {
  return incidentEvidenceSchema.parse({
    containerId,
    verdict: 'crashed',
    facts: [{ label: 'Exit code', value: '1' }],
    logTail: [{ atMs: 990, stream: 'stderr', text: 'Error: connect ECONNREFUSED db:5432' }],
    errorLineIndex: 0,
    samples: [1, 2.5, 3],
    diedAtMs: 1_000,
    memoryLimitBytes: null,
    events: [],
    ...facts,
  });
}
