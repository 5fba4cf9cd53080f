import { useEffect, useRef } from 'react';
import { announce } from '../../store/announcements.ts';
import { useNow } from '../../store/clock.ts';
import { useFleet } from '../../store/fleet-store.ts';
import { useShownOperation } from '../../store/shown-operation.ts';
import { OperationRow } from './OperationRow.tsx';
import { operationTitle, shownOperations } from './operation-words.ts';
import './operations.css';

const rowsShown = 3;

/** At the window's foot, what has been under way for longer than a second; nothing while there is nothing. */
export function OperationsStrip() {
  const any = useFleet((state) => state.fleet.operations.size > 0);
  return any ? <Strip /> : null;
}

function Strip() {
  const operations = useFleet((state) => state.fleet.operations);
  const deletions = useFleet((state) => state.fleet.deletions);
  const elsewhere = useShownOperation((state) => state.id);
  const shown = shownOperations({ operations, deletions }, useNow()).filter((it) => it.id !== elsewhere);
  useAnnounced(shown);
  if (shown.length === 0) return null;
  const more = shown.length - rowsShown;
  return (
    <section className="operations" aria-label="Under way">
      {shown.slice(0, more > 0 ? rowsShown - 1 : rowsShown).map((it) => (
        <OperationRow key={it.id} operation={it} />
      ))}
      {more > 0 && <p className="operation-more">and {more + 1} more under way</p>}
    </section>
  );
}

/** Says what takes long when it is first seen, once; how it ends, the feed or its toast tells. */
function useAnnounced(shown: ReturnType<typeof shownOperations>): void {
  const said = useRef<ReadonlySet<string>>(new Set());
  useEffect(() => {
    for (const it of shown) if (it.progress !== null && !said.current.has(it.id)) announce(operationTitle(it));
    said.current = new Set(shown.flatMap((it) => (it.progress !== null || said.current.has(it.id) ? [it.id] : [])));
  }, [shown]);
}
