import { fieldAttributes, useForm } from './form-context.ts';

export interface RowInputProps {
  readonly field: string;
  /** With the row's number: 'Port of the host 1'. */
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly placeholder?: string;
  readonly mono?: boolean;
}

/** One line of text in a row of a list; `FieldProblem` stands under the row. */
export function RowInput({ field, label, value, onChange, placeholder, mono = false }: RowInputProps) {
  return (
    <input
      {...fieldAttributes(useForm(), field)}
      type="text"
      className={`form-input${mono ? ' mono' : ''}`}
      aria-label={label}
      placeholder={placeholder}
      spellCheck={false}
      autoComplete="off"
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
