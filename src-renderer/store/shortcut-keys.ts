/** What of a KeyboardEvent decides. */
export interface PressedKey {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

const isMac = typeof navigator !== 'undefined' && navigator.platform.startsWith('Mac');

/** Whether the pressed key is the one that `keys` ('Mod+1', 'Shift+ArrowUp', '?') names. */
export function matchesKeys(keys: string, pressed: PressedKey, mac: boolean = isMac): boolean {
  const parts = keys.split('+');
  const name = parts.pop() ?? '';
  const mod = parts.includes('Mod');
  const wanted = name === 'Space' ? ' ' : name;
  const letter = /^[a-z]$/i.test(wanted);
  if (pressed.altKey || (mac ? pressed.metaKey : pressed.ctrlKey) !== mod) return false;
  if (mac ? pressed.ctrlKey : pressed.metaKey) return false;
  // '?' and '/' need Shift on some keyboards: what was typed counts, not how.
  const shiftMatters = letter || wanted.length > 1 || wanted === ' ';
  if (shiftMatters && pressed.shiftKey !== parts.includes('Shift')) return false;
  return letter ? pressed.key.toLowerCase() === wanted.toLowerCase() : pressed.key === wanted;
}

const keyNames: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
  Delete: 'Del',
  PageUp: 'PgUp',
  PageDown: 'PgDn',
  Enter: '↵',
  ContextMenu: 'Menu',
};

/** As a key is written on a button and in the list: 'Ctrl 1', '⌘ 1', '⇧ ↑', 'Del'. */
export function shownKeys(keys: string, mac: boolean = isMac): string {
  return keys
    .split('+')
    .map((part) => {
      if (part === 'Mod') return mac ? '⌘' : 'Ctrl';
      if (part === 'Shift') return mac ? '⇧' : 'Shift';
      return keyNames[part] ?? (part.length === 1 ? part.toUpperCase() : part);
    })
    .join(' ');
}
