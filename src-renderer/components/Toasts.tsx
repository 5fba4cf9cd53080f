import { X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { invoke } from '../bridge.ts';
import { useNow } from '../store/clock.ts';
import { closeToast, type Toast, useToasts } from '../store/toasts.ts';
import { Kbd } from './Kbd.tsx';
import { StateShape } from './StateShape.tsx';
import './Toasts.css';

/** Bottom right; one of these stands in the window's frame. */
export function Toasts() {
  const toasts = useToasts((state) => state.toasts);
  return (
    <section className="toasts" aria-label="Notices" aria-live="polite" aria-relevant="additions text">
      {toasts.map((toast) => (
        <ToastCard key={toast.id} toast={toast} shortcut={shortcutOf(toast, toasts)} />
      ))}
    </section>
  );
}

/** A key acts on the newest that has it; on an older one it would promise what it does not do. */
function shortcutOf(toast: Toast, toasts: readonly Toast[]): string | undefined {
  const shortcut = toast.action?.shortcut;
  return shortcut !== undefined && toasts.findLast((it) => it.action?.shortcut === shortcut) === toast ? shortcut : undefined;
}

function ToastCard({ toast, shortcut }: { readonly toast: Toast; readonly shortcut: string | undefined }) {
  const [held, setHeld] = useState(false);
  const [open, setOpen] = useState(false);
  const leftMs = useRef(toast.stayMs);

  useEffect(() => {
    if (leftMs.current === null || held || open) return;
    const startedAtMs = performance.now();
    const left = leftMs.current;
    const timer = setTimeout(() => closeToast(toast.id), left);
    return () => {
      clearTimeout(timer);
      leftMs.current = Math.max(1_000, left - (performance.now() - startedAtMs));
    };
  }, [toast.id, held, open]);

  useEnd(toast);

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: pointer and focus only hold the clock; what can be pressed are the buttons inside
    <div
      className={toast.tone === 'bad' ? 'toast toast-bad' : 'toast'}
      {...(toast.tone === 'bad' ? { role: 'alert' } : {})}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        closeToast(toast.id);
      }}
    >
      <div className="toast-line">
        {toast.tone === 'bad' && <StateShape state="crashed" />}
        <span className="toast-text">{toast.text}</span>
        <button type="button" className="toast-close" aria-label="Close" title="Close" onClick={() => closeToast(toast.id)}>
          <X size={14} strokeWidth={1.75} aria-hidden="true" />
        </button>
      </div>
      {(toast.action || toast.details) && (
        <div className="toast-buttons">
          {toast.action && (
            <button
              type="button"
              className="toast-button"
              aria-keyshortcuts={shortcut?.replace('Mod', 'Control')}
              onClick={() => {
                closeToast(toast.id);
                toast.action?.onPress();
              }}
            >
              {toast.action.label}
              {shortcut && <Kbd keys={shortcut} />}
            </button>
          )}
          {toast.untilMs !== null && <TimeLeft untilMs={toast.untilMs} />}
          {toast.details && (
            <button type="button" className="toast-button" aria-expanded={open} onClick={() => setOpen(!open)}>
              {open ? 'Hide details' : 'Show details'}
            </button>
          )}
          {open && <CopyDetails text={`${toast.text}\n${toast.details ?? ''}`} />}
        </div>
      )}
      {open && <pre className="toast-details">{toast.details}</pre>}
    </div>
  );
}

/** What can't be done any more is not offered any more, not even to who is looking at it. */
function useEnd({ id, untilMs }: Toast): void {
  useEffect(() => {
    if (untilMs === null) return undefined;
    const timer = setTimeout(() => closeToast(id), Math.max(0, untilMs - Date.now()));
    return () => clearTimeout(timer);
  }, [id, untilMs]);
}

/** Seen, not heard: a region that is read aloud must not say every second. */
function TimeLeft({ untilMs }: { readonly untilMs: number }) {
  // The shared clock beats once a second, and may have done so almost a second ago.
  useNow();
  const left = Math.max(0, Math.ceil((untilMs - Date.now()) / 1_000));
  return (
    <span className="toast-left small tertiary" aria-hidden="true">
      {left} s left
    </span>
  );
}

function CopyDetails({ text }: { readonly text: string }) {
  const [word, setWord] = useState('Copy');
  const copy = async () => {
    const result = await invoke('copyText', { text });
    setWord(result.ok ? 'Copied' : 'Could not copy');
  };
  return (
    <button type="button" className="toast-button" onClick={copy}>
      {word}
    </button>
  );
}
