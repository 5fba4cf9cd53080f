import { useEffect, useState } from 'react';
import type { Failure } from '../../../src-shared/failure.ts';
import type { Incident, IncidentEvidence } from '../../../src-shared/incidents.ts';
import { invoke } from '../../bridge.ts';

export type EvidenceState =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly failure: Failure }
  /** Empty: nothing is kept any more. */
  | { readonly state: 'loaded'; readonly evidence: readonly IncidentEvidence[] };

export interface Evidence {
  readonly shown: EvidenceState;
  readonly reload: () => void;
}

const loading: EvidenceState = { state: 'loading' };

/** The evidence of an incident, asked for again with every addition to its story; what was there stays meanwhile. */
export function useEvidence({ hostId, id, lastAtMs, errorLine }: Incident): Evidence {
  const [answer, setAnswer] = useState<{ readonly id: string; readonly shown: EvidenceState }>({ id, shown: loading });
  const [tries, setTries] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the log's last lines may come after the death; a press asks again
  useEffect(() => {
    let gone = false;
    void invoke('getIncidentEvidence', { hostId, incidentId: id }).then((result) => {
      if (gone) return;
      setAnswer({ id, shown: result.ok ? { state: 'loaded', evidence: result.value } : { state: 'failed', failure: result.failure } });
    });
    return () => {
      gone = true;
    };
  }, [hostId, id, lastAtMs, errorLine, tries]);
  return { shown: answer.id === id ? answer.shown : loading, reload: () => setTries((before) => before + 1) };
}
