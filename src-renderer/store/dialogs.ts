import { create } from 'zustand';

export interface ConfirmQuestion {
  /** A question: 'Remove 3 stopped containers?' */
  readonly title: string;
  /** What goes and what stays. */
  readonly body: string;
  /** The button's verb: 'Remove'. */
  readonly verb: string;
  readonly danger: boolean;
}

export interface TextQuestion {
  readonly title: string;
  readonly label: string;
  readonly value: string;
  readonly verb: string;
  /** Null where the text will do, else a sentence that says what to change. */
  readonly validate: (text: string) => string | null;
}

export interface DeleteQuestion {
  readonly names: readonly string[];
  readonly anyRunning: boolean;
  /** One of them runs with `--rm`: the engine removes it as soon as it stops. */
  readonly anyAutoRemoved: boolean;
}

export interface DeleteAnswer {
  readonly volumes: boolean;
}

interface Question<K extends string, Q, A> {
  readonly kind: K;
  readonly question: Q;
  readonly answer: (answer: A) => void;
}

/** A question that waits for its answer; `Dialogs` shows the first one. */
export type DialogRequest =
  | Question<'confirm', ConfirmQuestion, boolean>
  | Question<'text', TextQuestion, string | null>
  | Question<'delete', DeleteQuestion, DeleteAnswer | null>
  | Question<'signal', { readonly name: string }, string | null>
  | Question<'help', null, null>;

interface DialogsState {
  readonly waiting: readonly DialogRequest[];
}

export const useDialogs = create<DialogsState>(() => ({ waiting: [] }));

/** True while a dialog is on screen: shortcuts of the view below stay quiet. */
export function isDialogOpen(): boolean {
  return useDialogs.getState().waiting.length > 0;
}

function ask<A>(makeRequest: (answer: (answer: A) => void) => DialogRequest): Promise<A> {
  return new Promise((resolve) => {
    const request = makeRequest((answer) => {
      useDialogs.setState(({ waiting }) => ({ waiting: waiting.filter((it) => it !== request) }));
      resolve(answer);
    });
    useDialogs.setState(({ waiting }) => ({ waiting: [...waiting, request] }));
  });
}

/** Only for what can't be undone. False: Cancel or Esc. */
export function confirm(question: ConfirmQuestion): Promise<boolean> {
  return ask<boolean>((answer) => ({ kind: 'confirm', question, answer }));
}

/** Null: Cancel or Esc. */
export function askText(question: TextQuestion): Promise<string | null> {
  return ask<string | null>((answer) => ({ kind: 'text', question, answer }));
}

/** Asks before containers are deleted, and whether their anonymous volumes go too. Null: Cancel or Esc. */
export function askDelete(question: DeleteQuestion): Promise<DeleteAnswer | null> {
  return ask<DeleteAnswer | null>((answer) => ({ kind: 'delete', question, answer }));
}

/** Asks which signal goes to the container (or containers) called `name`: 'SIGKILL', 'SIGTERM' ... Null: Cancel or Esc. */
export function chooseSignal(name: string): Promise<string | null> {
  return ask<string | null>((answer) => ({ kind: 'signal', question: { name }, answer }));
}

/** The list of shortcuts; a second call while it is open does nothing. */
export async function showHelp(): Promise<void> {
  if (useDialogs.getState().waiting.some((it) => it.kind === 'help')) return;
  await ask<null>((answer) => ({ kind: 'help', question: null, answer }));
}
