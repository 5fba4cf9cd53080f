import { useId, useState } from 'react';
import type { TextQuestion } from '../store/dialogs.ts';
import { Dialog } from './Dialog.tsx';

export interface TextDialogProps {
  readonly question: TextQuestion;
  readonly onAnswer: (text: string | null) => void;
}

/** Asks for one line of text, such as a new name. What is wrong with it is said once something has been typed. */
export function TextDialog({ question, onAnswer }: TextDialogProps) {
  const [text, setText] = useState(question.value);
  const errorId = useId();
  const changed = text !== question.value;
  const error = changed ? question.validate(text) : null;
  return (
    <Dialog
      title={question.title}
      verb={{ label: question.verb, disabled: !changed || error !== null }}
      onCancel={() => onAnswer(null)}
      onConfirm={() => onAnswer(text)}
    >
      <label className="dialog-label">
        {question.label}
        <input
          data-autofocus
          className="dialog-field"
          type="text"
          value={text}
          spellCheck={false}
          autoComplete="off"
          aria-invalid={error !== null}
          aria-describedby={errorId}
          onChange={(event) => setText(event.target.value)}
        />
        <span id={errorId} className="dialog-error" role="status">
          {error}
        </span>
      </label>
    </Dialog>
  );
}
