import { ChevronDown } from 'lucide-react';
import { memo, useLayoutEffect, useMemo, useRef } from 'react';
import { formatMemory, formatPercent, formatRate } from '../../../src-shared/format.ts';
import { useFleet } from '../../store/fleet-store.ts';
import { useSettings } from '../../store/settings-store.ts';
import type { Group } from './arrange.ts';
import { rowId } from './ContainerRow.tsx';
import { writeText } from './dom-writes.ts';
import { isStale } from './freshness.ts';
import { groupFault, runningCount } from './group-summary.ts';
import { sumOf } from './live-values.ts';
import { onPaint } from './paint-clock.ts';

export interface GroupRowProps {
  readonly group: Group;
  readonly lineId: string;
  readonly rowIndex: number;
  readonly top: number;
  /** Keeps to the top while its rows pass below it. */
  readonly sticky: boolean;
  readonly folded: boolean;
  readonly cursor: boolean;
  readonly showHost: boolean;
}

const chevron = <ChevronDown size={14} strokeWidth={1.75} aria-hidden="true" />;

/** A project's head: how many of it run, what is wrong, and what it uses together. */
export const GroupRow = memo(function GroupRow({ group, lineId, rowIndex, top, sticky, folded, cursor, showHost }: GroupRowProps) {
  const host = useFleet((state) => state.fleet.hosts.get(group.hostId));
  const containers = useFleet((state) => state.fleet.containers);
  const fault = useMemo(() => groupFault(group.members, containers), [group, containers]);
  const running = useMemo(() => runningCount(group.members, containers), [group, containers]);
  const stale = isStale(host);
  const classes = ['group-row', sticky ? 'is-sticky' : '', cursor ? 'is-cursor' : '', stale ? 'is-stale' : ''].filter(Boolean).join(' ');
  const name = group.project ?? 'No project';
  const hostName = host?.name ?? group.hostId;
  return (
    <div
      role="row"
      id={rowId(lineId)}
      className={classes}
      data-line={lineId}
      aria-rowindex={rowIndex}
      tabIndex={cursor ? 0 : -1}
      style={sticky ? undefined : { top }}
    >
      <div role="gridcell" className="group-lead">
        <button type="button" tabIndex={-1} className="group-toggle" aria-expanded={!folded} aria-label={`Rows of ${name.slice(0, 100)}`}>
          {chevron}
        </button>
        <span className="group-name clip" data-tip={name}>
          {name}
        </span>
        {showHost && (
          <span className="group-host clip" data-tip={hostName}>
            on {hostName}
          </span>
        )}
        <span className="group-count">
          {running} of {group.members.length}
          <span className="group-word"> running</span>
        </span>
        {fault && (
          <span className={`group-fault clip${stale ? '' : ` is-${fault.tone}`}`} data-tip={fault.text}>
            {fault.text}
          </span>
        )}
      </div>
      <GroupSums group={group} cores={host?.engine?.cpuCount ?? null} />
    </div>
  );
});

/** Written directly with each tick, as `LiveCells`. */
function GroupSums({ group, cores }: { readonly group: Group; readonly cores: number | null }) {
  const cpu = useRef<HTMLDivElement>(null);
  const memory = useRef<HTMLDivElement>(null);
  const network = useRef<HTMLDivElement>(null);
  const ofMachine = useSettings((state) => state.settings.cpuScale === 'machine');
  useLayoutEffect(() => {
    const paint = (): void => {
      const { cpuPercent, memoryBytes, networkBytesPerSecond } = sumOf(group.members, Date.now());
      writeText(cpu.current, cpuPercent === null ? '' : formatPercent(ofMachine && cores ? cpuPercent / cores : cpuPercent));
      writeText(memory.current, memoryBytes === null ? '' : formatMemory(memoryBytes));
      writeText(network.current, networkBytesPerSecond === null ? '' : formatRate(networkBytesPerSecond));
    };
    paint();
    return onPaint(paint);
  }, [group, cores, ofMachine]);
  return (
    <>
      <div ref={cpu} role="gridcell" className="group-cpu" />
      <div ref={memory} role="gridcell" className="group-memory" />
      <div ref={network} role="gridcell" className="group-network" />
    </>
  );
}
