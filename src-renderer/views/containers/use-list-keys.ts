import { copyIds, killContainers, pauseContainers, renameContainer, restartContainers, unpauseContainers } from '../../store/actions.ts';
import { deleteContainers } from '../../store/delete.ts';
import { useShortcut } from '../../store/shortcuts.ts';
import { showToast } from '../../store/toasts.ts';
import { type Line, lineId } from './arrange.ts';
import { clearFilters, clearSelection, setFolded, setSelection, useList } from './list-store.ts';
import { extendTo, toggle, toggleAll } from './selection.ts';
import { containersFor, lostReason, openDetail, openFirstPort, openIncident, startOrStop, targetKeys } from './targets.ts';

export interface ListKeysOptions {
  readonly lines: readonly Line[];
  readonly rowsAPage: () => number;
  /** Moves the cursor there, into view, with the focus. */
  readonly onMove: (line: Line, index: number) => void;
}

/** The table's keys. They act on the cursor or the selection, and never while typing. */
export function useListKeys({ lines, rowsAPage, onMove }: ListKeysOptions): void {
  const at = (): number => lines.findIndex((line) => lineId(line) === useList.getState().cursor);
  const current = (): Line | undefined => lines[at()];
  const moveTo = (index: number): boolean => {
    const bounded = Math.max(0, Math.min(lines.length - 1, index));
    const line = lines[bounded];
    if (!line) return false;
    onMove(line, bounded);
    return true;
  };
  const moveBy = (by: number): boolean => moveTo(at() < 0 ? firstRow(lines) : at() + by);
  useShortcut('rowDown', () => moveBy(1));
  useShortcut('rowUp', () => moveBy(-1));
  useShortcut('rowFirst', () => moveTo(0));
  useShortcut('rowLast', () => moveTo(lines.length - 1));
  useShortcut('pageDown', () => moveBy(rowsAPage()));
  useShortcut('pageUp', () => moveBy(-rowsAPage()));

  const fold = (folded: boolean): boolean => {
    const line = current();
    if (!line) return false;
    if (folded && line.kind === 'row')
      onMove(
        { kind: 'group', group: line.group },
        lines.findIndex((it) => it.kind === 'group' && it.group === line.group),
      );
    setFolded(line.group.key, folded);
    return true;
  };
  useShortcut('fold', () => fold(true));
  useShortcut('unfold', () => fold(false));

  const extend = (by: number): boolean => {
    const line = current();
    const next = nextRow(lines, at(), by);
    if (line?.kind !== 'row' || !next) return moveBy(by);
    const shown = lines.flatMap((it) => (it.kind === 'row' ? [it.key] : []));
    setSelection((before) => extendTo(before, shown, line.key, next.line.key));
    onMove(next.line, next.index);
    return true;
  };
  useShortcut('extendDown', () => extend(1));
  useShortcut('extendUp', () => extend(-1));
  useShortcut('select', () => {
    const line = current();
    if (!line) return false;
    setSelection((before) => (line.kind === 'row' ? toggle(before, line.key) : toggleAll(before, line.group.members)));
    return true;
  });
  useShortcut('selectAll', () => {
    setSelection((before) =>
      toggleAll(
        before,
        lines.flatMap((it) => (it.kind === 'row' ? [it.key] : [])),
      ),
    );
    return true;
  });

  useShortcut('open', () => {
    const line = current();
    if (!line) return false;
    if (line.kind === 'row') openDetail(line.key, 'overview');
    else setFolded(line.group.key, !useList.getState().folded.has(line.group.key));
    return true;
  });
  useShortcut('escape', () => {
    const { selection, text, stateFilter } = useList.getState();
    if (selection.keys.size > 0) clearSelection();
    else if (text !== '' || stateFilter !== 'all') clearFilters();
    else return false;
    return true;
  });
  useActionKeys();
}

/** What one letter does to the targets. */
function useActionKeys(): void {
  const withTargets = (act: (keys: ReturnType<typeof targetKeys>) => void, isAction = true): boolean => {
    const keys = targetKeys();
    if (keys.length === 0) return false;
    const lost = isAction ? lostReason(containersFor(keys)) : null;
    if (lost === null) act(keys);
    else showToast({ text: lost, tone: 'plain', storyId: 'lost' });
    return true;
  };
  const withFirst = (act: (key: ReturnType<typeof targetKeys>[number]) => void, isAction = true): boolean =>
    withTargets(([key]) => {
      if (key) act(key);
    }, isAction);
  useShortcut('startOrStop', () => withTargets(startOrStop));
  useShortcut('restart', () => {
    // While the engine is away R is the banner's: it tries it again.
    if (lostReason(containersFor(targetKeys())) !== null) return false;
    return withTargets((keys) => void restartContainers(keys));
  });
  useShortcut('pauseOrUnpause', () =>
    withTargets(
      (keys) => void (containersFor(keys).every((it) => it.state === 'paused') ? unpauseContainers(keys) : pauseContainers(keys)),
    ),
  );
  useShortcut('kill', () => withTargets((keys) => void killContainers(keys)));
  useShortcut('delete', () => withTargets((keys) => void deleteContainers(keys)));
  useShortcut('copyId', () => withTargets((keys) => void copyIds(keys), false));
  useShortcut('rename', () => withFirst((key) => void renameContainer(key)));
  useShortcut('logs', () => withFirst((key) => openDetail(key, 'logs'), false));
  useShortcut('openIncident', () =>
    withFirst((key) => {
      if (!openIncident(key)) showToast({ text: 'It has no open incident.', tone: 'plain', storyId: 'nothing' });
    }, false),
  );
  useShortcut('openPort', () => withFirst(openFirstPort));
}

function firstRow(lines: readonly Line[]): number {
  return Math.max(
    0,
    lines.findIndex((line) => line.kind === 'row'),
  );
}

function nextRow(
  lines: readonly Line[],
  from: number,
  by: number,
): { readonly line: Extract<Line, { kind: 'row' }>; readonly index: number } | null {
  for (let index = from + by; index >= 0 && index < lines.length; index += by) {
    const line = lines[index];
    if (line?.kind === 'row') return { line, index };
  }
  return null;
}
