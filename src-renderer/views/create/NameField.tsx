import { useRef } from 'react';
import { containerNameSchema } from '../../../src-shared/ids.ts';
import { invoke } from '../../bridge.ts';
import { FieldProblem } from './FieldProblem.tsx';
import { FormRow } from './FormRow.tsx';
import { fieldAttributes, useForm } from './form-context.ts';
import { createFormId } from './open-create.ts';
import { changeValues, sessionOf } from './session-store.ts';
import { wantedName } from './wanted-name.ts';

/** The name; where it is left empty, one that is free and like the image's is offered. */
export function NameField({ hostId }: { readonly hostId: string }) {
  const form = useForm();
  const attributes = fieldAttributes(form, 'name');
  const asking = useRef(false);
  const suggest = async (): Promise<void> => {
    const wanted = containerNameSchema.safeParse(wantedName(form.values.image));
    if (asking.current || !wanted.success) return;
    asking.current = true;
    const answer = await invoke('suggestName', { hostId, wanted: wanted.data });
    asking.current = false;
    // What was typed meanwhile stays. Without an answer the engine makes a name up, as the field says.
    if (answer.ok && sessionOf(createFormId)?.values.name === '') changeValues(createFormId, { name: answer.value.name });
  };
  const offered = form.values.name === '' && form.values.image.trim() !== '';
  return (
    <FormRow label="Name" htmlFor={attributes.id}>
      <div className="form-line form-line-tight">
        <input
          {...attributes}
          type="text"
          className="form-input"
          placeholder="the engine makes one up"
          spellCheck={false}
          autoComplete="off"
          value={form.values.name}
          onChange={(event) => form.change({ name: event.target.value })}
        />
        {offered && (
          <button type="button" className="link form-inline-link" onClick={() => void suggest()}>
            Suggest
          </button>
        )}
      </div>
      <FieldProblem field="name" />
    </FormRow>
  );
}
