import { useEffect, useRef, useState } from 'react';
import type { Failure } from '../../../../src-shared/failure.ts';
import { fieldProblems } from '../../../../src-shared/field-problems.ts';
import type { Rule } from '../../../../src-shared/rules.ts';
import { ruleConditionSchema } from '../../../../src-shared/rules.ts';
import { Button } from '../../../components/Button.tsx';
import { RecoveryFields } from './RecoveryFields.tsx';
import { Amount, amountField, Field, TimeInput } from './RuleFields.tsx';
import { RuleTest } from './RuleTest.tsx';
import { fieldAt, type RuleProblems, type RuleValues, toRule } from './rule-form.ts';
import { conditionNames } from './rule-words.ts';
import { ScopeName } from './ScopeName.tsx';

const scopes: readonly { readonly value: Rule['scope']['kind']; readonly label: string }[] = [
  { value: 'all', label: 'All containers' },
  { value: 'project', label: 'A project' },
  { value: 'container', label: 'One container' },
];
const conditions = ruleConditionSchema.options.map((it) => it.shape.kind.value);

export interface RuleFormProps {
  readonly values: RuleValues;
  readonly isNew: boolean;
  /** Gives the Failure where it could not be stored. */
  readonly onSave: (rule: Rule) => Promise<Failure | null>;
  readonly onCancel: () => void;
}

/** A rule to make or to change: what is wrong is told at its field once saving was tried. */
export function RuleForm({ values: before, isNew, onSave, onCancel }: RuleFormProps) {
  const [values, setValues] = useState(before);
  const [tried, setTried] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const first = useRef<HTMLInputElement>(null);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => first.current?.focus(), []);
  const change = (patch: Partial<RuleValues>): void => setValues((now) => ({ ...now, ...patch }));
  const result = toRule(values);
  const problems: RuleProblems = tried ? { ...ofFailure(failure), ...(result.problems ?? {}) } : {};
  const save = async (): Promise<void> => {
    setTried(true);
    setFailure(null);
    if (result.rule === null) {
      queueMicrotask(() => form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus());
      return;
    }
    setFailure(await onSave(result.rule));
  };
  const needsTime = values.condition === 'restartsOver' ? 'Within' : 'For';
  return (
    <form
      ref={form}
      className="rule-form"
      aria-label={isNew ? 'New rule' : `Rule ${before.name}`}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        event.stopPropagation();
        onCancel();
      }}
    >
      <Field label="Name" field="name" problems={problems}>
        {(attributes) => (
          <input
            {...attributes}
            ref={first}
            type="text"
            className="setting-input"
            value={values.name}
            onChange={(event) => change({ name: event.target.value })}
          />
        )}
      </Field>
      <Field label="Applies to" field="scopeName" problems={problems}>
        {(attributes) => (
          <>
            <select
              className="setting-input rule-select"
              aria-label="Applies to"
              value={values.scope}
              onChange={(event) => {
                const scope = scopes.find((it) => it.value === event.target.value);
                if (scope) change({ scope: scope.value });
              }}
            >
              {scopes.map((it) => (
                <option key={it.value} value={it.value}>
                  {it.label}
                </option>
              ))}
            </select>
            {values.scope !== 'all' && (
              <ScopeName
                attributes={attributes}
                scope={values.scope}
                value={values.scopeName}
                onChange={(scopeName) => change({ scopeName })}
              />
            )}
          </>
        )}
      </Field>
      <Field label="When" field={amountField(values.condition) ?? 'time'} problems={problems}>
        {(attributes) => (
          <>
            <select
              className="setting-input rule-select"
              aria-label="When"
              value={values.condition}
              onChange={(event) => {
                const condition = conditions.find((it) => it === event.target.value);
                if (condition) change({ condition });
              }}
            >
              {conditions.map((it) => (
                <option key={it} value={it}>
                  {conditionNames[it]}
                </option>
              ))}
            </select>
            <Amount attributes={attributes} values={values} onChange={change} />
          </>
        )}
      </Field>
      <Field label={needsTime} field="time" problems={problems}>
        {(attributes) => <TimeInput attributes={attributes} label={needsTime} time={values.time} onChange={(time) => change({ time })} />}
      </Field>
      <div className="rule-line">
        <span className="rule-label">Then</span>
        <div className="rule-checks">
          <label>
            <input type="checkbox" checked={values.notify} onChange={(event) => change({ notify: event.target.checked })} /> Tell me
          </label>
          <label>
            <input type="checkbox" checked={values.recover} onChange={(event) => change({ recover: event.target.checked })} /> Restart it
          </label>
        </div>
      </div>
      {values.recover && <RecoveryFields values={values} problems={problems} onChange={change} />}
      {(problems[''] !== undefined || (failure !== null && Object.keys(ofFailure(failure)).length === 0)) && (
        <p className="setting-failure" role="alert">
          {problems[''] ?? failure?.message}
        </p>
      )}
      <div className="rule-buttons">
        <RuleTest
          rule={() => {
            setTried(true);
            return toRule(values).rule;
          }}
        >
          <Button label="Cancel" shortcut="Escape" onPress={onCancel} />
          <Button label={isNew ? 'Add rule' : 'Save'} tone="primary" onPress={() => void save()} />
        </RuleTest>
      </div>
      {/* Enter in a field saves; the buttons above are no submit buttons. */}
      <button type="submit" className="unseen" tabIndex={-1} aria-hidden="true">
        Save
      </button>
    </form>
  );
}

function ofFailure(failure: Failure | null): RuleProblems {
  if (!failure) return {};
  return Object.fromEntries(
    Object.entries(fieldProblems(failure)).map(([path, message]) => [fieldAt(path.replace(/^rules\.\d+\./, '')), message]),
  );
}
