// biome-ignore-all lint/a11y/useSemanticElements: a table element can't be virtualised
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and names its current row by aria-activedescendant
import { BellOff } from 'lucide-react';
import { memo } from 'react';
import { formatClock, formatDate } from '../../../src-shared/format.ts';
import type { Incident } from '../../../src-shared/incidents.ts';
import { StateShape } from '../../components/StateShape.tsx';
import { Ago } from './Ago.tsx';
import { shapeOf, titleOf, underTitle } from './incident-words.ts';

export interface IncidentCellsProps {
  readonly incident: Incident;
  readonly muted: boolean;
}

/** A row of the list: shape, who and what, where and why, when. */
export const IncidentCells = memo(function IncidentCells({ incident, muted }: IncidentCellsProps) {
  const title = titleOf(incident);
  const under = underTitle(incident);
  const { resolution } = incident;
  return (
    <span role="gridcell" className={resolution.state === 'open' ? 'incident-cells' : 'incident-cells incident-cells-resolved'}>
      <StateShape state={shapeOf(incident)} />
      <span className="incident-title clip" title={title.slice(0, 1_000)}>
        {title.slice(0, 300)}
      </span>
      <span className="incident-when">
        {muted && <BellOff size={12} strokeWidth={1.75} aria-label="Muted" />}
        {resolution.state === 'open' ? <Ago atMs={incident.openedAtMs} /> : resolvedWhen(resolution.atMs)}
      </span>
      <span className="incident-under clip" title={under.slice(0, 1_000)}>
        {under.slice(0, 300)}
      </span>
    </span>
  );
});

function resolvedWhen(atMs: number): string {
  // The group's name says the day, but for 'Earlier'.
  return Date.now() - atMs < 2 * 86_400_000 ? formatClock(atMs).slice(0, 5) : formatDate(atMs);
}
