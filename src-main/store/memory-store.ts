import type { IncidentEvidence } from '../../src-shared/incidents.ts';
import { type Kept, nothingKept, type Store } from './store.ts';

const incidentsWithEvidence = 300;

/** Where nothing outlives the core: only what can be asked for while it runs is held. */
export function openMemoryStore(problem: string | null): Store {
  const evidence = new Map<string, Map<string, IncidentEvidence>>();
  return {
    load: async (): Promise<Kept> => nothingKept,
    putIncident: () => undefined,
    putEvidence: (incidentId, one) => {
      const all = evidence.get(incidentId) ?? new Map<string, IncidentEvidence>();
      all.set(one.containerId, one);
      evidence.set(incidentId, all);
      const oldest = evidence.size > incidentsWithEvidence ? evidence.keys().next() : null;
      if (oldest && !oldest.done) evidence.delete(oldest.value);
    },
    dropIncident: (incidentId) => void evidence.delete(incidentId),
    evidenceOf: async (incidentId) => [...(evidence.get(incidentId)?.values() ?? [])],
    putActivity: () => undefined,
    putValue: () => undefined,
    flush: async () => undefined,
    problem: () => problem,
    close: async () => undefined,
  };
}
