import { shownKeys } from '../../store/shortcut-keys.ts';
import type { ShortcutPlace } from '../../store/shortcuts.ts';

export interface HelpShortcut {
  readonly id: string;
  readonly keys: readonly string[];
  readonly where: ShortcutPlace;
  readonly label: string;
}

export interface HelpGroup {
  readonly title: string;
  readonly shortcuts: readonly HelpShortcut[];
}

const titles: Record<ShortcutPlace, string> = {
  everywhere: 'Everywhere',
  containers: 'Lists and containers',
  form: 'Forms',
  container: 'One container',
  logs: 'Logs',
  messages: 'Messages',
  activity: 'Activity',
  incidents: 'Incidents',
  hosts: 'Hosts',
  states: 'No engine, hosts',
};

/** The shortcuts by where they work, in the table's order; only what the text finds by label, place or key. */
export function helpGroups(shortcuts: readonly HelpShortcut[], text: string): readonly HelpGroup[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const groups = new Map<ShortcutPlace, HelpShortcut[]>();
  for (const shortcut of shortcuts) {
    const keys = shortcut.keys.map((it) => shownKeys(it).toLowerCase());
    const searched = `${shortcut.label} ${titles[shortcut.where]}`.toLowerCase();
    // A single letter means that key; it would be in almost every label.
    const found = words.every(
      (word) => keys.includes(word) || (word.length > 1 && (searched.includes(word) || keys.some((it) => it.includes(word)))),
    );
    if (!found) continue;
    const group = groups.get(shortcut.where) ?? [];
    group.push(shortcut);
    groups.set(shortcut.where, group);
  }
  return [...groups].map(([where, found]) => ({ title: titles[where], shortcuts: found }));
}
