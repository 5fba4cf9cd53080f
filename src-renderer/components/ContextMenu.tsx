import { ContextMenu as Radix } from 'radix-ui';
import { type ReactElement, useRef, useState } from 'react';
import { runAfterClose } from './Menu.tsx';
import { MenuEntries } from './MenuEntries.tsx';
import type { MenuEntry } from './menu-entry.ts';

export interface ContextMenuProps {
  readonly label: string;
  /** One element that takes a ref and `onContextMenu`: a row, or a whole table. */
  readonly children: ReactElement;
  /** The entries for what was clicked; none: no menu. The context-menu key gives the focused element. */
  readonly entriesFor: (target: Element) => readonly MenuEntry[];
}

/** The menu of the right mouse button and of the context-menu key. Not modal, see `Menu`. */
export function ContextMenu({ label, children, entriesFor }: ContextMenuProps) {
  const [entries, setEntries] = useState<readonly MenuEntry[]>([]);
  const chosen = useRef<(() => void) | null>(null);
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger
        asChild
        onContextMenu={(event) => {
          const found = event.target instanceof Element ? entriesFor(event.target) : [];
          setEntries(found);
          if (found.length === 0) event.preventDefault();
        }}
      >
        {children}
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content className="menu" aria-label={label} collisionPadding={8} loop onCloseAutoFocus={() => runAfterClose(chosen)}>
          <MenuEntries
            entries={entries}
            parts={parts}
            onChosen={(run) => {
              chosen.current = run;
            }}
          />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

const parts = { Item: Radix.Item, Separator: Radix.Separator };
