import { useEffect, useId, useState } from 'react';
import { Button } from '../../components/Button.tsx';
import { changeSettings, useSettings } from '../../store/settings-store.ts';
import { showFailure } from '../../store/toasts.ts';
import { engineAddressProblem } from './engine-address.ts';

/** The one address to use, stored with Enter or when the field is left; empty looks everywhere. */
export function EngineAddressField() {
  const stored = useSettings((state) => state.settings.engineAddress);
  const [text, setText] = useState(stored ?? '');
  const [tried, setTried] = useState(false);
  const problemId = useId();
  useEffect(() => setText(stored ?? ''), [stored]);

  const problem = engineAddressProblem(text);
  const store = async (address: string | null): Promise<void> => {
    if (address === stored) return;
    const failure = await changeSettings({ engineAddress: address });
    if (failure) showFailure(failure, 'settings');
  };
  const finish = (): void => {
    setTried(true);
    if (problem === null) void store(text.trim() === '' ? null : text.trim());
  };
  return (
    <div className="engine-address">
      <div className="engine-address-line">
        <input
          type="text"
          className="engine-address-input mono"
          aria-label="Engine address"
          aria-invalid={tried && problem !== null}
          aria-describedby={problemId}
          placeholder="unix:///var/run/docker.sock"
          spellCheck={false}
          autoComplete="off"
          value={text}
          onChange={(event) => setText(event.target.value)}
          onBlur={finish}
          onKeyDown={(event) => {
            if (event.key === 'Enter') finish();
            if (event.key === 'Escape') {
              event.preventDefault();
              setText(stored ?? '');
              setTried(false);
            }
          }}
        />
        <Button
          label="Look for engines"
          disabledReason={stored === null && text === '' ? 'No address is set: engines are looked for' : null}
          onPress={() => {
            setText('');
            setTried(false);
            void store(null);
          }}
        />
      </div>
      <p id={problemId} className="engine-address-problem" role="status">
        {tried && problem}
      </p>
    </div>
  );
}
