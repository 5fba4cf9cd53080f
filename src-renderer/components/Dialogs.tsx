import { type DialogRequest, useDialogs } from '../store/dialogs.ts';
import { HelpDialog } from '../views/help/HelpDialog.tsx';
import { ConfirmDialog } from './ConfirmDialog.tsx';
import { DeleteDialog } from './DeleteDialog.tsx';
import { SignalDialog } from './SignalDialog.tsx';
import { TextDialog } from './TextDialog.tsx';

const keys = new WeakMap<DialogRequest, number>();
let lastKey = 0;

/** Shows the question that has waited longest. One of these stands in the window's frame. */
export function Dialogs() {
  const request = useDialogs((state) => state.waiting[0]);
  return request ? <Asked key={keyOf(request)} request={request} /> : null;
}

function Asked({ request }: { readonly request: DialogRequest }) {
  switch (request.kind) {
    case 'confirm':
      return <ConfirmDialog question={request.question} onAnswer={request.answer} />;
    case 'text':
      return <TextDialog question={request.question} onAnswer={request.answer} />;
    case 'delete':
      return <DeleteDialog question={request.question} onAnswer={request.answer} />;
    case 'signal':
      return <SignalDialog name={request.question.name} onAnswer={request.answer} />;
    case 'help':
      return <HelpDialog onClose={() => request.answer(null)} />;
  }
}

/** A new question must not inherit what was typed into the one before. */
function keyOf(request: DialogRequest): number {
  let key = keys.get(request);
  if (key === undefined) {
    lastKey += 1;
    key = lastKey;
    keys.set(request, key);
  }
  return key;
}
