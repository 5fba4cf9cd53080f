import { useMemo, useState } from 'react';
import { type Incident, type IncidentEvidence, isOpen } from '../../../src-shared/incidents.ts';
import { Button } from '../../components/Button.tsx';
import { useSettings } from '../../store/settings-store.ts';
import { useShortcut } from '../../store/shortcuts.ts';
import { DeathChart } from './DeathChart.tsx';
import { EvidenceFacts } from './EvidenceFacts.tsx';
import { growthWords } from './growth.ts';
import { copyIncident, forgetIncident, openContainerOf, restartIncident } from './incident-actions.ts';
import { causeOf } from './incident-words.ts';
import { LogTail } from './LogTail.tsx';
import { StoryContainers } from './StoryContainers.tsx';
import { StoryHead } from './StoryHead.tsx';
import { Timeline } from './Timeline.tsx';
import { type Evidence, useEvidence } from './use-evidence.ts';
import './story.css';

export interface StoryProps {
  readonly incident: Incident;
  readonly onBack: (() => void) | null;
}

/** One incident from who and what down to the last line of the log. */
export function Story({ incident, onBack }: StoryProps) {
  const evidence = useEvidence(incident);
  const [shownIndex, setShownIndex] = useState(0);
  const [muteOpen, setMuteOpen] = useState(false);
  const index = shownIndex < incident.containers.length ? shownIndex : 0;
  const { what, errorLine } = causeOf(incident);
  const growth = useGrowth(incident, evidence, index);
  const act = (run: () => unknown) => () => {
    void run();
    return true;
  };
  useShortcut('restart', () => restartIncident(incident));
  useShortcut('logs', () => openContainerOf(incident, index, 'logs'));
  useShortcut(
    'mute',
    act(() => setMuteOpen(true)),
  );
  useShortcut(
    'copyIncident',
    act(() => copyIncident(incident)),
  );
  useShortcut(
    'forgetIncident',
    act(() => forgetIncident(incident)),
  );
  useShortcut(
    'nextOfStory',
    act(() => setShownIndex((index + 1) % incident.containers.length)),
    incident.containers.length > 1,
  );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={isOpen(incident) ? 'story' : 'story story-resolved'} tabIndex={0} aria-label="The incident">
      <StoryHead incident={incident} index={index} muteOpen={muteOpen} onMuteOpen={setMuteOpen} onBack={onBack} />
      <p className="story-cause selectable">
        <span>{growth === null ? what.slice(0, 1_000) : `${what.slice(0, 1_000)}. ${growth}`}</span>
        {errorLine !== null && <span className="mono story-error">{errorLine.slice(0, 1_000)}</span>}
      </p>
      {incident.containers.length > 1 && <StoryContainers incident={incident} index={index} onIndex={setShownIndex} />}
      <Kept incident={incident} evidence={evidence} index={index} />
    </section>
  );
}

interface KeptProps {
  readonly incident: Incident;
  readonly evidence: Evidence;
  readonly index: number;
}

/** What was kept at the moment of death. The timeline is known without it. */
function Kept({ incident, evidence: { shown, reload }, index }: KeptProps) {
  const containerId = incident.containers[index]?.containerId;
  const found = shown.state === 'loaded' ? shown.evidence.find((it) => it.containerId === containerId) : undefined;
  const first = useFirstFigure(incident);
  const timeline = <Timeline timeline={incident.timeline} />;
  if (found) {
    return (
      <>
        <DeathChart key={`${incident.id} ${found.containerId}`} hostId={incident.hostId} evidence={found} first={first} />
        <div className="story-part story-columns">
          {timeline}
          <EvidenceFacts evidence={found} />
        </div>
        <LogTail key={found.containerId} evidence={found} />
      </>
    );
  }
  return (
    <div className="story-part story-columns">
      {timeline}
      <section className="story-evidence" aria-label="Evidence">
        <h3>Evidence</h3>
        {shown.state === 'loading' && <p className="small tertiary story-late">Reading what was kept</p>}
        {shown.state === 'loaded' && <p className="small tertiary">{missingWords(shown.evidence, incident)}</p>}
        {shown.state === 'failed' && (
          <div className="story-failure" role="status">
            <p className="small">{shown.failure.message}</p>
            <Button label="Try again" onPress={reload} />
          </div>
        )}
      </section>
    </div>
  );
}

function missingWords(evidence: readonly IncidentEvidence[], incident: Incident): string {
  if (evidence.length === 0) return 'Readings and log lines of this incident are not kept any more.';
  return `Evidence is kept of ${evidence.length} of ${incident.containerCount} containers, and not of this one.`;
}

/** How memory climbed, where running out of it is the story. */
function useGrowth(incident: Incident, { shown }: Evidence, index: number): string | null {
  const id = incident.containers[index]?.containerId;
  const found =
    shown.state === 'loaded' && incident.kind === 'outOfMemory' ? shown.evidence.find((it) => it.containerId === id) : undefined;
  return useMemo(() => (found ? growthWords(found) : null), [found]);
}

/** Memory, unless a rule on CPU was breached. */
function useFirstFigure({ ruleId }: Incident): 'memory' | 'cpu' {
  return useSettings((state) => (state.settings.rules.find((it) => it.id === ruleId)?.condition.kind === 'cpuOver' ? 'cpu' : 'memory'));
}
