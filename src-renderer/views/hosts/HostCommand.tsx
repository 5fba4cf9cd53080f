import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { invoke } from '../../bridge.ts';
import { showFailure } from '../../store/toasts.ts';

/** A command for the user's terminal, with a button that copies it. There may be several on screen, so it has no key. */
export function HostCommand({ command }: { readonly command: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    const answer = await invoke('copyText', { text: command });
    if (answer.ok) setCopied(true);
    else showFailure(answer.failure, 'copy');
  };
  const Icon = copied ? Check : Copy;
  return (
    <div className="host-command">
      <code className="selectable">{command}</code>
      <button type="button" className="button button-ghost" onClick={() => void copy()} onBlur={() => setCopied(false)}>
        <Icon size={14} strokeWidth={1.75} aria-hidden="true" />
        {copied ? 'Copied' : 'Copy'}
      </button>
    </div>
  );
}
