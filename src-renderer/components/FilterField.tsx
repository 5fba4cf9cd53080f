import { Search, X } from 'lucide-react';
import { useRef } from 'react';
import { useShortcut } from '../store/shortcuts.ts';
import { focusContent } from './focus-content.ts';
import { Kbd } from './Kbd.tsx';
import './FilterField.css';

export interface FilterFieldProps {
  /** Read aloud, and shown while empty: 'Filter by name, image, port'. */
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Enter: go to what was found. */
  readonly onEnter?: () => void;
  readonly width?: number;
}

/** Text to filter by. '/' leads here, Esc clears it, and when it is empty leaves it. */
export function FilterField({ label, value, onChange, onEnter, width = 232 }: FilterFieldProps) {
  const input = useRef<HTMLInputElement>(null);
  useShortcut('filter', () => {
    input.current?.focus();
    input.current?.select();
    return true;
  });
  return (
    <label className="filter-field" style={{ width }}>
      <Search size={14} strokeWidth={1.75} aria-hidden="true" />
      <input
        ref={input}
        type="text"
        spellCheck={false}
        autoComplete="off"
        aria-label={label}
        aria-keyshortcuts="/"
        placeholder={label}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') {
            event.preventDefault();
            if (value === '') {
              input.current?.blur();
              focusContent();
            } else onChange('');
          }
          if ((event.key === 'Enter' || event.key === 'ArrowDown') && onEnter) {
            event.preventDefault();
            input.current?.blur();
            onEnter();
          }
        }}
      />
      {value === '' ? (
        <Kbd keys="/" />
      ) : (
        <button type="button" className="filter-field-clear" aria-label="Clear filter" onClick={() => onChange('')}>
          <X size={12} strokeWidth={1.75} aria-hidden="true" />
        </button>
      )}
    </label>
  );
}
