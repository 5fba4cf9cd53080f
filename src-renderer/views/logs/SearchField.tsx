import { ChevronDown, ChevronUp, Search } from 'lucide-react';
import { useRef } from 'react';
import { focusContent } from '../../components/focus-content.ts';
import { IconButton } from '../../components/IconButton.tsx';
import { Kbd } from '../../components/Kbd.tsx';
import { useShortcut } from '../../store/shortcuts.ts';
import '../../components/FilterField.css';
import './SearchField.css';

export interface SearchFieldProps {
  /** Read aloud, and shown while empty. */
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** '3 of 12', 'none'; empty while nothing is searched for. */
  readonly count: string;
  /** Enter and Shift+Enter in the field, and the buttons. */
  readonly onStep: (direction: 1 | -1) => void;
}

/** Finds text in what is shown below, without hiding the rest. '/' leads here, Esc clears and then leaves. */
export function SearchField({ label, value, onChange, count, onStep }: SearchFieldProps) {
  const input = useRef<HTMLInputElement>(null);
  useShortcut('filter', () => {
    input.current?.focus();
    input.current?.select();
    return true;
  });
  return (
    <div className="search-field">
      <label className="filter-field search-field-box">
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
            if (event.key === 'Enter') onStep(event.shiftKey ? -1 : 1);
            else if (event.key === 'Escape' && value !== '') onChange('');
            else if (event.key === 'Escape') {
              input.current?.blur();
              focusContent();
            } else return;
            event.preventDefault();
          }}
        />
        {value === '' ? <Kbd keys="/" /> : <span className="small secondary search-field-count">{count}</span>}
      </label>
      {value !== '' && (
        <>
          <IconButton small icon={ChevronUp} label="Match before" shortcut="Shift+Enter" onPress={() => onStep(-1)} />
          <IconButton small icon={ChevronDown} label="Next match" shortcut="Enter" onPress={() => onStep(1)} />
          <span className="unseen" role="status">
            {count}
          </span>
        </>
      )}
    </div>
  );
}
