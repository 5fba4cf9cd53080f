import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import { goBack, goTo } from '../../store/navigation.ts';
import { matchesKeys } from '../../store/shortcut-keys.ts';
import { useShortcut } from '../../store/shortcuts.ts';
import './create.css';
import './form-bar.css';
import './form-lists.css';
import './form-news.css';

export interface FormViewProps {
  readonly title: string;
  /** The container that it is about, between 'Containers' and the title. */
  readonly about?: { readonly name: string; readonly onOpen: () => void };
  readonly actions?: ReactNode;
  /** Between the fields and the buttons: how far it is, what failed. */
  readonly news?: ReactNode;
  readonly buttons: ReactNode;
  /** Enter in a line of text, and Ctrl Enter anywhere. */
  readonly onSubmit: () => void;
  /** Each change leads to the first field that is wrong. */
  readonly tries?: number;
  /** Nothing can be typed while it is sent. */
  readonly busy: boolean;
  readonly children: ReactNode;
}

/** A view that is a form: path, fields that scroll, and what can be done with them, always in sight. */
export function FormView({ title, about, actions, news, buttons, onSubmit, tries = 0, busy, children }: FormViewProps) {
  const form = useRef<HTMLFormElement>(null);
  const footer = useRef<HTMLElement>(null);
  useShortcut('escape', () => {
    goBack();
    return true;
  });
  useShortcut('submitForm', () => {
    onSubmit();
    return true;
  });
  useEffect(() => {
    // The view is loaded late: whoever opened it has lost the focus by then.
    const active = document.activeElement;
    if (active && active !== document.body && active.tagName !== 'MAIN') return;
    form.current?.querySelector<HTMLElement>('[data-first-focus]')?.focus();
  }, []);
  useEffect(() => {
    // Fields that can't be typed into lose the focus, and have it back with their first.
    const active = document.activeElement;
    // Chromium takes it from what is inert only with the next frame.
    if (active !== document.body && !active?.closest('[inert]')) return;
    const next = busy ? footer.current?.querySelector('button') : form.current?.querySelector<HTMLElement>('[data-first-focus]');
    next?.focus();
  }, [busy]);
  useEffect(() => {
    if (tries > 0) focusFirstProblem(form.current);
  }, [tries]);
  const obey = (event: KeyboardEvent): boolean => {
    const inLine = event.target instanceof HTMLInputElement && !['checkbox', 'radio', 'button'].includes(event.target.type);
    if (event.defaultPrevented || event.nativeEvent.isComposing) return false;
    if (event.key === 'Escape') goBack();
    else if (matchesKeys('Mod+Enter', event) || (inLine && matchesKeys('Enter', event))) onSubmit();
    else return false;
    return true;
  };
  return (
    <section className="view form-view" aria-label={title}>
      <header className="view-bar">
        <button type="button" className="form-crumb" onClick={() => goTo({ view: 'containers' })}>
          Containers
        </button>
        <span className="tertiary" aria-hidden="true">
          /
        </span>
        {about && (
          <>
            <button type="button" className="form-crumb clip" onClick={about.onOpen}>
              {about.name}
            </button>
            <span className="tertiary" aria-hidden="true">
              /
            </span>
          </>
        )}
        <h1>{title}</h1>
        <span className="spread" />
        {actions}
      </header>
      <form
        ref={form}
        className="form-scroll"
        noValidate
        aria-busy={busy}
        onSubmit={(event) => event.preventDefault()}
        onKeyDown={(event) => {
          if (obey(event)) event.preventDefault();
        }}
      >
        <div inert={busy} className="form-fields">
          {children}
        </div>
      </form>
      {news}
      <footer ref={footer} className="form-footer">
        {buttons}
      </footer>
    </section>
  );
}

/** Opens the section that holds it, and goes there. */
function focusFirstProblem(form: HTMLElement | null): void {
  const field = form?.querySelector<HTMLElement>('[aria-invalid="true"]');
  const section = field?.closest('details');
  if (section) section.open = true;
  field?.focus();
}
