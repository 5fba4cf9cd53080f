import { ChartLine, Table2 } from 'lucide-react';
import type { ChartView } from '../../../charts/chart-view.ts';
import { IconButton } from '../../../components/IconButton.tsx';
import { Segmented } from '../../../components/Segmented.tsx';
import { changeSettings, useSettings } from '../../../store/settings-store.ts';
import { showFailure } from '../../../store/toasts.ts';
import { resolutionWords, windowWords } from './chart-words.ts';
import { chooseWindow, useOverview } from './overview-store.ts';

const windows = [
  { value: '1', label: '1 min' },
  { value: '5', label: '5 min' },
  { value: '15', label: '15 min' },
  { value: 'all', label: 'All' },
] as const;

const cpuScales = [
  { value: 'core', label: '% of one core' },
  { value: 'machine', label: '% of machine' },
] as const;

export interface OverviewBarProps {
  readonly view: ChartView;
  /** Whether the readings are shown as a table. */
  readonly asTable: boolean;
  readonly onTable: () => void;
}

/** Time window, CPU scale, charts or table. */
export function OverviewBar({ view, asTable, onTable }: OverviewBarProps) {
  const window = useOverview((state) => state.window);
  const cpuScale = useSettings((state) => state.settings.cpuScale);
  return (
    <div className="overview-bar">
      <Segmented label="Time window" segments={windows} value={window} onChange={chooseWindow} />
      <span className="small secondary overview-window">
        <span>{windowWords(view)}</span>
        <span className="overview-resolution">&nbsp;· {resolutionWords(view)}</span>
      </span>
      <span className="spread" />
      <IconButton small icon={asTable ? ChartLine : Table2} label={asTable ? 'Show as charts' : 'Show as table'} onPress={onTable} />
      <span className="small secondary overview-cpu" aria-hidden="true">
        CPU as
      </span>
      <Segmented
        label="CPU as"
        segments={cpuScales}
        value={cpuScale}
        onChange={async (value) => {
          const failure = await changeSettings({ cpuScale: value });
          if (failure) showFailure(failure, 'settings');
        }}
      />
    </div>
  );
}
