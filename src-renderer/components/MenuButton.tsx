import { ChevronDown, type LucideIcon } from 'lucide-react';
import { Menu } from './Menu.tsx';
import type { MenuEntry } from './menu-entry.ts';
import './Button.css';

export interface MenuButtonProps {
  /** Read aloud; shown where `text` is absent only as the tooltip. */
  readonly label: string;
  readonly icon: LucideIcon;
  /** On the button, before a chevron; without it the button is its icon. */
  readonly text?: string;
  /** 24 px without a border, for rows and headings. */
  readonly small?: boolean;
  readonly align?: 'start' | 'end';
  readonly entries: () => readonly MenuEntry[];
}

/** A button that opens a menu. */
export function MenuButton({ label, icon: Icon, text, small = false, align = 'end', entries }: MenuButtonProps) {
  const shape = text === undefined ? ` icon-button${small ? ' icon-button-small' : ''}` : ' button-ghost menu-button-text';
  return (
    <Menu label={label} entries={entries} align={align}>
      <button type="button" className={`button${shape}`} aria-label={text === undefined ? label : `${label}: ${text}`} title={label}>
        <Icon size={14} strokeWidth={1.75} aria-hidden="true" />
        {text !== undefined && <span className="clip">{text}</span>}
        {text !== undefined && <ChevronDown size={14} strokeWidth={1.75} aria-hidden="true" />}
      </button>
    </Menu>
  );
}
