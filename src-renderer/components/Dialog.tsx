import { type FormEvent, type ReactNode, useId, useLayoutEffect, useRef } from 'react';
import './Dialog.css';

export interface DialogProps {
  /** A question where something is asked. */
  readonly title: string;
  readonly children?: ReactNode;
  /** Without a verb there is only 'Close'. */
  readonly verb?: { readonly label: string; readonly danger?: boolean; readonly disabled?: boolean };
  readonly onCancel: () => void;
  readonly onConfirm?: () => void;
  readonly wide?: boolean;
}

/**
 * A modal question on the platform's own `<dialog>`: it keeps the focus inside, makes the rest inert and gives the
 * focus back to where it was. Esc is Cancel. An element inside with `autofocus` gets the focus first.
 */
export function Dialog({ title, children, verb, onCancel, onConfirm, wide = false }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const cancelButton = useRef<HTMLButtonElement>(null);
  const verbButton = useRef<HTMLButtonElement>(null);
  const danger = verb?.danger === true;
  const titleId = useId();

  useLayoutEffect(() => {
    const element = dialog.current;
    if (!element) return;
    element.showModal();
    // What can't be undone must not happen by pressing Enter once too often.
    const safest = danger ? cancelButton.current : verbButton.current;
    const first = element.querySelector<HTMLElement>('[data-autofocus]') ?? safest;
    first?.focus();
    if (first instanceof HTMLInputElement && first.type === 'text') first.select();
    // Closed before React takes it out of the document: only then does the browser give the focus back.
    return () => element.close();
  }, [danger]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (verb?.disabled !== true) onConfirm?.();
  };

  return (
    <dialog
      ref={dialog}
      className={wide ? 'dialog dialog-wide' : 'dialog'}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onCancel();
      }}
      onKeyDown={(event) => {
        // A second Esc in a row would close the element past React.
        if (event.key === 'Escape') event.preventDefault();
        event.stopPropagation();
        if (event.key === 'Escape') onCancel();
      }}
    >
      <form className="dialog-form" onSubmit={submit} noValidate>
        <h2 id={titleId} className="dialog-title">
          {title}
        </h2>
        <div className="dialog-body">{children}</div>
        <div className="dialog-buttons">
          <button ref={cancelButton} type="button" className="dialog-button" onClick={onCancel}>
            {verb ? 'Cancel' : 'Close'}
          </button>
          {verb && (
            <button
              ref={verbButton}
              type="submit"
              className={verb.danger ? 'dialog-button dialog-danger' : 'dialog-button dialog-primary'}
              disabled={verb.disabled === true}
            >
              {verb.label}
            </button>
          )}
        </div>
      </form>
    </dialog>
  );
}
