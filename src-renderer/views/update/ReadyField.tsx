import { useId } from 'react';
import { readyProblem, readySeconds } from './ready-within.ts';

export interface ReadyFieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** How long the new container may take to be well before the old one comes back. */
export function ReadyField({ value, onChange }: ReadyFieldProps) {
  const id = useId();
  const wrong = readySeconds(value) === null;
  return (
    <div className="form-row">
      <label className="form-label" htmlFor={id}>
        Ready within
      </label>
      <div className="form-control">
        <div className="form-line form-line-tight">
          <input
            id={id}
            type="text"
            inputMode="numeric"
            className="form-input form-short"
            aria-invalid={wrong || undefined}
            aria-describedby={`${id}-hint`}
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
          <span>seconds</span>
        </div>
        <p id={`${id}-hint`} className={wrong ? 'form-problem' : 'form-hint'}>
          {wrong
            ? readyProblem
            : 'Ready means healthy, or running where there is no health check. If it is not by then, the old container comes back under its name.'}
        </p>
      </div>
    </div>
  );
}
