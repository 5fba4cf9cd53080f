import { containerKey } from '../../../../src-shared/ids.ts';
import type { Container } from '../../../../src-shared/model.ts';
import { Button } from '../../../components/Button.tsx';
import { StateShape } from '../../../components/StateShape.tsx';
import { useFleet } from '../../../store/fleet-store.ts';
import { openIncidentOf } from '../../../store/incident-index.ts';
import { goTo } from '../../../store/navigation.ts';
import { useShortcut } from '../../../store/shortcuts.ts';
import { LongAgo } from '../../incidents/Ago.tsx';
import { causeOf, shapeOf, titleOf } from '../../incidents/incident-words.ts';

/** The container's open incident in one line, and the way to it; nothing where all is well. */
export function OpenIncident({ container }: { readonly container: Container }) {
  const key = containerKey(container.hostId, container.id);
  const incident = useFleet((state) => openIncidentOf(state.fleet.incidents, key));
  const open = (): boolean => {
    if (!incident) return false;
    goTo({ view: 'incidents', incidentId: incident.id });
    return true;
  };
  useShortcut('openIncident', open, incident !== null);
  if (!incident) return null;
  const { what, errorLine } = causeOf(incident);
  const about = incident.kind === 'rule' ? errorLine : [what, errorLine].filter((it) => it !== null).join(': ');
  return (
    <section className="open-incident" aria-label="Open incident">
      <StateShape state={shapeOf(incident)} />
      <span className="open-incident-title clip">{titleOf(incident).slice(0, 300)}</span>
      <span className="small secondary clip open-incident-why" title={about?.slice(0, 1_000)}>
        {about?.slice(0, 300)}
      </span>
      <span className="small tertiary open-incident-ago">
        <LongAgo atMs={incident.openedAtMs} />
      </span>
      <Button label="Open incident" shortcut="i" onPress={open} />
    </section>
  );
}
