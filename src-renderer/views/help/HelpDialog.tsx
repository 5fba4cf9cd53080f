import { useState } from 'react';
import { Dialog } from '../../components/Dialog.tsx';
import { Kbd } from '../../components/Kbd.tsx';
import { shortcuts } from '../../store/shortcuts.ts';
import { helpGroups } from './help-groups.ts';
import './help.css';

/** Every key of the window, by where it works. */
export function HelpDialog({ onClose }: { readonly onClose: () => void }) {
  const [text, setText] = useState('');
  const groups = helpGroups(shortcuts, text);
  return (
    <Dialog title="Keys" wide onCancel={onClose} onConfirm={onClose}>
      <input
        data-autofocus
        type="text"
        className="dialog-field"
        aria-label="Find a key or what it does"
        placeholder="Find a key or what it does"
        spellCheck={false}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className="help-scroll" tabIndex={0} aria-label="Keys">
        <div className="help-groups">
          {groups.map(({ title, shortcuts: found }) => (
            <section key={title} className="help-group" aria-label={title}>
              <h3>{title}</h3>
              <ul>
                {found.map(({ id, label, keys }) => (
                  <li key={id}>
                    <span>{label}</span>
                    <span className="help-keys">
                      {keys.map((it) => (
                        <Kbd key={it} keys={it} />
                      ))}
                      <span className="unseen">{keys.join(' or ')}</span>
                    </span>
                  </li>
                ))}
              </ul>
            </section>
          ))}
        </div>
        {groups.length === 0 && <p role="status">No key for “{text}”.</p>}
      </section>
    </Dialog>
  );
}
