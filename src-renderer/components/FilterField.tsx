import { ChevronDown, ChevronUp, Search, X } from 'lucide-react';
import { useRef } from 'react';
import { useShortcut } from '../store/shortcuts.ts';
import { focusContent } from './focus-content.ts';
import { IconButton } from './IconButton.tsx';
import { Kbd } from './Kbd.tsx';
import './FilterField.css';

export interface FilterFieldProps {
  /** Read aloud, and shown while empty: 'Filter by name, image, port'. */
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Enter: go to what was found. */
  readonly onEnter?: () => void;
  /** For a search that hides nothing: how much was found ('3 of 12', 'none'), and the way from one to the next. */
  readonly found?: { readonly count: string; readonly onStep: (direction: 1 | -1) => void };
  readonly width?: number;
}

/** Text to filter by, or to search for. '/' leads here, Esc clears it, and when it is empty leaves it. */
export function FilterField({ label, value, onChange, onEnter, found, width = 232 }: FilterFieldProps) {
  const input = useRef<HTMLInputElement>(null);
  useShortcut('filter', () => {
    input.current?.focus();
    input.current?.select();
    return true;
  });
  /** Whether the key was the field's own. */
  const obey = (key: string, shift: boolean): boolean => {
    if (key === 'Escape' && value !== '') onChange('');
    else if (key === 'Escape') {
      input.current?.blur();
      focusContent();
    } else if (key === 'Enter' && found) found.onStep(shift ? -1 : 1);
    else if ((key === 'Enter' || key === 'ArrowDown') && onEnter) {
      input.current?.blur();
      onEnter();
    } else return false;
    return true;
  };
  return (
    <div className="filter-place" style={{ flexBasis: found && value !== '' ? width + 56 : width }}>
      <label className="filter-field">
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
            if (obey(event.key, event.shiftKey)) event.preventDefault();
          }}
        />
        {value === '' && <Kbd keys="/" />}
        {value !== '' && found && <span className="small secondary filter-count">{found.count}</span>}
        {value !== '' && !found && (
          <button type="button" className="filter-field-clear" aria-label="Clear filter" onClick={() => onChange('')}>
            <X size={12} strokeWidth={1.75} aria-hidden="true" />
          </button>
        )}
      </label>
      {value !== '' && found && (
        <>
          <IconButton small icon={ChevronUp} label="Match before" shortcut="Shift+Enter" onPress={() => found.onStep(-1)} />
          <IconButton small icon={ChevronDown} label="Next match" shortcut="Enter" onPress={() => found.onStep(1)} />
          <span className="unseen" role="status">
            {found.count}
          </span>
        </>
      )}
    </div>
  );
}
