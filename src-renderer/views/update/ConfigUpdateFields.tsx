import { useFleet } from '../../store/fleet-store.ts';
import { ConfigFields } from '../create/ConfigFields.tsx';
import { isLocal } from '../create/local-host.ts';
import { ReadyField } from './ReadyField.tsx';

export interface ConfigUpdateFieldsProps {
  readonly hostId: string;
  readonly pull: boolean;
  readonly onPull: (pull: boolean) => void;
  readonly readyWithin: string;
  readonly onReadyWithin: (text: string) => void;
}

/** The fields of a configuration, and how the update is done. */
export function ConfigUpdateFields({ hostId, pull, onPull, readyWithin, onReadyWithin }: ConfigUpdateFieldsProps) {
  const host = useFleet((state) => state.fleet.hosts.get(hostId));
  return (
    <ConfigFields
      isLocal={isLocal(host)}
      afterImage={
        <div className="form-row">
          <span />
          <label className="form-check">
            <input type="checkbox" checked={pull} onChange={(event) => onPull(event.target.checked)} />
            Pull the newest image
          </label>
        </div>
      }
      atEnd={
        <div className="form-part">
          <ReadyField value={readyWithin} onChange={onReadyWithin} />
        </div>
      }
    />
  );
}
