import { type ReactNode, useId } from 'react';
import type { RuleCondition } from '../../../../src-shared/rules.ts';
import { memoryUnits, type RuleField, type RuleProblems, type RuleValues, type TypedTime, timeUnits } from './rule-form.ts';

/** The field in which a condition's own number is typed; null: it has only a time. */
export function amountField(condition: RuleCondition['kind']): RuleField | null {
  switch (condition) {
    case 'cpuOver':
    case 'memoryOverPercent':
      return 'percent';
    case 'memoryOverBytes':
      return 'memory';
    case 'restartsOver':
      return 'count';
    default:
      return null;
  }
}

export interface Attributes {
  readonly 'aria-label': string;
  readonly 'aria-invalid': boolean;
  readonly 'aria-describedby': string;
  readonly spellCheck: false;
  readonly autoComplete: 'off';
}

interface FieldProps {
  readonly label: string;
  readonly field: RuleField;
  readonly problems: RuleProblems;
  readonly children: (attributes: Attributes) => ReactNode;
}

/** A label, its controls and what is wrong with them. */
export function Field({ label, field, problems, children }: FieldProps) {
  const id = useId();
  const problem = problems[field];
  return (
    <div className="rule-line">
      <span className="rule-label" aria-hidden="true">
        {label}
      </span>
      <div className="rule-controls">
        {children({
          'aria-label': label,
          'aria-invalid': problem !== undefined,
          'aria-describedby': id,
          spellCheck: false,
          autoComplete: 'off',
        })}
        <p id={id} className="rule-problem" role="status">
          {problem}
        </p>
      </div>
    </div>
  );
}

export interface PartProps {
  readonly values: RuleValues;
  readonly onChange: (patch: Partial<RuleValues>) => void;
}

/** The condition's own number, with its unit. */
export function Amount({ attributes, values, onChange }: PartProps & { readonly attributes: Attributes }) {
  const field = amountField(values.condition);
  const common = { ...attributes, type: 'text', inputMode: 'decimal', className: 'setting-input rule-number mono' } as const;
  switch (field) {
    case 'percent':
      return (
        <span className="rule-amount">
          <input {...common} aria-label="Per cent" value={values.percent} onChange={(event) => onChange({ percent: event.target.value })} />
          <span>{values.condition === 'cpuOver' ? '% of one core' : '% of the limit'}</span>
        </span>
      );
    case 'memory':
      return (
        <span className="rule-amount">
          <input {...common} aria-label="Memory" value={values.memory} onChange={(event) => onChange({ memory: event.target.value })} />
          <select
            className="setting-input rule-unit"
            aria-label="Unit of memory"
            value={values.memoryUnit}
            onChange={(event) => onChange({ memoryUnit: memoryUnits.find((it) => it === event.target.value) ?? 'MiB' })}
          >
            {memoryUnits.map((it) => (
              <option key={it}>{it}</option>
            ))}
          </select>
        </span>
      );
    case 'count':
      return (
        <span className="rule-amount">
          <input {...common} aria-label="Restarts" value={values.count} onChange={(event) => onChange({ count: event.target.value })} />
          <span>restarts</span>
        </span>
      );
    default:
      return null;
  }
}

interface TimeInputProps {
  readonly attributes: Attributes;
  readonly label: string;
  readonly time: TypedTime;
  readonly onChange: (time: TypedTime) => void;
}

export function TimeInput({ attributes, label, time, onChange }: TimeInputProps) {
  return (
    <span className="rule-amount">
      <input
        {...attributes}
        type="text"
        inputMode="decimal"
        className="setting-input rule-number mono"
        value={time.text}
        onChange={(event) => onChange({ ...time, text: event.target.value })}
      />
      <select
        className="setting-input rule-unit"
        aria-label={`Unit of ${label.toLowerCase()}`}
        value={time.unit}
        onChange={(event) => onChange({ ...time, unit: timeUnits.find((it) => it === event.target.value) ?? 's' })}
      >
        {timeUnits.map((it) => (
          <option key={it}>{it}</option>
        ))}
      </select>
    </span>
  );
}
