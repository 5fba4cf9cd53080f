import { useEffect, useId, useRef, useState } from 'react';
import type { Value } from '../../../src-shared/contract.ts';
import { invoke } from '../../bridge.ts';
import { Button } from '../../components/Button.tsx';

export interface PasteEnvironmentProps {
  readonly onTaken: (environment: Readonly<Record<string, string>>) => void;
  readonly onClose: () => void;
}

type Parsed = Value<'parseEnvironment'>;

/** The text of a `.env` file becomes variables. Where lines are wrong they are named, and nothing is taken unasked. */
export function PasteEnvironment({ onTaken, onClose }: PasteEnvironmentProps) {
  const area = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState('');
  const [found, setFound] = useState<Parsed | null>(null);
  const problemsId = useId();
  useEffect(() => area.current?.focus(), []);
  const take = (parsed: Parsed): void => {
    onTaken(parsed.environment);
    onClose();
  };
  const parse = async (): Promise<void> => {
    const answer = await invoke('parseEnvironment', { text });
    const parsed = answer.ok ? answer.value : { environment: {}, problems: [answer.failure.message] };
    if (parsed.problems.length === 0) take(parsed);
    else setFound(parsed);
  };
  const good = found ? Object.keys(found.environment).length : 0;
  return (
    <div className="paste-environment">
      <textarea
        ref={area}
        className="form-input mono"
        rows={6}
        aria-label="Text of a .env file"
        aria-describedby={problemsId}
        aria-invalid={found !== null || undefined}
        placeholder={'NAME=value\nOTHER="another value"'}
        spellCheck={false}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setFound(null);
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.preventDefault();
          onClose();
        }}
      />
      <div id={problemsId} role="status">
        {found?.problems.map((it) => (
          <p key={it} className="form-problem">
            {it}
          </p>
        ))}
      </div>
      <div className="form-line-actions">
        <Button label="Add variables" disabledReason={text.trim() === '' ? 'Paste the text first.' : null} onPress={() => void parse()} />
        {found && good > 0 && <Button label={good === 1 ? 'Add the good one' : `Add the ${good} good ones`} onPress={() => take(found)} />}
        <Button label="Cancel" tone="ghost" onPress={onClose} />
      </div>
    </div>
  );
}
