import { useFleet } from '../../store/fleet-store.ts';
import { ConfigFields } from '../create/ConfigFields.tsx';
import { useForm } from '../create/form-context.ts';
import { isLocal } from '../create/local-host.ts';
import { ReadyField } from './ReadyField.tsx';

/** The fields of a configuration, and how the update is done. */
export function ConfigUpdateFields({ hostId }: { readonly hostId: string }) {
  const { values, change } = useForm();
  const host = useFleet((state) => state.fleet.hosts.get(hostId));
  return (
    <ConfigFields
      isLocal={isLocal(host)}
      afterImage={
        <div className="form-row">
          <span />
          <label className="form-check">
            <input type="checkbox" checked={values.pull} onChange={(event) => change({ pull: event.target.checked })} />
            Pull the newest image
          </label>
        </div>
      }
      atEnd={
        <div className="form-part">
          <ReadyField value={values.readyWithin} onChange={(readyWithin) => change({ readyWithin })} />
        </div>
      }
    />
  );
}
