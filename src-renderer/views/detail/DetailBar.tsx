import { ArrowUpRight, Ellipsis, Play, RotateCw, Square } from 'lucide-react';
import { isRunning, shownState, stateWords } from '../../../src-shared/describe.ts';
import { formatAgo, formatDuration } from '../../../src-shared/format.ts';
import { containerKey } from '../../../src-shared/ids.ts';
import type { Container } from '../../../src-shared/model.ts';
import { Button } from '../../components/Button.tsx';
import { MenuButton } from '../../components/MenuButton.tsx';
import { colourOf, StateShape } from '../../components/StateShape.tsx';
import { openPort, restartContainers, startContainers, stopContainers } from '../../store/actions.ts';
import { useNow } from '../../store/clock.ts';
import { goTo } from '../../store/navigation.ts';
import { useBusyWith } from '../../store/pending.ts';
import { detailMenu } from './detail-menu.ts';
import { firstPort } from './facts/facts-words.ts';
import { showProject } from './show-project.ts';

export interface DetailBarProps {
  readonly container: Container;
  /** Why the engine takes no commands now, or null. */
  readonly lostReason: string | null;
}

/** Where one is, how the container is, and what can be done with it. */
export function DetailBar({ container, lostReason }: DetailBarProps) {
  const key = containerKey(container.hostId, container.id);
  const busy = useBusyWith(key);
  const port = firstPort(container);
  const running = isRunning(container);
  const removingReason = container.state === 'removing' ? 'It is being removed.' : lostReason;
  const busyReason = busy !== null ? 'Something else is being done with it.' : null;
  return (
    <header className="view-bar detail-bar">
      <Path container={container} />
      <StateSince container={container} isCurrent={lostReason === null} />
      <span className="spread" />
      {port !== null && container.state === 'running' && (
        <Button
          className="detail-port"
          icon={ArrowUpRight}
          label={`:${port}`}
          shortcut="o"
          disabledReason={lostReason}
          onPress={() => void openPort(key, port)}
        />
      )}
      <Button
        icon={RotateCw}
        label="Restart"
        shortcut="r"
        busy={busy === 'restart'}
        busyLabel="Restarting"
        disabledReason={removingReason ?? (busy === 'restart' ? null : busyReason)}
        onPress={() => void restartContainers([key])}
      />
      {running || busy === 'stop' ? (
        <Button
          icon={Square}
          label="Stop"
          shortcut="s"
          busy={busy === 'stop'}
          busyLabel="Stopping"
          disabledReason={removingReason ?? (busy === 'stop' ? null : busyReason)}
          onPress={() => void stopContainers([key])}
        />
      ) : (
        <Button
          icon={Play}
          label="Start"
          shortcut="s"
          busy={busy === 'start'}
          busyLabel="Starting"
          disabledReason={removingReason ?? (busy === 'start' ? null : busyReason)}
          onPress={() => void startContainers([key])}
        />
      )}
      <MenuButton label="More actions" icon={Ellipsis} entries={() => detailMenu(container, removingReason)} />
    </header>
  );
}

function Path({ container }: { readonly container: Container }) {
  const { project, name } = container;
  return (
    <nav className="detail-path" aria-label="Path">
      <button type="button" className="detail-crumb detail-crumb-root" onClick={() => goTo({ view: 'containers' })}>
        Containers
      </button>
      <span className="tertiary detail-crumb-root" aria-hidden="true">
        /
      </span>
      {project !== null && (
        <>
          <button type="button" className="detail-crumb detail-crumb-project clip" title={project} onClick={() => showProject(project)}>
            {project}
          </button>
          <span className="tertiary detail-crumb-project" aria-hidden="true">
            /
          </span>
        </>
      )}
      <h1 className="clip selectable" title={name}>
        {name}
      </h1>
    </nav>
  );
}

interface StateSinceProps {
  readonly container: Container;
  /** False while the engine does not answer: then the state is what it was. */
  readonly isCurrent: boolean;
}

function StateSince({ container, isCurrent }: StateSinceProps) {
  const nowMs = useNow();
  const state = shownState(container);
  const colour = colourOf(state);
  return (
    <span className="detail-state">
      <StateShape state={isCurrent ? state : 'notKnown'} />
      <span className={!isCurrent ? 'tertiary' : colour === 'bad' || colour === 'warn' ? `detail-state-${colour}` : undefined}>
        {stateWords[state]}
      </span>
      <span className="small tertiary clip detail-since">{isCurrent ? sinceWords(container, nowMs) : ''}</span>
    </span>
  );
}

/** 'for 3 h 11 min' of what goes on, '3 min ago' of what is over. */
export function sinceWords(container: Container, nowMs: number): string {
  if (container.state === 'created') return formatAgo(container.createdAtMs, nowMs);
  if (!isRunning(container) || container.state === 'restarting') {
    const atMs = container.end?.atMs ?? null;
    const code = container.end?.exitCode ?? null;
    return [code === null ? null : `code ${code}`, atMs === null ? null : formatAgo(atMs, nowMs)]
      .filter((part) => part !== null)
      .join(', ');
  }
  const sinceMs = container.health === 'none' ? container.startedAtMs : (container.healthSinceMs ?? container.startedAtMs);
  return sinceMs === null ? '' : `for ${formatDuration(nowMs - sinceMs)}`;
}
