import { Trash2 } from 'lucide-react';
import type { Remote } from '../../../src-shared/contract/doors.ts';
import { invoke } from '../../bridge.ts';
import { Button } from '../../components/Button.tsx';
import { confirm } from '../../store/dialogs.ts';
import { showFailure } from '../../store/toasts.ts';
import type { Remotes } from './use-remotes.ts';

/** The Quarterdecks on other machines whose hosts are shown here; nothing where there are none. */
export function RemotesSection({ remotes, problem, reload }: Remotes) {
  if (remotes.length === 0 && problem === null) return null;
  const remove = async (remote: Remote): Promise<void> => {
    const sure = await confirm({
      title: `Remove ${remote.name}?`,
      body: 'Its hosts are no longer shown here, and its token is forgotten. Nothing changes over there.',
      verb: 'Remove',
      danger: true,
    });
    if (!sure) return;
    const answer = await invoke('removeRemote', { id: remote.id });
    if (!answer.ok) showFailure(answer.failure, `remote ${remote.id}`);
    await reload();
  };
  return (
    <section className="host-section" aria-label="Other Quarterdecks">
      <div className="host-section-head">
        <h2>Other Quarterdecks</h2>
      </div>
      {problem !== null && <p className="secondary">{problem}</p>}
      <ul className="remotes">
        {remotes.map((remote) => (
          <li key={remote.id} className="remote">
            <span className="clip" title={remote.name}>
              {remote.name}
            </span>
            <span className="clip mono selectable" title={remote.url}>
              {remote.url}
            </span>
            <span className="tertiary clip">{remote.tokenKept === 'keyring' ? 'Token in the keyring' : 'Token in a file of yours'}</span>
            <Button label="Remove…" icon={Trash2} tone="ghost" onPress={() => void remove(remote)} />
          </li>
        ))}
      </ul>
    </section>
  );
}
