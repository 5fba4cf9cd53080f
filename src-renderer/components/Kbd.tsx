import { shownKeys } from '../store/shortcut-keys.ts';
import './Kbd.css';

/** A key as on a button: takes what the shortcut table has ('Mod+1', 'Delete', '/'). Screen readers get `aria-keyshortcuts` instead. */
export function Kbd({ keys }: { readonly keys: string }) {
  return (
    <span className="kbd" aria-hidden="true">
      {shownKeys(keys)}
    </span>
  );
}
