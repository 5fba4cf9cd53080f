import { useForm } from './form-context.ts';

/** What is wrong with a field, where its control's `aria-describedby` finds it. */
export function FieldProblem({ field }: { readonly field: string }) {
  const form = useForm();
  const problem = form.problemOf(field);
  if (problem === null) return null;
  return (
    <p id={`${form.idOf(field)}-problem`} className="form-problem">
      {problem}
    </p>
  );
}
