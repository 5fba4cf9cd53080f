import { Play, RotateCw, TriangleAlert, X } from 'lucide-react';
import { useMemo } from 'react';
import { actorWords, isRunning } from '../../../src-shared/describe.ts';
import { formatClock } from '../../../src-shared/format.ts';
import type { Activity, Container } from '../../../src-shared/model.ts';
import { Button } from '../../components/Button.tsx';
import { IconButton } from '../../components/IconButton.tsx';
import { StateShape } from '../../components/StateShape.tsx';
import { copyText } from '../../store/actions.ts';
import { useFleet } from '../../store/fleet-store.ts';
import { incidentAt } from '../../store/incident-index.ts';
import { goTo } from '../../store/navigation.ts';
import { useBusyWith } from '../../store/pending.ts';
import { dayLabel, keyOf, otherLines } from './feed.ts';
import { eventJson, preciseClock } from './feed-text.ts';
import { openLine, restartLine } from './line-actions.ts';

const otherLinesShown = 8;

export interface ActivityFactsProps {
  readonly activity: Activity;
  /** In a container's own detail: no ways to where the user is. */
  readonly oneContainer: boolean;
  readonly onSelect: (activity: Activity) => void;
  /** Given where the facts cover the feed. */
  readonly onClose: (() => void) | null;
}

/** All that is known of one line: facts, what can be done, the engine's own words, the container's other lines. */
export function ActivityFacts({ activity, oneContainer, onSelect, onClose }: ActivityFactsProps) {
  const key = keyOf(activity);
  const container = useFleet((state) => (key === null ? undefined : state.fleet.containers.get(key)));
  return (
    <aside className="activity-facts" aria-label="About the line">
      <div className="activity-facts-part">
        <div className="activity-facts-title">
          <StateShape state={activity.tone} />
          <h2 className="selectable">{activity.text}</h2>
          {onClose && <IconButton icon={X} label="Close" shortcut="Escape" small onPress={onClose} />}
        </div>
        <p className="activity-facts-when">
          {dayLabel(activity.atMs, Date.now()).toLowerCase()} {preciseClock(activity.atMs)}
        </p>
        <dl className="activity-facts-list selectable">
          <dt>{key === null ? 'Host' : 'Container'}</dt>
          <dd>
            <button
              type="button"
              className="link"
              disabled={oneContainer || (key !== null && !container)}
              onClick={() => openLine(activity)}
            >
              {activity.containerName}
            </button>
            {activity.project !== null && <span className="tertiary"> in {activity.project}</span>}
            {key !== null && !container && <span className="tertiary">, removed since</span>}
          </dd>
          <dt>Done by</dt>
          <dd>{actorWords(activity.by)}</dd>
          {activity.facts.map((fact) => (
            <Fact key={fact.label} label={fact.label} value={fact.value} />
          ))}
        </dl>
        {container && key !== null && !oneContainer && <ContainerButtons activity={activity} container={container} containerKey={key} />}
      </div>
      {activity.events.length > 0 && <EngineEvents activity={activity} />}
      {key !== null && !oneContainer && <OtherLines activity={activity} onSelect={onSelect} />}
    </aside>
  );
}

function Fact({ label, value }: { readonly label: string; readonly value: string }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </>
  );
}

interface ContainerButtonsProps {
  readonly activity: Activity;
  readonly container: Container;
  readonly containerKey: NonNullable<ReturnType<typeof keyOf>>;
}

function ContainerButtons({ activity, container, containerKey }: ContainerButtonsProps) {
  const busyWith = useBusyWith(containerKey);
  const running = isRunning(container);
  const incidentId = useFleet((state) =>
    activity.kind === 'crash' || activity.kind === 'health'
      ? (incidentAt(state.fleet.incidents, containerKey, activity.atMs)?.id ?? null)
      : null,
  );
  const reachable = useFleet((state) => state.fleet.hosts.get(container.hostId)?.status.state === 'connected');
  return (
    <div className="activity-facts-buttons">
      {incidentId !== null && <Button label="Open incident" icon={TriangleAlert} onPress={() => goTo({ view: 'incidents', incidentId })} />}
      <Button label="Open container" shortcut="Enter" onPress={() => openLine(activity)} />
      <Button
        label={running ? 'Restart' : 'Start'}
        icon={running ? RotateCw : Play}
        shortcut="r"
        busy={busyWith !== null}
        busyLabel={running ? 'Restarting' : 'Starting'}
        disabledReason={reachable ? null : 'The engine does not answer'}
        onPress={() => restartLine(activity)}
      />
    </div>
  );
}

function EngineEvents({ activity }: { readonly activity: Activity }) {
  const json = useMemo(() => activity.events.map((event) => eventJson(event, activity.containerId)).join('\n'), [activity]);
  return (
    <section className="activity-facts-part" aria-label="Engine events">
      <div className="activity-facts-head">
        <h3>{activity.events.length === 1 ? 'Engine event' : `${activity.events.length} engine events`}</h3>
        <button
          type="button"
          className="link"
          onClick={() => void copyText(json, activity.events.length === 1 ? 'the event' : 'the events')}
        >
          Copy
        </button>
      </div>
      <pre className="activity-facts-json">{json}</pre>
    </section>
  );
}

function OtherLines({ activity, onSelect }: Pick<ActivityFactsProps, 'activity' | 'onSelect'>) {
  const activities = useFleet((state) => state.fleet.activities);
  const others = useMemo(() => otherLines(activities, activity, otherLinesShown), [activities, activity]);
  if (others.length === 0) return null;
  return (
    <section className="activity-facts-part" aria-label="Same container">
      <div className="activity-facts-head">
        <h3>Same container</h3>
      </div>
      <ul className="activity-facts-others">
        {others.map((other) => (
          <li key={other.id}>
            <button type="button" onClick={() => onSelect(other)}>
              <span className="tertiary">{formatClock(other.atMs)}</span>
              <StateShape state={other.tone} />
              <span className="clip">{other.text}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
