import { Check, Ellipsis } from 'lucide-react';
import { memo } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { shownState, stateWords } from '../../../src-shared/describe.ts';
import type { Fleet } from '../../../src-shared/fleet.ts';
import type { FlowStatus } from '../../../src-shared/flow.ts';
import type { ContainerKey } from '../../../src-shared/ids.ts';
import type { Container } from '../../../src-shared/model.ts';
import { flowWords } from '../../components/FlowMark.tsx';
import { shortImage, textWidth } from '../../components/short-text.ts';
import { useFleet } from '../../store/fleet-store.ts';
import { openIncidentOf } from '../../store/incident-index.ts';
import { useSettings } from '../../store/settings-store.ts';
import { type Cause, causeOf, uptimeWords } from './cause.ts';
import { isStale } from './freshness.ts';
import { LiveCells } from './LiveCells.tsx';
import { PortsCell } from './PortsCell.tsx';
import { RowFlow } from './RowFlow.tsx';
import { StateCell } from './StateCell.tsx';
import { UptimeCell } from './UptimeCell.tsx';

export interface ContainerRowProps {
  readonly containerKey: ContainerKey;
  /** 1 is the row of the columns' names. */
  readonly rowIndex: number;
  readonly top: number;
  readonly selected: boolean;
  readonly cursor: boolean;
  readonly nameWidth: number;
  readonly imageFont: string;
}

// Made once: an icon of its own for each row would be rendered with each, which scrolling does dozens of times a second.
const chosen = <Check size={10} strokeWidth={3} />;
const more = <Ellipsis size={14} strokeWidth={1.75} aria-hidden="true" />;

/**
 * One container, and another when its element goes on to that (see `slots.ts`). Renders again only when facts, place or
 * marks change; numbers change below React.
 */
export const ContainerRow = memo(function ContainerRow(props: ContainerRowProps) {
  const { containerKey, rowIndex, top, selected, cursor, nameWidth, imageFont } = props;
  const facts = useFleet(useShallow((state) => factsOf(state.fleet, containerKey)));
  const ofMachine = useSettings((state) => state.settings.cpuScale === 'machine');
  const compact = useSettings((state) => state.settings.density === 'compact');
  if (!facts) return null;
  const { container, stale, asOfMs, cores, flow, incident } = facts;
  const cause = causeOf(container, incident);
  const image = shortImage(container.image, nameWidth, (text) => textWidth(text, imageFont));
  const classes = ['row', cursor ? 'is-cursor' : '', stale ? 'is-stale' : ''].filter(Boolean).join(' ');
  return (
    <div
      role="row"
      id={rowId(containerKey)}
      className={classes}
      data-line={containerKey}
      aria-rowindex={rowIndex}
      aria-selected={selected}
      aria-label={rowLabel(container, cause, flow, stale)}
      {...(incident ? { 'aria-keyshortcuts': 'i' } : {})}
      tabIndex={cursor ? 0 : -1}
      style={{ top }}
    >
      <div role="gridcell" className="cell-select" data-part="select">
        <span className="checkbox" aria-hidden="true">
          {selected && chosen}
        </span>
      </div>
      <StateCell containerKey={containerKey} container={container} stale={stale} />
      <div role="gridcell" className="cell-name two-lines">
        <span className="name-line">
          <span className="clip" data-tip={compact ? `${container.name}\n${container.image}` : container.name}>
            {container.name}
          </span>
          {flow && <RowFlow container={container} flow={flow} />}
        </span>
        <span className="clip" data-tip={container.image}>
          {image}
        </span>
      </div>
      {cause ? (
        <div role="gridcell" className="cell-cause two-lines">
          {incident ? (
            <button
              type="button"
              tabIndex={-1}
              data-part="incident"
              className={`cause-link clip${stale ? '' : ` is-${cause.tone}`}`}
              data-tip={`${cause.what.slice(0, 1_000)}\nI opens its incident`}
            >
              {cause.what.slice(0, 300)}
            </button>
          ) : (
            <span className={`clip${stale ? '' : ` is-${cause.tone}`}`} data-tip={cause.what}>
              {cause.what}
            </span>
          )}
          <span className="clip" data-tip={cause.more?.slice(0, 1_000)}>
            {cause.more?.slice(0, 300)}
          </span>
        </div>
      ) : (
        <LiveCells containerKey={containerKey} container={container} stale={stale} cpuCount={ofMachine ? cores : null} />
      )}
      <UptimeCell container={container} asOfMs={asOfMs} />
      <div role="gridcell" className={`cell-restarts${container.restartCount === 0 ? ' is-zero' : ''}`}>
        {container.restartCount}
      </div>
      <PortsCell containerKey={containerKey} container={container} stale={stale} />
      <div role="gridcell" className="cell-more">
        <button type="button" tabIndex={-1} data-part="more" aria-label={`All actions for ${container.name.slice(0, 100)}`}>
          {more}
        </button>
      </div>
    </div>
  );
});

/** What the fleet knows for one row: all of it by one look, as each subscription of each row costs while one scrolls. */
function factsOf(fleet: Fleet, key: ContainerKey) {
  const container = fleet.containers.get(key);
  if (!container) return null;
  const host = fleet.hosts.get(container.hostId);
  const stale = isStale(host);
  return {
    container,
    stale,
    asOfMs: stale ? (host?.lastSeenAtMs ?? null) : null,
    cores: host?.engine?.cpuCount ?? null,
    flow: fleet.flows.get(key) ?? null,
    incident: openIncidentOf(fleet.incidents, key),
  };
}

export function rowId(lineId: string): string {
  return `line-${lineId}`;
}

/** 'worker, crashed, out of memory at 512 MiB, 3 min ago' */
function rowLabel(container: Container, cause: Cause | null, flow: FlowStatus | null, stale: boolean): string {
  const uptime = uptimeWords(container, Date.now());
  const lower = (text: string) => `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
  const parts = [
    container.name.slice(0, 200),
    stateWords[shownState(container)].toLowerCase(),
    cause ? lower(cause.what.slice(0, 300)) : `up ${uptime.first}`,
  ];
  if (uptime.second) parts.push(uptime.second);
  if (flow) parts.push(lower(flowWords(flow)));
  if (stale) parts.push('not current');
  return parts.join(', ');
}
