import type { LucideIcon } from 'lucide-react';
import { type Ref, useId } from 'react';
import { Kbd } from './Kbd.tsx';
import { Tooltip } from './Tooltip.tsx';
import './Button.css';

export type ButtonTone = 'plain' | 'primary' | 'danger' | 'ghost';

export interface ButtonProps {
  readonly label: string;
  readonly icon?: LucideIcon;
  /** As in the shortcut table, to be shown; `useShortcut` makes it work. */
  readonly shortcut?: string;
  readonly onPress: () => void;
  readonly tone?: ButtonTone;
  /** While `busy`: the label's '-ing' form. The width is kept. */
  readonly busyLabel?: string;
  readonly busy?: boolean;
  /** Why it can't be pressed now; null or absent: it can. */
  readonly disabledReason?: string | null;
  readonly className?: string;
  readonly ref?: Ref<HTMLButtonElement>;
}

export function Button(props: ButtonProps) {
  const { label, icon: Icon, shortcut, onPress, tone = 'plain', busy = false, busyLabel, disabledReason = null, className, ref } = props;
  const reasonId = useId();
  const disabled = disabledReason !== null;
  const classes = ['button', `button-${tone}`, disabled ? 'button-disabled' : '', className ?? ''].filter(Boolean).join(' ');
  const button = (
    <button
      ref={ref}
      type="button"
      className={classes}
      // Not `disabled`: the reason must stay reachable by keyboard and pointer.
      aria-disabled={disabled || busy || undefined}
      aria-busy={busy || undefined}
      aria-describedby={disabled ? reasonId : undefined}
      aria-keyshortcuts={shortcut}
      onClick={() => {
        if (!disabled && !busy) onPress();
      }}
    >
      {busy ? <BusyArc /> : Icon && <Icon size={14} strokeWidth={1.75} aria-hidden="true" />}
      <span className="button-label">
        <span className={busy && busyLabel ? 'button-label-kept' : undefined} aria-hidden={busy && busyLabel ? true : undefined}>
          {label}
        </span>
        {busy && busyLabel && <span className="button-label-busy">{busyLabel}</span>}
      </span>
      {shortcut && <Kbd keys={shortcut} />}
      {disabled && (
        <span id={reasonId} className="unseen">
          {disabledReason}
        </span>
      )}
    </button>
  );
  return disabled ? <Tooltip text={disabledReason}>{button}</Tooltip> : button;
}

/** The 12 px arc of something under way. */
export function BusyArc() {
  return (
    <svg className="busy-arc" width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
      <path d="M6 1a5 5 0 0 1 5 5" fill="none" stroke="currentColor" strokeWidth="1.75" strokeLinecap="round" />
    </svg>
  );
}
