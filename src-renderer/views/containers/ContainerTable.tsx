import { memo, useState } from 'react';
import { ContextMenu } from '../../components/ContextMenu.tsx';
import { useFleet } from '../../store/fleet-store.ts';
import { type Line, lineId } from './arrange.ts';
import { isStale } from './freshness.ts';
import { HeadRow } from './HeadRow.tsx';
import { useList } from './list-store.ts';
import { menuFor } from './pointer.ts';
import { endShield, passOn } from './scroll-shield.ts';
import { TableBody } from './TableBody.tsx';
import type { Hold } from './use-lines.ts';
import { useNameWidth } from './use-name-width.ts';
import './ContainerTable.css';
import './container-row.css';
import './row-looks.css';
import './narrow.css';

interface ContainerTableProps {
  readonly lines: readonly Line[];
  readonly hold: Hold;
}

/** The grid and what stands still in it; scrolling renders its body only. */
export const ContainerTable = memo(function ContainerTable({ lines, hold }: ContainerTableProps) {
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  const selecting = useList((state) => state.selection.keys.size > 0);
  const cursor = useList((state) => state.cursor);
  const allStale = useFleet((state) => [...state.fleet.hosts.values()].every(isStale));
  const { nameRef, nameWidth, imageFont } = useNameWidth();
  return (
    <ContextMenu label="Actions" entriesFor={menuFor}>
      <div
        ref={setScroller}
        role="grid"
        aria-label="Containers"
        aria-multiselectable="true"
        aria-rowcount={lines.length + 1}
        className={`table${selecting ? ' has-selection' : ''}`}
        onPointerMove={hold.onPointerMove}
        onPointerLeave={hold.onPointerLeave}
        onPointerDownCapture={endShield}
        onClickCapture={passOn}
        onContextMenuCapture={passOn}
        tabIndex={lines.some((line) => lineId(line) === cursor) ? -1 : 0}
      >
        <HeadRow nameRef={nameRef} stale={allStale} />
        {scroller && <TableBody scroller={scroller} lines={lines} hold={hold} nameWidth={nameWidth} imageFont={imageFont} />}
      </div>
    </ContextMenu>
  );
});
