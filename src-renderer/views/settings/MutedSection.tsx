import { Bell } from 'lucide-react';
import { useState } from 'react';
import { formatDate } from '../../../src-shared/format.ts';
import { type Mute, muteKey } from '../../../src-shared/incidents.ts';
import { invoke } from '../../bridge.ts';
import { Button } from '../../components/Button.tsx';
import { displayText } from '../../components/display-text.ts';
import { useFleet } from '../../store/fleet-store.ts';
import { isOver, untilWords } from '../incidents/mutes.ts';

/** Whose incidents are listed and not told, and the way back. */
export function MutedSection() {
  const mutes = useFleet((state) => state.fleet.mutes);
  const nowMs = Date.now();
  const current = [...mutes.values()].filter((it) => !isOver(it, nowMs)).toSorted((one, other) => other.sinceMs - one.sinceMs);
  return (
    <section className="settings-part" aria-label="Muted">
      <h2>Muted</h2>
      {current.length === 0 ? (
        <p className="small tertiary">Nothing is muted. An incident’s Mute button does that, for its container or its whole project.</p>
      ) : (
        <ul className="settings-list">
          {current.map((it) => (
            <MutedRow key={muteKey(it.scope)} mute={it} />
          ))}
        </ul>
      )}
    </section>
  );
}

function MutedRow({ mute: { scope, until, sinceMs } }: { readonly mute: Mute }) {
  const [problem, setProblem] = useState<string | null>(null);
  const several = useFleet((state) => state.fleet.hosts.size > 1);
  const hostName = useFleet((state) => state.fleet.hosts.get(scope.hostId)?.name ?? 'a host that is gone');
  const name = displayText(scope.kind === 'container' ? scope.name : scope.project);
  const unmute = async (): Promise<void> => {
    const answer = await invoke('unmute', { hostId: scope.hostId, scope });
    setProblem(answer.ok ? null : answer.failure.message);
  };
  return (
    <li className="settings-item">
      <div className="settings-item-words">
        <span className="settings-item-name clip" title={name.slice(0, 1_000)}>
          {name.slice(0, 300)}
        </span>
        <span className="small tertiary clip">
          {scope.kind === 'container' ? 'Container' : 'Project'}
          {several ? ` on ${hostName}` : ''} · {untilWords(until, Date.now())} · since {formatDate(sinceMs)}
        </span>
      </div>
      <Button label="Unmute" icon={Bell} onPress={() => void unmute()} />
      {problem !== null && (
        <p className="setting-failure" role="alert">
          {problem}
        </p>
      )}
    </li>
  );
}
