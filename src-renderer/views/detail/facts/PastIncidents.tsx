import { useMemo } from 'react';
import { containerKey } from '../../../../src-shared/ids.ts';
import { isOpen } from '../../../../src-shared/incidents.ts';
import type { Container } from '../../../../src-shared/model.ts';
import { StateShape } from '../../../components/StateShape.tsx';
import { useFleet } from '../../../store/fleet-store.ts';
import { incidentsOf } from '../../../store/incident-index.ts';
import { goTo } from '../../../store/navigation.ts';
import { Ago } from '../../incidents/Ago.tsx';
import { shapeOf, underTitle } from '../../incidents/incident-words.ts';
import { Section } from './Section.tsx';

const shown = 5;

/** The container's incidents, the newest first, each with the way to it. */
export function PastIncidents({ container }: { readonly container: Container }) {
  const incidents = useFleet((state) => state.fleet.incidents);
  const { hostId, id } = container;
  const found = useMemo(() => incidentsOf(incidents, containerKey(hostId, id)).slice(0, shown), [incidents, hostId, id]);
  if (found.length === 0) return null;
  return (
    <Section title="Incidents">
      <ul className="facts-list">
        {found.map((it) => (
          <li key={it.id}>
            <button type="button" className="facts-incident" onClick={() => goTo({ view: 'incidents', incidentId: it.id })}>
              <StateShape state={shapeOf(it)} />
              <span className="clip" title={it.what.slice(0, 1_000)}>
                <span className="unseen">{isOpen(it) ? 'Open: ' : 'Resolved: '}</span>
                {(it.kind === 'rule' ? it.what : underTitle({ ...it, project: null })).slice(0, 200)}
              </span>
              <span className="tertiary">
                <Ago atMs={it.openedAtMs} />
              </span>
            </button>
          </li>
        ))}
      </ul>
    </Section>
  );
}
