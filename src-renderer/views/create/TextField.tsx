import { type ReactNode, useId } from 'react';
import { FieldProblem } from './FieldProblem.tsx';
import { FormRow } from './FormRow.tsx';
import { fieldAttributes, useForm } from './form-context.ts';

export interface TextFieldProps {
  /** Where it stands in a configuration: 'workingDirectory'. */
  readonly field: string;
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly placeholder?: string;
  readonly hint?: ReactNode;
  readonly mono?: boolean;
  /** Grows with its lines. */
  readonly multiline?: boolean;
}

/** One line of text (or more) with its label and what is wrong with it. */
export function TextField({ field, label, value, onChange, placeholder, hint, mono = false, multiline = false }: TextFieldProps) {
  const form = useForm();
  const hintId = useId();
  const attributes = fieldAttributes(form, field, hint === undefined ? undefined : hintId);
  const common = {
    ...attributes,
    className: `form-input${mono ? ' mono' : ''}`,
    placeholder,
    spellCheck: false,
    autoComplete: 'off',
    value,
  } as const;
  return (
    <FormRow label={label} htmlFor={attributes.id} {...(hint === undefined ? {} : { hint, hintId })}>
      {multiline ? (
        <textarea {...common} rows={1} onChange={(event) => onChange(event.target.value)} />
      ) : (
        <input {...common} type="text" onChange={(event) => onChange(event.target.value)} />
      )}
      <FieldProblem field={field} />
    </FormRow>
  );
}
