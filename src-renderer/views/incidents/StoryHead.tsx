import { ArrowLeft, BellOff, ChevronDown, Copy, Ellipsis, FileText, RotateCw } from 'lucide-react';
import { containerKey } from '../../../src-shared/ids.ts';
import { type Incident, isOpen } from '../../../src-shared/incidents.ts';
import { Button } from '../../components/Button.tsx';
import { IconButton } from '../../components/IconButton.tsx';
import { Kbd } from '../../components/Kbd.tsx';
import { Menu } from '../../components/Menu.tsx';
import { MenuButton } from '../../components/MenuButton.tsx';
import { StateShape } from '../../components/StateShape.tsx';
import { useFleet } from '../../store/fleet-store.ts';
import { useBusyWith } from '../../store/pending.ts';
import { LongAgo } from './Ago.tsx';
import {
  containerNow,
  copyIncident,
  moreEntries,
  muteEntries,
  openContainerOf,
  restartIncident,
  restartTargets,
  unmute,
} from './incident-actions.ts';
import { diedAtMs, factsOf, shapeOf, titleOf } from './incident-words.ts';
import { muteOf, untilWords } from './mutes.ts';

export interface StoryHeadProps {
  readonly incident: Incident;
  /** Which of its containers is shown. */
  readonly index: number;
  readonly muteOpen: boolean;
  readonly onMuteOpen: (open: boolean) => void;
  /** Given where the story covers the list. */
  readonly onBack: (() => void) | null;
}

/** Who and what, what can be done about it, and one line of facts. */
export function StoryHead({ incident, index, muteOpen, onMuteOpen, onBack }: StoryHeadProps) {
  return (
    <header className="story-head">
      {onBack && <IconButton icon={ArrowLeft} label="Back to the list" shortcut="Escape" small onPress={onBack} />}
      <StateShape state={shapeOf(incident)} />
      <h2 className="selectable" title={titleOf(incident).slice(0, 1_000)}>
        {titleOf(incident).slice(0, 400)}
      </h2>
      <Actions incident={incident} index={index} muteOpen={muteOpen} onMuteOpen={onMuteOpen} />
      <Facts incident={incident} index={index} />
    </header>
  );
}

function Actions({ incident, index, muteOpen, onMuteOpen }: Omit<StoryHeadProps, 'onBack'>) {
  const containers = useFleet((state) => state.fleet.containers);
  const reachable = useFleet((state) => state.fleet.hosts.get(incident.hostId)?.status.state === 'connected');
  const targets = restartTargets(containers, incident);
  const [first] = targets;
  const busy = useBusyWith(first ? containerKey(first.hostId, first.id) : containerKey(incident.hostId, 'none'));
  const named = incident.containers[index] ?? incident.containers[0];
  const shown = named ? containerNow(containers, incident, named) : null;
  const gone = incident.containerCount > 1 ? 'The containers have been removed' : 'The container has been removed';
  return (
    <div className="story-actions">
      <Button
        label={targets.length > 1 ? `Restart ${targets.length}` : 'Restart'}
        icon={RotateCw}
        shortcut="r"
        tone={isOpen(incident) && targets.length > 0 ? 'primary' : 'plain'}
        busy={busy === 'restart'}
        busyLabel="Restarting"
        disabledReason={targets.length === 0 ? gone : reachable ? null : 'The engine does not answer'}
        onPress={() => restartIncident(incident)}
      />
      <Button
        label="Logs"
        icon={FileText}
        shortcut="l"
        disabledReason={shown ? null : 'The container has been removed'}
        onPress={() => openContainerOf(incident, index, 'logs')}
      />
      <Menu label="Mute" entries={() => muteEntries(incident, index)} open={muteOpen} onOpenChange={onMuteOpen}>
        <button type="button" className="button" aria-keyshortcuts="m">
          <BellOff size={14} strokeWidth={1.75} aria-hidden="true" />
          <MuteLabel incident={incident} />
          <Kbd keys="m" />
          <ChevronDown size={14} strokeWidth={1.75} aria-hidden="true" />
        </button>
      </Menu>
      <IconButton icon={Copy} label="Copy as Markdown" shortcut="c" onPress={() => void copyIncident(incident)} />
      <MenuButton label="More actions" icon={Ellipsis} entries={() => moreEntries(incident, index)} />
    </div>
  );
}

function MuteLabel({ incident }: { readonly incident: Incident }) {
  const mutes = useFleet((state) => state.fleet.mutes);
  return muteOf(incident, mutes, Date.now()) ? 'Muted' : 'Mute';
}

function Facts({ incident, index }: Pick<StoryHeadProps, 'incident' | 'index'>) {
  const mutes = useFleet((state) => state.fleet.mutes);
  const mute = muteOf(incident, mutes, Date.now());
  const [when, ...others] = factsOf(incident);
  const named = incident.containers[index] ?? incident.containers[0];
  const exists = useFleet((state) => (named ? containerNow(state.fleet.containers, incident, named) !== null : false));
  return (
    <p className="story-facts">
      <button type="button" className="link clip" disabled={!exists} onClick={() => openContainerOf(incident, index, 'overview')}>
        {named?.name}
      </button>
      {incident.project !== null && <span className="clip story-project">in {incident.project}</span>}
      <span>
        {when}, <LongAgo atMs={diedAtMs(incident)} />
      </span>
      {others.map((fact) => (
        <span key={fact} className="clip" title={fact}>
          {fact}
        </span>
      ))}
      {incident.voice === 'quiet' && <span>listed silently</span>}
      {mute && (
        <span>
          muted {untilWords(mute.until, Date.now())}{' '}
          <button type="button" className="link" onClick={() => void unmute(mute.scope)}>
            Unmute
          </button>
        </span>
      )}
    </p>
  );
}
