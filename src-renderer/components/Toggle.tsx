import { Check } from 'lucide-react';
import { Kbd } from './Kbd.tsx';
import './Button.css';
import './Toggle.css';

export interface ToggleProps {
  readonly label: string;
  readonly shortcut?: string;
  readonly pressed: boolean;
  readonly onPress: () => void;
}

/** A button that is on or off: by its tick, not by its colour alone. */
export function Toggle({ label, shortcut, pressed, onPress }: ToggleProps) {
  return (
    <button type="button" className="button toggle" aria-pressed={pressed} aria-keyshortcuts={shortcut} onClick={onPress}>
      <span className="toggle-box" aria-hidden="true">
        {pressed && <Check size={10} strokeWidth={3} />}
      </span>
      {label}
      {shortcut && <Kbd keys={shortcut} />}
    </button>
  );
}
