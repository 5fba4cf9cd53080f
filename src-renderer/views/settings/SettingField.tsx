import { type ReactNode, useEffect, useId, useState } from 'react';

export interface SettingFieldProps {
  readonly label: string;
  /** What is in force. */
  readonly stored: string;
  /** Null where the text will do, else what is wrong with it. */
  readonly problemOf: (text: string) => string | null;
  /** Stores it; a text without a problem only, and only one that differs. */
  readonly store: (text: string) => void;
  readonly placeholder?: string;
  /** In px; absent: what there is. */
  readonly width?: number;
  readonly mono?: boolean;
  /** At the right of the field; `empty` empties it and stores that. */
  readonly after?: (text: string, empty: () => void) => ReactNode;
}

/** A setting that is typed: stored with Enter or when the field is left, Esc brings back what is in force. */
export function SettingField({ label, stored, problemOf, store, placeholder, width, mono = false, after }: SettingFieldProps) {
  const [text, setText] = useState(stored);
  const [tried, setTried] = useState(false);
  const problemId = useId();
  useEffect(() => setText(stored), [stored]);
  const problem = problemOf(text);
  const finish = (): void => {
    setTried(true);
    if (problem === null && text.trim() !== stored) store(text.trim());
  };
  const empty = (): void => {
    setText('');
    setTried(false);
    if (stored !== '') store('');
  };
  return (
    <div className="setting-field">
      <div className="setting-field-line">
        <input
          type="text"
          className={mono ? 'setting-input mono' : 'setting-input'}
          style={width === undefined ? undefined : { flex: `0 1 ${width}px` }}
          aria-label={label}
          aria-invalid={tried && problem !== null}
          aria-describedby={problemId}
          placeholder={placeholder}
          spellCheck={false}
          autoComplete="off"
          value={text}
          onChange={(event) => setText(event.target.value)}
          onBlur={finish}
          onKeyDown={(event) => {
            if (event.key === 'Enter') finish();
            if (event.key === 'Escape') {
              event.preventDefault();
              setText(stored);
              setTried(false);
            }
          }}
        />
        {after?.(text, empty)}
      </div>
      <p id={problemId} className="setting-problem" role="status">
        {tried && problem}
      </p>
    </div>
  );
}
