import { type KeyboardEvent, useId, useState } from 'react';
import { fieldAttributes, useForm } from './form-context.ts';
import { type Suggestion, suggestionsFor } from './suggestions.ts';

export interface SuggestInputProps {
  readonly field: string;
  /** Where no label stands beside it. */
  readonly label?: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly suggestions: readonly Suggestion[];
  readonly placeholder?: string;
  readonly hintId?: string;
  /** Has the focus when the view is shown. */
  readonly first?: boolean;
}

/** Text with suggestions below it (an ARIA combobox): arrows and Enter choose, Esc closes, anything else may be typed too. */
export function SuggestInput({ field, label, value, onChange, suggestions, placeholder, hintId, first = false }: SuggestInputProps) {
  const form = useForm();
  const listId = useId();
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const found = open ? suggestionsFor(suggestions, value) : [];
  const shown = open && found.length > 0;
  const attributes = fieldAttributes(form, field, hintId);
  const close = (): void => {
    setOpen(false);
    setActive(-1);
  };
  const choose = (suggestion: Suggestion): void => {
    onChange(suggestion.value);
    close();
  };
  const step = (by: 1 | -1): void => {
    setOpen(true);
    const { length } = suggestionsFor(suggestions, value);
    if (length === 0) return;
    setActive(active < 0 ? (by === 1 ? 0 : length - 1) : (active + by + length) % length);
  };
  const obey = (event: KeyboardEvent): boolean => {
    const chosen = found[active];
    if (event.altKey || event.ctrlKey || event.metaKey) return false;
    if (event.key === 'ArrowDown') step(1);
    else if (event.key === 'ArrowUp') step(-1);
    else if (event.key === 'Enter' && chosen) choose(chosen);
    else if (event.key === 'Escape' && shown) close();
    else return false;
    return true;
  };
  return (
    <div className="suggest">
      <input
        {...attributes}
        type="text"
        role="combobox"
        className="form-input"
        aria-label={label}
        aria-expanded={shown}
        aria-controls={shown ? listId : undefined}
        aria-autocomplete="list"
        aria-activedescendant={shown && active >= 0 ? `${listId}-${active}` : undefined}
        {...(first ? { 'data-first-focus': true } : {})}
        placeholder={placeholder}
        spellCheck={false}
        autoComplete="off"
        value={value}
        onClick={() => setOpen(true)}
        onChange={(event) => {
          onChange(event.target.value);
          setOpen(true);
          setActive(-1);
        }}
        onKeyDown={(event) => {
          if (obey(event)) event.preventDefault();
        }}
        onBlur={() => {
          close();
          attributes.onBlur();
        }}
      />
      {shown && (
        <div id={listId} role="listbox" aria-label={label ?? 'Suggestions'} className="suggest-list">
          {found.map((it, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the text field, which keeps the focus
            <div
              key={it.value}
              ref={index === active ? (element) => element?.scrollIntoView({ block: 'nearest' }) : undefined}
              id={`${listId}-${index}`}
              role="option"
              aria-selected={index === active}
              className="suggest-option"
              // The field keeps the focus.
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => choose(it)}
            >
              <span className="clip">{it.value}</span>
              {it.detail !== undefined && <span className="small tertiary suggest-detail">{it.detail}</span>}
            </div>
          ))}
        </div>
      )}
    </div>
  );
}
