import { formatAge, formatMemory, formatPercent } from '../../../src-shared/format.ts';
import type { Host } from '../../../src-shared/model.ts';
import { StateShape } from '../../components/StateShape.tsx';
import { useNow } from '../../store/clock.ts';
import { useFleet } from '../../store/fleet-store.ts';
import { goTo } from '../../store/navigation.ts';
import { useTick } from '../../store/sample-store.ts';
import { shapeOfHost, sumOfHost } from './host-summary.ts';
import { shortVersion } from './host-version.ts';

const blocksShown = 3;

/** At the rail's foot: each engine, its state and the age of what it told. */
export function HostBlocks() {
  const hosts = useFleet((state) => state.fleet.hosts);
  const attempts = useFleet((state) => state.fleet.discovery?.attempts.length ?? 0);
  const shown = [...hosts.values()].slice(0, blocksShown);
  const more = hosts.size - shown.length;
  return (
    <div className="host-blocks">
      {shown.map((host) => (
        <HostBlock key={host.id} host={host} several={hosts.size > 1} />
      ))}
      {shown.length === 0 && (
        <div className="host-block" title="No engine">
          <StateShape state="notKnown" />
          <span className="rail-text">No engine</span>
          {attempts > 0 && (
            <span className="host-line rail-text">
              Watching {attempts} {attempts === 1 ? 'address' : 'addresses'}
            </span>
          )}
        </div>
      )}
      {more > 0 && (
        <button type="button" className="host-more rail-text" onClick={() => goTo({ view: 'hosts' })}>
          {more} more
        </button>
      )}
    </div>
  );
}

/** Named by its engine; of several, by its place, as two engines may be of one kind and version. */
function HostBlock({ host, several }: { readonly host: Host; readonly several: boolean }) {
  const engine = host.engine ? `${host.engine.name} ${shortVersion(host.engine.version)}` : host.name;
  const whole = host.engine ? `${host.name}\n${host.engine.name} ${host.engine.version}` : host.name;
  return (
    <button type="button" className="host-block" title={`${whole}\n${host.address}`} onClick={() => goTo({ view: 'hosts' })}>
      <StateShape state={shapeOfHost(host)} />
      <span className="host-name clip rail-text">{several ? host.name : engine}</span>
      <HostLines host={host} place={several && host.engine ? `Version ${shortVersion(host.engine.version)}` : host.name} />
    </button>
  );
}

function HostLines({ host, place }: { readonly host: Host; readonly place: string }) {
  const nowMs = useNow();
  const ageMs = host.lastSeenAtMs === null ? null : nowMs - host.lastSeenAtMs;
  switch (host.status.state) {
    case 'connecting':
      return <span className="host-line clip rail-text">Connecting</span>;
    case 'reconnecting':
      return <LostLines words="Reconnecting" ageMs={ageMs} />;
    case 'unreachable':
      return <LostLines words="Not reachable" ageMs={ageMs} />;
    case 'connected':
      return (
        <>
          <span className={`host-line host-place rail-text${ageMs !== null && ageMs > 3_000 ? ' host-line-old' : ''}`}>
            <span className="clip">{place}</span>
            {ageMs !== null && <span>{formatAge(ageMs)} ago</span>}
          </span>
          <HostSum host={host} />
        </>
      );
  }
}

/** Two lines, as many as while it is connected: nothing moves when it is lost. */
function LostLines({ words, ageMs }: { readonly words: string; readonly ageMs: number | null }) {
  return (
    <>
      <span className="host-line clip rail-text">{words}</span>
      {ageMs !== null && <span className="host-line clip rail-text">Last heard {formatAge(ageMs)} ago</span>}
    </>
  );
}

function HostSum({ host }: { readonly host: Host }) {
  useTick();
  const containers = useFleet((state) => state.fleet.containers);
  const sum = sumOfHost(host, containers.keys());
  if (!sum) return null;
  return (
    <span className="host-line clip rail-text">
      CPU {formatPercent(sum.cpuPercentOfMachine)} · {formatMemory(sum.memoryBytes)}
    </span>
  );
}
