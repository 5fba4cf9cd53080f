import { useState } from 'react';
import type { DeleteAnswer, DeleteQuestion } from '../store/dialogs.ts';
import { Dialog } from './Dialog.tsx';

export interface DeleteDialogProps {
  readonly question: DeleteQuestion;
  readonly onAnswer: (answer: DeleteAnswer | null) => void;
}

const namesShown = 5;

export function DeleteDialog({ question, onAnswer }: DeleteDialogProps) {
  const [volumes, setVolumes] = useState(false);
  const { names } = question;
  const [only] = names;
  const one = names.length === 1 && only !== undefined;
  const left = names.length - namesShown;
  return (
    <Dialog
      title={one ? `Delete ${only}?` : `Delete ${names.length} containers?`}
      verb={{ label: 'Delete', danger: true }}
      onCancel={() => onAnswer(null)}
      onConfirm={() => onAnswer({ volumes })}
    >
      {!one && (
        <ul className="dialog-names">
          {names.slice(0, namesShown).map((name) => (
            <li key={name}>{name}</li>
          ))}
          {left > 0 && <li>and {left} more</li>}
        </ul>
      )}
      <p>{whatGoes(one, question)}</p>
      <p>{undoWords(one, question)}</p>
      <label className="dialog-choice">
        <input type="checkbox" checked={volumes} onChange={(event) => setVolumes(event.target.checked)} />
        {one ? 'Delete its anonymous volumes too' : 'Delete their anonymous volumes too'}
      </label>
    </Dialog>
  );
}

function whatGoes(one: boolean, { anyRunning }: DeleteQuestion): string {
  const goes = one
    ? 'The container, its log and what it wrote outside volumes go.'
    : 'The containers, their logs and what they wrote outside volumes go.';
  const running = one ? ' It is running and is stopped first.' : ' Those that run are stopped first.';
  return `${goes}${anyRunning ? running : ''} Images and named volumes stay.`;
}

function undoWords(one: boolean, { anyAutoRemoved }: DeleteQuestion): string {
  if (!anyAutoRemoved) return 'You can undo it for a few seconds.';
  return one
    ? 'It was made with --rm, so the engine removes it as soon as it stops: this can’t be undone.'
    : 'Some were made with --rm, and the engine removes these as soon as they stop: that can’t be undone. The others can be had back for a few seconds.';
}
