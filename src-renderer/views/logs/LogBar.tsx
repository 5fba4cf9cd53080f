import { Copy, Download } from 'lucide-react';
import type { RefObject } from 'react';
import type { Container } from '../../../src-shared/model.ts';
import { IconButton } from '../../components/IconButton.tsx';
import { useShortcut } from '../../store/shortcuts.ts';
import { LogToggle } from './LogToggle.tsx';
import { copyLog, saveLog } from './log-actions.ts';
import { toggleTimes, toggleWrap, useLogOptions } from './log-options.ts';
import type { LogRing } from './log-ring.ts';
import { SearchField } from './SearchField.tsx';
import type { LogSearching } from './use-log-search.ts';

export interface LogBarProps {
  readonly container: Container;
  readonly ring: LogRing;
  readonly box: RefObject<HTMLElement | null>;
  readonly search: LogSearching;
  readonly onStep: (direction: 1 | -1) => void;
  readonly following: boolean;
  readonly onFollow: () => void;
}

export function LogBar({ container, ring, box, search, onStep, following, onFollow }: LogBarProps) {
  const { wrap, times } = useLogOptions();
  useShortcut('wrap', () => {
    toggleWrap();
    return true;
  });
  useShortcut('timestamps', () => {
    toggleTimes();
    return true;
  });
  return (
    <div className="log-bar">
      <SearchField label="Search in the log" value={search.query} onChange={search.setQuery} count={search.count} onStep={onStep} />
      <span className="spread" />
      <LogToggle label="Follow" shortcut="f" pressed={following} onPress={onFollow} />
      <LogToggle label="Timestamps" shortcut="t" pressed={times} onPress={toggleTimes} />
      <LogToggle label="Wrap" shortcut="w" pressed={wrap} onPress={toggleWrap} />
      <IconButton icon={Copy} label="Copy the selection, or all" onPress={() => void copyLog(ring.list(), times, box.current)} />
      <IconButton icon={Download} label="Save to a file…" onPress={() => void saveLog(container.name, ring.list(), times)} />
    </div>
  );
}
