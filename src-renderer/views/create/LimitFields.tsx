import { FieldProblem } from './FieldProblem.tsx';
import { FormRow } from './FormRow.tsx';
import { fieldAttributes, useForm } from './form-context.ts';
import type { FormValues, MemoryUnit } from './form-values.ts';
import { TextField } from './TextField.tsx';

const policies: readonly { readonly value: FormValues['restartPolicy']; readonly label: string }[] = [
  { value: 'no', label: 'No' },
  { value: 'on-failure', label: 'When it fails (on-failure)' },
  { value: 'unless-stopped', label: 'Always, unless it was stopped (unless-stopped)' },
  { value: 'always', label: 'Always (always)' },
];
const units: readonly MemoryUnit[] = ['MiB', 'GiB'];

/** When the engine starts it again, and how much of the machine it may use. */
export function LimitFields() {
  const form = useForm();
  const { values, change } = form;
  const restart = fieldAttributes(form, 'restartPolicy');
  const memory = fieldAttributes(form, 'memoryLimitBytes');
  return (
    <>
      <FormRow label="Restart" htmlFor={restart.id}>
        <select
          {...restart}
          className="form-input form-select"
          value={values.restartPolicy}
          onChange={(event) => {
            const policy = policies.find((it) => it.value === event.target.value);
            if (policy) change({ restartPolicy: policy.value });
          }}
        >
          {policies.map((it) => (
            <option key={it.value} value={it.value}>
              {it.label}
            </option>
          ))}
        </select>
        <FieldProblem field="restartPolicy" />
      </FormRow>
      {values.restartPolicy === 'on-failure' && (
        <TextField
          field="restartPolicy.maximumRetries"
          label="At most"
          placeholder="without end"
          hint="Restarts in a row."
          value={values.maximumRetries}
          onChange={(maximumRetries) => change({ maximumRetries })}
        />
      )}
      <TextField
        field="cpuLimit"
        label="CPU limit, in cores"
        placeholder="all"
        hint="0.5 is half of one core."
        value={values.cpuLimit}
        onChange={(cpuLimit) => change({ cpuLimit })}
      />
      <FormRow label="Memory limit" htmlFor={memory.id}>
        <div className="form-line">
          <input
            {...memory}
            type="text"
            inputMode="decimal"
            className="form-input"
            placeholder="all"
            autoComplete="off"
            value={values.memoryLimit}
            onChange={(event) => change({ memoryLimit: event.target.value })}
          />
          <select
            className="form-input form-select form-unit"
            aria-label="Unit of the memory limit"
            value={values.memoryUnit}
            onChange={(event) => {
              const unit = units.find((it) => it === event.target.value);
              if (unit) change({ memoryUnit: unit });
            }}
          >
            {units.map((it) => (
              <option key={it}>{it}</option>
            ))}
          </select>
        </div>
        <FieldProblem field="memoryLimitBytes" />
      </FormRow>
    </>
  );
}
