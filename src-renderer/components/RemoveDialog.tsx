import { useState } from 'react';
import type { RemoveAnswer, RemoveQuestion } from '../store/dialogs.ts';
import { Dialog } from './Dialog.tsx';

export interface RemoveDialogProps {
  readonly question: RemoveQuestion;
  readonly onAnswer: (answer: RemoveAnswer | null) => void;
}

const namesShown = 5;

export function RemoveDialog({ question, onAnswer }: RemoveDialogProps) {
  const [volumes, setVolumes] = useState(false);
  const { names, anyRunning } = question;
  const [only] = names;
  const one = names.length === 1 && only !== undefined;
  const left = names.length - namesShown;
  return (
    <Dialog
      title={one ? `Remove ${only}?` : `Remove ${names.length} containers?`}
      verb={{ label: anyRunning ? 'Kill and remove' : 'Remove', danger: true }}
      onCancel={() => onAnswer(null)}
      onConfirm={() => onAnswer({ volumes, force: anyRunning })}
    >
      {!one && (
        <ul className="dialog-names">
          {names.slice(0, namesShown).map((name) => (
            <li key={name}>{name}</li>
          ))}
          {left > 0 && <li>and {left} more</li>}
        </ul>
      )}
      <p>{whatGoes(one, anyRunning)}</p>
      <label className="dialog-choice">
        <input type="checkbox" checked={volumes} onChange={(event) => setVolumes(event.target.checked)} />
        {one ? 'Remove its anonymous volumes too' : 'Remove their anonymous volumes too'}
      </label>
    </Dialog>
  );
}

function whatGoes(one: boolean, anyRunning: boolean): string {
  const goes = one
    ? 'The container, its log and what it wrote outside volumes go for good.'
    : 'The containers, their logs and what they wrote outside volumes go for good.';
  const running = one ? ' It is running and is killed first.' : ' Those that run are killed first.';
  return `${goes}${anyRunning ? running : ''} Images and named volumes stay.`;
}
