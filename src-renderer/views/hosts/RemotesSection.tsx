import { Plus, Trash2 } from 'lucide-react';
import type { Remote } from '../../../src-shared/contract/doors.ts';
import { invoke } from '../../bridge.ts';
import { Button } from '../../components/Button.tsx';
import { confirm } from '../../store/dialogs.ts';
import { showFailure } from '../../store/toasts.ts';
import type { Remotes } from './use-remotes.ts';

export interface RemotesSectionProps extends Remotes {
  readonly onAdd: () => void;
}

/** The Quarterdecks on other machines whose hosts are shown here, and the way to one more. */
export function RemotesSection({ remotes, problem, reload, onAdd }: RemotesSectionProps) {
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
        <span className="spread" />
        <Button label="Add a remote Quarterdeck…" icon={Plus} onPress={onAdd} />
      </div>
      {problem !== null && <p className="secondary">{problem}</p>}
      {remotes.length === 0 && problem === null && (
        <p className="tertiary small">None yet. Add one that runs on another machine, to watch its containers and act on them from here.</p>
      )}
      <ul className="remotes" hidden={remotes.length === 0}>
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
