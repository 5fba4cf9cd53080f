import { createContext, useContext } from 'react';
import type { FormValues } from './form-values.ts';

/** What a field needs of the form that it stands in. */
export interface FormHandle {
  readonly values: FormValues;
  readonly change: (patch: Partial<FormValues>) => void;
  /** What is wrong with a field, once it is time to say so; else null. */
  readonly problemOf: (key: string) => string | null;
  /** The field was left. */
  readonly visit: (key: string) => void;
  /** Unique in the document. */
  readonly idOf: (key: string) => string;
}

const FormContext = createContext<FormHandle | null>(null);
export const FormProvider = FormContext.Provider;

export function useForm(): FormHandle {
  const form = useContext(FormContext);
  if (!form) throw new Error('a field stands outside a form');
  return form;
}

/** Names of attributes that tie a control to its problem. */
export function fieldAttributes(form: FormHandle, key: string, hintId?: string) {
  const problem = form.problemOf(key);
  const describedBy = [problem === null ? undefined : `${form.idOf(key)}-problem`, hintId].filter(Boolean).join(' ');
  return {
    id: form.idOf(key),
    'aria-invalid': problem === null ? undefined : true,
    'aria-describedby': describedBy === '' ? undefined : describedBy,
    onBlur: () => form.visit(key),
  } as const;
}
