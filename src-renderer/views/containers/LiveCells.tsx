import { memo, useLayoutEffect, useRef } from 'react';
import type { ContainerKey } from '../../../src-shared/ids.ts';
import type { Container } from '../../../src-shared/model.ts';
import { useSettings } from '../../store/settings-store.ts';
import { drawWhenFree } from './draw-queue.ts';
import { LivePainter } from './live-painter.ts';
import { onPaint } from './paint-clock.ts';
import { sparklineHeight, sparklineWidth } from './sparkline.ts';

interface LiveCellsProps {
  readonly containerKey: ContainerKey;
  readonly container: Container;
  readonly stale: boolean;
  /** For the share of the machine; null: per cent of one core. */
  readonly cpuCount: number | null;
}

/**
 * CPU, memory and network of one row. React draws the empty cells once; each tick then writes into them directly, as
 * rendering thirty rows every second would cost more than the rest of the window together.
 */
export const LiveCells = memo(function LiveCells({ containerKey, container, stale, cpuCount }: LiveCellsProps) {
  const row = useRef<HTMLDivElement>(null);
  const painter = useRef<LivePainter>(undefined);
  const theme = useSettings((state) => state.shownTheme);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme is read through its colours
  useLayoutEffect(() => {
    if (!row.current) return;
    painter.current ??= new LivePainter(row.current);
    const its = painter.current;
    if (its.show({ key: containerKey, container, stale, cpuCount })) drawWhenFree(row.current, () => its.drawSparklines());
  }, [containerKey, container, stale, cpuCount, theme]);
  useLayoutEffect(() => onPaint(() => painter.current?.paint()), []);

  return (
    <div ref={row} className="live-cells">
      <div role="gridcell" className="cell-cpu">
        <canvas width={sparklineWidth} height={sparklineHeight} aria-hidden="true" />
        <span>–</span>
      </div>
      <div role="gridcell" className="cell-memory">
        <canvas width={sparklineWidth} height={sparklineHeight} aria-hidden="true" />
        <span className="two-lines">
          <span>–</span>
          <span />
        </span>
      </div>
      <div role="gridcell" className="cell-network" data-quiet="yes">
        <span className="network-one">–</span>
        <span className="network-in">
          <span className="unseen">in </span>
          <span />
        </span>
        <span className="network-out">
          <span className="unseen">out </span>
          <span />
        </span>
      </div>
    </div>
  );
});
