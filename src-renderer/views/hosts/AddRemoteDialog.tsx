import { useEffect, useId, useRef, useState } from 'react';
import { invoke } from '../../bridge.ts';
import { Dialog } from '../../components/Dialog.tsx';
import { emptyRemote, type RemoteField, type RemoteForm, remoteProblems, unencryptedWarning } from './remote-form.ts';

export interface AddRemoteDialogProps {
  readonly onCancel: () => void;
  readonly onAdded: () => void;
}

/** Where another Quarterdeck is and the token that it asks for; it is tried before anything is kept. */
export function AddRemoteDialog({ onCancel, onAdded }: AddRemoteDialogProps) {
  const [form, setForm] = useState(emptyRemote);
  const [tries, setTries] = useState(0);
  const intro = useRef<HTMLParagraphElement>(null);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);
  const outcome = useRef<HTMLParagraphElement>(null);
  const keeping = useKeeping();
  const problems = remoteProblems(form);
  const add = async (): Promise<void> => {
    setTries((before) => before + 1);
    if (Object.keys(problems).length > 0 || busy) return;
    setBusy(true);
    setFailed(null);
    const answer = await invoke('addRemote', { name: form.name.trim(), url: form.url.trim(), token: form.token.trim() });
    setBusy(false);
    if (answer.ok) onAdded();
    else setFailed(answer.failure.message);
  };
  const field = (name: RemoteField) => ({
    value: form[name],
    problem: tries > 0 ? (problems[name] ?? null) : null,
    onChange: (value: string) => setForm((before: RemoteForm) => ({ ...before, [name]: value })),
  });
  const warning = unencryptedWarning(form.url);
  useEffect(() => {
    if (tries > 0) intro.current?.closest('form')?.querySelector<HTMLInputElement>('[aria-invalid="true"]')?.focus();
  }, [tries]);
  useEffect(() => {
    // In a low window it stands below the fields that are in sight.
    if (failed !== null) outcome.current?.parentElement?.scrollTo({ top: outcome.current.offsetTop });
  }, [failed]);
  return (
    <Dialog
      title="Add a remote Quarterdeck"
      verb={{ label: busy ? 'Trying' : 'Add', disabled: busy }}
      onCancel={onCancel}
      onConfirm={() => void add()}
    >
      <p ref={intro}>
        Its hosts and containers are shown here beside yours. Start <code className="mono">quarterdeck serve</code> there: it prints its URL
        and the file that holds its token.
      </p>
      <Field label="Name" first {...field('name')} />
      <Field label="URL" placeholder="https://build-machine:4773" warning={warning} {...field('url')} />
      <Field label="Token" secret {...field('token')} />
      {keeping && <p>{keeping}</p>}
      <p ref={outcome} className="dialog-error" role="alert">
        {failed}
      </p>
    </Dialog>
  );
}

function useKeeping(): string | null {
  const [keeping, setKeeping] = useState<string | null>(null);
  useEffect(() => {
    let gone = false;
    void invoke('getTokenKeeping', {}).then((answer) => {
      // Without an answer nothing is promised; adding then tells what is wrong.
      if (!gone && answer.ok) setKeeping(keepingWords[answer.value]);
    });
    return () => {
      gone = true;
    };
  }, []);
  return keeping;
}

const keepingWords = {
  keyring: 'The token is kept in this system’s keyring.',
  file: 'This system has no keyring, so the token is kept in a file that only you can read (mode 0600).',
} as const;

interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly problem: string | null;
  readonly onChange: (value: string) => void;
  readonly placeholder?: string;
  /** Shown where there is no problem. */
  readonly warning?: string | null;
  readonly secret?: boolean;
  readonly first?: boolean;
}

function Field({ label, value, problem, onChange, placeholder, warning = null, secret = false, first = false }: FieldProps) {
  const problemId = useId();
  return (
    <label className="dialog-label">
      {label}
      <input
        className="dialog-field"
        type={secret ? 'password' : 'text'}
        value={value}
        placeholder={placeholder}
        spellCheck={false}
        autoComplete="off"
        aria-invalid={problem !== null}
        aria-describedby={problemId}
        {...(first ? { 'data-autofocus': true } : {})}
        onChange={(event) => onChange(event.target.value)}
      />
      <span id={problemId} className="dialog-error" role="status">
        {problem ?? <span className="setting-warning">{warning}</span>}
      </span>
    </label>
  );
}
