import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { isRunning, shownState, stateWords } from '../../../../src-shared/describe.ts';
import type { Failure } from '../../../../src-shared/failure.ts';
import type { Container } from '../../../../src-shared/model.ts';
import type { RunEnd } from '../../../charts/bands.ts';
import { type ChartView, chartViewOf } from '../../../charts/chart-view.ts';
import type { ChartRow, CpuScale } from '../../../charts/readings.ts';
import { useOverview } from './overview-store.ts';
import { SampleTrack } from './sample-track.ts';

export interface ContainerCharts {
  readonly view: ChartView;
  /** The newest reading, while the container runs. */
  readonly now: ChartRow | null;
  /** The limit as the engine enforces it, in bytes; null: none. */
  readonly limitBytes: number | null;
  /** Readings in the window. */
  readonly hasData: boolean;
  /** Readings at all. */
  readonly hasAny: boolean;
  readonly loaded: boolean;
  readonly failure: Failure | null;
}

/** Follows a container's readings and gives what its charts draw; changes about once a second. */
export function useChartView(container: Container, cpuScale: CpuScale): ContainerCharts {
  const { hostId, id } = container;
  const [track, setTrack] = useState(() => new SampleTrack(hostId, id));
  useEffect(() => {
    const followed = new SampleTrack(hostId, id);
    setTrack(followed);
    return followed.start();
  }, [hostId, id]);
  const version = useSyncExternalStore(track.subscribe, track.getVersion);
  const window = useOverview((state) => state.window);
  const end = useMemo(() => endOf(container), [container]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `version` says when the track's readings have changed
  return useMemo(() => {
    const view = chartViewOf({ samples: track.samples, window, nowMs: Date.now(), cpuScale, end });
    const last = track.samples.at(-1);
    const limitBytes = container.memoryLimitBytes ?? (last && last.memoryLimitBytes > 0 ? last.memoryLimitBytes : null);
    return {
      view,
      now: end === null ? (view.readings.at(-1)?.row ?? null) : null,
      limitBytes,
      hasData: view.readings.length > 0,
      hasAny: track.samples.length > 0,
      loaded: track.loaded,
      failure: track.failure,
    };
  }, [track, version, window, cpuScale, end, container.memoryLimitBytes]);
}

function endOf(container: Container): RunEnd {
  if (isRunning(container)) return null;
  const code = container.end?.exitCode;
  const words =
    container.state === 'exited' && code !== null && code !== undefined
      ? `exited ${code}`
      : stateWords[shownState(container)].toLowerCase();
  return { atMs: container.end?.atMs ?? 0, words };
}
