import { ChevronDown, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { shownState, stateWords } from '../../../src-shared/describe.ts';
import type { Incident } from '../../../src-shared/incidents.ts';
import { displayText } from '../../components/display-text.ts';
import { ShortText } from '../../components/ShortText.tsx';
import { StateShape } from '../../components/StateShape.tsx';
import { useFleet } from '../../store/fleet-store.ts';
import { containerNow } from './incident-actions.ts';

const shown = 6;

export interface StoryContainersProps {
  readonly incident: Incident;
  readonly index: number;
  readonly onIndex: (index: number) => void;
}

/** Whose story it is, where it is one of several; what stands below is of the chosen one. */
export function StoryContainers({ incident, index, onIndex }: StoryContainersProps) {
  const [all, setAll] = useState(false);
  const fleet = useFleet((state) => state.fleet.containers);
  const listed = all ? incident.containers : incident.containers.slice(0, Math.max(shown, index + 1));
  const unnamed = incident.containerCount - incident.containers.length;
  const more = incident.containers.length - listed.length;
  return (
    <section className="story-part story-containers" aria-label="Containers of the story">
      <h3>
        {incident.containerCount} containers <span className="small tertiary">N shows the next one</span>
      </h3>
      <ul>
        {listed.map((it, at) => {
          const now = containerNow(fleet, incident, it);
          return (
            <li key={it.containerId}>
              <button type="button" aria-pressed={at === index} onClick={() => onIndex(at)}>
                <StateShape state={now ? shownState(now) : 'removed'} />
                <span className="clip" title={it.name.slice(0, 1_000)}>
                  {displayText(it.name).slice(0, 300)}
                </span>
                <ShortText className="tertiary small" text={displayText(it.image).slice(0, 1_000)} how="image" />
                <span className="small secondary">{now ? stateWords[shownState(now)].toLowerCase() : 'removed'}</span>
              </button>
            </li>
          );
        })}
      </ul>
      {(more > 0 || all) && (
        <button type="button" className="link small story-containers-more" onClick={() => setAll(!all)}>
          {all ? <ChevronDown size={14} aria-hidden="true" /> : <ChevronRight size={14} aria-hidden="true" />}
          {all ? 'Show fewer' : `Show ${more} more`}
        </button>
      )}
      {unnamed > 0 && <p className="small tertiary">{unnamed} more are not named.</p>}
    </section>
  );
}
