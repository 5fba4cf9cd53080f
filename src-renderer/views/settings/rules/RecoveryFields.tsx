import { Field, type PartProps, TimeInput } from './RuleFields.tsx';
import type { RuleProblems } from './rule-form.ts';

/** How often it is restarted, and how patiently. */
export function RecoveryFields({ values, problems, onChange }: PartProps & { readonly problems: RuleProblems }) {
  return (
    <>
      <Field label="At most" field="maxRestarts" problems={problems}>
        {(attributes) => (
          <span className="rule-amount">
            <input
              {...attributes}
              aria-label="Restarts at most"
              type="text"
              inputMode="numeric"
              className="setting-input rule-number mono"
              value={values.maxRestarts}
              onChange={(event) => onChange({ maxRestarts: event.target.value })}
            />
            <span>restarts, then it is left alone</span>
          </span>
        )}
      </Field>
      <Field label="Counted in" field="within" problems={problems}>
        {(attributes) => (
          <TimeInput attributes={attributes} label="Counted in" time={values.within} onChange={(within) => onChange({ within })} />
        )}
      </Field>
      <Field label="First after" field="firstDelay" problems={problems}>
        {(attributes) => (
          <>
            <TimeInput
              attributes={attributes}
              label="First after"
              time={values.firstDelay}
              onChange={(firstDelay) => onChange({ firstDelay })}
            />
            <span className="small tertiary">twice as long before each next one</span>
          </>
        )}
      </Field>
    </>
  );
}
