import { ChevronDown, ChevronUp } from 'lucide-react';
import { type KeyboardEvent, memo, type Ref } from 'react';
import { setSort, useList } from './list-store.ts';
import { nextSort, type SortColumn } from './sorting.ts';

interface Column {
  readonly column: SortColumn;
  readonly label: string;
  readonly className: string;
}

const columns: readonly Column[] = [
  { column: 'state', label: 'State', className: 'head-state' },
  { column: 'name', label: 'Name and image', className: 'head-name' },
  { column: 'cpu', label: 'CPU', className: 'head-cpu' },
  { column: 'memory', label: 'Memory', className: 'head-memory' },
  { column: 'network', label: 'Network', className: 'head-network' },
  { column: 'uptime', label: 'Uptime', className: 'head-uptime' },
  { column: 'restarts', label: 'Restarts', className: 'head-restarts' },
  { column: 'ports', label: 'Ports', className: 'head-ports' },
];

/** Left and Right go along the heads that the width leaves room for: one stop of Tab for all of them. */
function moveAlong(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
  if (step === 0) return;
  const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>('.head-button')].filter((it) => it.offsetParent !== null);
  const at = buttons.findIndex((it) => it.matches(':focus'));
  buttons[Math.min(buttons.length - 1, Math.max(0, at + step))]?.focus();
  event.preventDefault();
}

/** The columns' names; pressing one sorts by it. */
export const HeadRow = memo(function HeadRow({ nameRef, stale }: { readonly nameRef: Ref<HTMLDivElement>; readonly stale: boolean }) {
  const sort = useList((state) => state.sort);
  return (
    <div role="row" aria-rowindex={1} className="head-row" onKeyDown={moveAlong}>
      <div role="columnheader" className="head-select">
        <span className="unseen">Selected</span>
      </div>
      {columns.map(({ column, label, className }) => {
        const current = sort.column === column;
        const Arrow = sort.descending ? ChevronDown : ChevronUp;
        return (
          <div
            key={column}
            ref={column === 'name' ? nameRef : undefined}
            role="columnheader"
            aria-sort={current ? (sort.descending ? 'descending' : 'ascending') : undefined}
            className={className}
          >
            <button
              type="button"
              tabIndex={current ? 0 : -1}
              className={current ? 'head-button is-sorted' : 'head-button'}
              onClick={() => setSort(nextSort(sort, column))}
            >
              <span className="clip">{column === 'uptime' && stale ? 'Was up' : label}</span>
              {current && <Arrow size={12} strokeWidth={1.75} aria-hidden="true" />}
            </button>
          </div>
        );
      })}
      <div role="columnheader" className="head-more">
        <span className="unseen">Actions</span>
      </div>
    </div>
  );
});
