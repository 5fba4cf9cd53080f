import { Copy, Download } from 'lucide-react';
import type { RefObject } from 'react';
import type { Container } from '../../../src-shared/model.ts';
import { FilterField } from '../../components/FilterField.tsx';
import { IconButton } from '../../components/IconButton.tsx';
import { Toggle } from '../../components/Toggle.tsx';
import { useShortcut } from '../../store/shortcuts.ts';
import { copyLog, saveLog } from './log-actions.ts';
import { toggleTimes, toggleWrap, useLogOptions } from './log-options.ts';
import type { LogRing } from './log-ring.ts';
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
      <FilterField label="Search in the log" value={search.query} onChange={search.setQuery} found={{ count: search.count, onStep }} />
      <span className="spread" />
      <Toggle label="Follow" shortcut="f" pressed={following} onPress={onFollow} />
      <Toggle label="Timestamps" shortcut="t" pressed={times} onPress={toggleTimes} />
      <Toggle label="Wrap" shortcut="w" pressed={wrap} onPress={toggleWrap} />
      <IconButton icon={Copy} label="Copy the selection, or all" onPress={() => void copyLog(ring.list(), times, box.current)} />
      <IconButton icon={Download} label="Save to a file…" onPress={() => void saveLog(container.name, ring.list(), times)} />
    </div>
  );
}
