import { useState } from 'react';
import { Dialog } from './Dialog.tsx';

export interface SignalDialogProps {
  readonly name: string;
  readonly onAnswer: (signal: string | null) => void;
}

const signals: readonly { readonly name: string; readonly words: string }[] = [
  { name: 'SIGKILL', words: 'Ends it now, without a chance to clean up' },
  { name: 'SIGTERM', words: 'Asks it to end' },
  { name: 'SIGINT', words: 'As Ctrl C in a terminal' },
  { name: 'SIGQUIT', words: 'Ends most programs with a dump' },
  { name: 'SIGHUP', words: 'Many servers read their configuration again' },
  { name: 'SIGUSR1', words: 'What the program makes of it' },
  { name: 'SIGUSR2', words: 'What the program makes of it' },
];

export function SignalDialog({ name, onAnswer }: SignalDialogProps) {
  const [chosen, setChosen] = useState('SIGKILL');
  return (
    <Dialog
      title={`Send ${name} a signal?`}
      verb={{ label: `Send ${chosen}`, danger: chosen === 'SIGKILL' }}
      onCancel={() => onAnswer(null)}
      onConfirm={() => onAnswer(chosen)}
    >
      <fieldset className="dialog-choices" aria-label="Signal">
        {signals.map((signal) => (
          <label key={signal.name} className="dialog-choice">
            <input
              type="radio"
              name="signal"
              {...(signal.name === 'SIGKILL' ? { 'data-autofocus': true } : {})}
              checked={chosen === signal.name}
              onChange={() => setChosen(signal.name)}
            />
            <span className="dialog-choice-name">{signal.name}</span>
            <span className="dialog-choice-words">{signal.words}</span>
          </label>
        ))}
      </fieldset>
    </Dialog>
  );
}
