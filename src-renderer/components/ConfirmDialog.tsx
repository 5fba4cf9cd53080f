import type { ConfirmQuestion } from '../store/dialogs.ts';
import { Dialog } from './Dialog.tsx';

export interface ConfirmDialogProps {
  readonly question: ConfirmQuestion;
  readonly onAnswer: (confirmed: boolean) => void;
}

export function ConfirmDialog({ question, onAnswer }: ConfirmDialogProps) {
  return (
    <Dialog
      title={question.title}
      verb={{ label: question.verb, danger: question.danger }}
      onCancel={() => onAnswer(false)}
      onConfirm={() => onAnswer(true)}
    >
      <p>{question.body}</p>
    </Dialog>
  );
}
