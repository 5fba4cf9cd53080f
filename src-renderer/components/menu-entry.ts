import type { LucideIcon } from 'lucide-react';

export interface MenuItem {
  readonly label: string;
  readonly icon?: LucideIcon;
  /** As in the shortcut table ('r', 'Delete'), to be shown; the view that owns the menu listens to it. */
  readonly shortcut?: string;
  readonly danger?: boolean;
  /** One of several choices: ticked or not. */
  readonly checked?: boolean;
  /** Set where the item can't be used now: the sentence that says why. */
  readonly disabledReason?: string | null;
  readonly onSelect: () => void;
}

/** What a menu holds, top to bottom; a separator is a hairline between groups. */
export type MenuEntry = MenuItem | 'separator';

/** Without separators at the ends or side by side, as conditional items leave them. */
export function tidyEntries(entries: readonly MenuEntry[]): readonly MenuEntry[] {
  const tidy: MenuEntry[] = [];
  for (const entry of entries) {
    if (entry === 'separator' && (tidy.length === 0 || tidy.at(-1) === 'separator')) continue;
    tidy.push(entry);
  }
  if (tidy.at(-1) === 'separator') tidy.pop();
  return tidy;
}
