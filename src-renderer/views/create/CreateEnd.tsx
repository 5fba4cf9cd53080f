import { useId } from 'react';
import { useOptions } from './create-options.ts';
import { useForm } from './form-context.ts';

/** What becomes of the container after it is made. */
export function CreateEnd() {
  const { values, change } = useForm();
  const { flowRefusal } = useOptions();
  const flowId = useId();
  return (
    <fieldset className="form-part form-choices">
      <legend className="unseen">Choices</legend>
      <label className="form-check">
        <input type="checkbox" checked={values.start} onChange={(event) => change({ start: event.target.checked })} />
        Start it now
      </label>
      <label className="form-check">
        <input type="checkbox" checked={values.autoRemove} onChange={(event) => change({ autoRemove: event.target.checked })} />
        Remove it when it ends
      </label>
      <div>
        <label className={`form-check${flowRefusal !== null && !values.flow ? ' form-check-off' : ''}`}>
          <input
            type="checkbox"
            checked={values.flow}
            // Not `disabled`: the reason must stay reachable by keyboard.
            aria-disabled={flowRefusal !== null && !values.flow}
            aria-describedby={flowId}
            onChange={(event) => {
              if (flowRefusal === null || !event.target.checked) change({ flow: event.target.checked });
            }}
          />
          Flow container
        </label>
        <p id={flowId} className="form-hint form-check-hint">
          {flowRefusal ?? 'It gets a socket, named by FLOW_SOCKET, to exchange JSON messages with Quarterdeck.'}
        </p>
      </div>
    </fieldset>
  );
}
