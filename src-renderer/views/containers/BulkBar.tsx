import { FileText, Pause, Play, RotateCw, Square, Trash2 } from 'lucide-react';
import { isRunning } from '../../../src-shared/describe.ts';
import { containerKey } from '../../../src-shared/ids.ts';
import type { Container, OperationKind } from '../../../src-shared/model.ts';
import { Button } from '../../components/Button.tsx';
import { busyWords } from '../../store/action-words.ts';
import { pauseContainers, restartContainers, startContainers, stopContainers, unpauseContainers } from '../../store/actions.ts';
import { deleteContainers } from '../../store/delete.ts';
import { useFleet } from '../../store/fleet-store.ts';
import { operationOf, usePending } from '../../store/pending.ts';
import { clearSelection, useList } from './list-store.ts';
import { lostReason, openDetail } from './targets.ts';
import './below-table.css';

/** What can be done with the selected containers; stands where the footer was, and so never over a row. */
export function BulkBar() {
  const selection = useList((state) => state.selection.keys);
  const containers = useFleet((state) => state.fleet.containers);
  const operations = useFleet((state) => state.fleet.operations);
  useFleet((state) => state.fleet.hosts);
  const sent = usePending((state) => state.sent);
  const keys = [...selection];
  const targets = keys.flatMap((key) => containers.get(key) ?? []);
  const lost = lostReason(targets);
  const running = targets.some(isRunning);
  const resting = targets.some((it) => !isRunning(it));
  const paused = targets.length > 0 && targets.every((it) => it.state === 'paused');
  const [only] = targets.length === 1 ? targets : [];
  /** All of them are at it: pressing again could do nothing. */
  const busyWith = (kind: OperationKind): boolean => {
    const kinds = keys.map((key) => sent.get(key) ?? operationOf(operations, key));
    return kinds.includes(kind) && kinds.every((it) => it !== null);
  };
  return (
    <div className="bulk-bar" role="toolbar" aria-label="Actions for the selected containers">
      <span className="bulk-count">
        {targets.length} selected<span className="tertiary"> {placeOf(targets)}</span>
      </span>
      {resting && (
        <Button
          label="Start"
          tone="ghost"
          icon={Play}
          {...(running ? {} : { shortcut: 's' })}
          busy={busyWith('start')}
          busyLabel="Starting"
          disabledReason={lost}
          onPress={() => void startContainers(keys)}
        />
      )}
      {running && (
        <Button
          label="Stop"
          tone="ghost"
          icon={Square}
          shortcut="s"
          busy={busyWith('stop')}
          busyLabel="Stopping"
          disabledReason={lost}
          onPress={() => void stopContainers(keys)}
        />
      )}
      <Button
        label="Restart"
        tone="ghost"
        icon={RotateCw}
        shortcut="r"
        busy={busyWith('restart')}
        busyLabel="Restarting"
        disabledReason={lost}
        onPress={() => void restartContainers(keys)}
      />
      {running && (
        <Button
          label={paused ? 'Go on' : 'Pause'}
          tone="ghost"
          icon={paused ? Play : Pause}
          shortcut="p"
          busy={busyWith(paused ? 'unpause' : 'pause')}
          busyLabel={busyWords[paused ? 'unpause' : 'pause']}
          disabledReason={lost}
          onPress={() => void (paused ? unpauseContainers(keys) : pauseContainers(keys))}
        />
      )}
      {only && (
        <Button
          label="Logs"
          tone="ghost"
          icon={FileText}
          shortcut="l"
          onPress={() => openDetail(containerKey(only.hostId, only.id), 'logs')}
        />
      )}
      <span className="bulk-line" />
      <Button
        label="Delete…"
        tone="ghost"
        className="button-danger"
        icon={Trash2}
        shortcut="Delete"
        disabledReason={lost}
        onPress={() => void deleteContainers(keys)}
      />
      <span className="spread" />
      <Button label="Clear" tone="ghost" shortcut="Escape" onPress={clearSelection} />
    </div>
  );
}

/** 'in tide-metrics', where that is true of all of them. */
function placeOf(targets: readonly Container[]): string {
  const projects = new Set(targets.map((it) => it.project));
  const [project] = projects;
  return projects.size === 1 && project ? `in ${project}` : '';
}
