import { Copy, RefreshCw } from 'lucide-react';
import { invoke } from '../../bridge.ts';
import { Button } from '../../components/Button.tsx';
import { copyText } from '../../store/actions.ts';
import { confirm } from '../../store/dialogs.ts';
import { showFailure, showToast } from '../../store/toasts.ts';

/** The token is never on screen: it goes to the clipboard of who asks for it. */
export function ApiToken() {
  return (
    <div className="setting-buttons">
      <span className="mono tertiary" aria-hidden="true">
        ••••••••••••
      </span>
      <Button label="Copy" icon={Copy} onPress={() => void copyToken()} />
      <Button label="Renew…" icon={RefreshCw} onPress={() => void renewToken()} />
    </div>
  );
}

async function copyToken(): Promise<void> {
  const answer = await invoke('getApiToken', {});
  if (answer.ok) await copyText(answer.value.token, 'the token');
  else showFailure(answer.failure, 'token');
}

async function renewToken(): Promise<void> {
  const sure = await confirm({
    title: 'Renew the token?',
    body: 'Programs that are connected are cut off, and can’t come back until they have the new token.',
    verb: 'Renew',
    danger: true,
  });
  if (!sure) return;
  const answer = await invoke('renewApiToken', {});
  if (!answer.ok) {
    showFailure(answer.failure, 'token');
    return;
  }
  const { token } = answer.value;
  showToast({
    text: 'The token is a new one. Give it to your programs.',
    tone: 'plain',
    storyId: 'token',
    action: { label: 'Copy it', onPress: () => void copyText(token, 'the token') },
  });
}
