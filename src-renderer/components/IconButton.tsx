import type { LucideIcon } from 'lucide-react';
import type { Ref } from 'react';
import { Tooltip } from './Tooltip.tsx';
import './Button.css';

export interface IconButtonProps {
  readonly icon: LucideIcon;
  /** Read aloud, and the tooltip's text. */
  readonly label: string;
  readonly shortcut?: string;
  readonly onPress: (event: React.MouseEvent<HTMLButtonElement>) => void;
  /** 24 px without a border, for rows and headings; else 28 px. */
  readonly small?: boolean;
  readonly pressed?: boolean;
  readonly ref?: Ref<HTMLButtonElement>;
}

export function IconButton({ icon: Icon, label, shortcut, onPress, small = false, pressed, ref }: IconButtonProps) {
  return (
    <Tooltip text={label} {...(shortcut ? { shortcut } : {})}>
      <button
        ref={ref}
        type="button"
        className={`button icon-button${small ? ' icon-button-small' : ''}`}
        aria-label={label}
        aria-keyshortcuts={shortcut}
        aria-pressed={pressed}
        onClick={onPress}
      >
        <Icon size={14} strokeWidth={1.75} aria-hidden="true" />
      </button>
    </Tooltip>
  );
}
