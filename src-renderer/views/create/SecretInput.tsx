import { fieldAttributes, useForm } from './form-context.ts';

export interface SecretInputProps {
  readonly field: string;
  readonly label: string;
  readonly value: string;
  readonly shown: boolean;
  readonly onChange: (value: string) => void;
}

/** A value that may be a secret: dots until it is asked for. A hidden one of several lines can't be typed into, as a line would hold it. */
export function SecretInput({ field, label, value, shown, onChange }: SecretInputProps) {
  const attributes = fieldAttributes(useForm(), field);
  const lines = value.split('\n').length;
  const common = { ...attributes, 'aria-label': label, spellCheck: false, autoComplete: 'off', placeholder: 'value' } as const;
  if (shown) {
    return <textarea {...common} className="form-input mono" rows={1} value={value} onChange={(event) => onChange(event.target.value)} />;
  }
  if (lines > 1) {
    return <input {...common} type="text" className="form-input" readOnly value={`${lines} lines, hidden`} />;
  }
  return <input {...common} type="password" className="form-input mono" value={value} onChange={(event) => onChange(event.target.value)} />;
}
