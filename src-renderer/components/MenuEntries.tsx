import { Check } from 'lucide-react';
import { type ComponentType, type ReactNode, useId } from 'react';
import { Kbd } from './Kbd.tsx';
import { type MenuEntry, type MenuItem, tidyEntries } from './menu-entry.ts';
import './Menu.css';

interface ItemProps {
  readonly className: string;
  readonly textValue: string;
  readonly title?: string;
  readonly role?: string;
  readonly 'aria-disabled'?: boolean;
  readonly 'aria-checked'?: boolean;
  readonly 'aria-describedby'?: string;
  readonly 'aria-keyshortcuts'?: string;
  readonly onSelect: (event: Event) => void;
  readonly children: ReactNode;
}

/** The parts of radix-ui that the drop-down and the context menu differ in. */
export interface MenuParts {
  readonly Item: ComponentType<ItemProps>;
  readonly Separator: ComponentType<{ className: string }>;
}

export interface MenuEntriesProps {
  readonly entries: readonly MenuEntry[];
  readonly parts: MenuParts;
  /** Runs what was chosen after the menu has closed and given the focus back: it may open a dialog. */
  readonly onChosen: (run: () => void) => void;
}

export function MenuEntries({ entries, parts, onChosen }: MenuEntriesProps) {
  const tidy = tidyEntries(entries);
  const withIcons = tidy.some((entry) => entry !== 'separator' && (entry.icon || entry.checked !== undefined));
  return tidy.map((entry, index) =>
    entry === 'separator' ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: a separator is told from the next only by its place
      <parts.Separator key={`separator ${index}`} className="menu-separator" />
    ) : (
      <Entry key={entry.label} item={entry} parts={parts} withIcon={withIcons} onChosen={onChosen} />
    ),
  );
}

interface EntryProps {
  readonly item: MenuItem;
  readonly parts: MenuParts;
  readonly withIcon: boolean;
  readonly onChosen: (run: () => void) => void;
}

function Entry({ item, parts, withIcon, onChosen }: EntryProps) {
  const reasonId = useId();
  const reason = item.disabledReason ?? null;
  const Icon = item.checked === true ? Check : item.icon;
  return (
    <parts.Item
      className={['menu-item', item.danger && 'menu-danger', reason && 'menu-disabled'].filter(Boolean).join(' ')}
      textValue={item.label}
      {...(item.checked === undefined ? {} : { role: 'menuitemradio', 'aria-checked': item.checked })}
      {...(item.shortcut ? { 'aria-keyshortcuts': item.shortcut } : {})}
      {...(reason ? { 'aria-disabled': true, 'aria-describedby': reasonId, title: reason } : {})}
      onSelect={(event) => {
        // Reachable though it can't be used, so that the reason can be read with the keyboard too.
        if (reason) event.preventDefault();
        else onChosen(item.onSelect);
      }}
    >
      {withIcon && <span className="menu-icon">{Icon && <Icon size={14} strokeWidth={1.75} aria-hidden="true" />}</span>}
      <span className="menu-label">{item.label}</span>
      {item.shortcut && <Kbd keys={item.shortcut} />}
      {reason && (
        <span id={reasonId} hidden>
          {reason}
        </span>
      )}
    </parts.Item>
  );
}
