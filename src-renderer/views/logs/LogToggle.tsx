import { Check } from 'lucide-react';
import { Kbd } from '../../components/Kbd.tsx';

export interface LogToggleProps {
  readonly label: string;
  readonly shortcut: string;
  readonly pressed: boolean;
  readonly onPress: () => void;
}

/** A button that is on or off: by its tick, not by its colour alone. */
export function LogToggle({ label, shortcut, pressed, onPress }: LogToggleProps) {
  return (
    <button type="button" className="button log-toggle" aria-pressed={pressed} aria-keyshortcuts={shortcut} onClick={onPress}>
      <span className="log-toggle-box" aria-hidden="true">
        {pressed && <Check size={10} strokeWidth={3} />}
      </span>
      {label}
      <Kbd keys={shortcut} />
    </button>
  );
}
