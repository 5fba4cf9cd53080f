import type { ReactNode } from 'react';

export interface FormRowProps {
  readonly label: string;
  /** The control's id, where there is one control. */
  readonly htmlFor?: string;
  /** The section's title says it already. */
  readonly bare?: boolean;
  readonly hint?: ReactNode;
  readonly hintId?: string;
  readonly children: ReactNode;
}

/** A label and what belongs to it. Several controls make a group of that name. */
export function FormRow({ label, htmlFor, bare = false, hint, hintId, children }: FormRowProps) {
  const words = hint !== undefined && (
    <p id={hintId} className="form-hint">
      {hint}
    </p>
  );
  if (htmlFor === undefined) {
    return (
      <fieldset className={bare ? 'form-row form-row-bare' : 'form-row'}>
        <legend className={bare ? 'unseen' : 'form-label'}>{label}</legend>
        <div className="form-control">
          {children}
          {words}
        </div>
      </fieldset>
    );
  }
  return (
    <div className="form-row">
      <label className="form-label" htmlFor={htmlFor}>
        {label}
      </label>
      <div className="form-control">
        {children}
        {words}
      </div>
    </div>
  );
}
