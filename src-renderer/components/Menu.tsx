import { DropdownMenu } from 'radix-ui';
import { type ReactElement, useRef } from 'react';
import { MenuEntries } from './MenuEntries.tsx';
import type { MenuEntry } from './menu-entry.ts';

export interface MenuProps {
  /** What the menu is, for those who hear it: 'More actions for web'. */
  readonly label: string;
  /** One button; it gets `aria-haspopup` and opens the menu by click, Enter and Down. */
  readonly children: ReactElement;
  /** Read when the menu opens. */
  readonly entries: () => readonly MenuEntry[];
  readonly align?: 'start' | 'end';
  readonly onOpenChange?: (open: boolean) => void;
  /** Given where a key opens it too. */
  readonly open?: boolean;
}

/** A menu under a button. Not modal: radix's modal menus inject a style element, which our Content-Security-Policy refuses. */
export function Menu({ label, children, entries, align = 'end', onOpenChange, open }: MenuProps) {
  const chosen = useRef<(() => void) | null>(null);
  return (
    <DropdownMenu.Root modal={false} {...(onOpenChange ? { onOpenChange } : {})} {...(open === undefined ? {} : { open })}>
      <DropdownMenu.Trigger asChild>{children}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          className="menu"
          aria-label={label}
          align={align}
          sideOffset={4}
          collisionPadding={8}
          loop
          onCloseAutoFocus={() => runAfterClose(chosen)}
        >
          <MenuContent
            entries={entries}
            onChosen={(run) => {
              chosen.current = run;
            }}
          />
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

const parts = { Item: DropdownMenu.Item, Separator: DropdownMenu.Separator };

interface MenuContentProps {
  readonly entries: () => readonly MenuEntry[];
  readonly onChosen: (run: () => void) => void;
}

/** Mounted only while the menu is open, so the entries are read then and not with every row that is drawn. */
function MenuContent({ entries, onChosen }: MenuContentProps) {
  return <MenuEntries entries={entries()} parts={parts} onChosen={onChosen} />;
}

/** A microtask: the focus has been given back by then, and a dialog that opens now returns it to the right place. */
export function runAfterClose(chosen: { current: (() => void) | null }): void {
  const run = chosen.current;
  chosen.current = null;
  if (run) queueMicrotask(run);
}
