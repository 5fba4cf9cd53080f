import { useMemo } from 'react';
import { useFleet } from '../../store/fleet-store.ts';
import { FormRow } from './FormRow.tsx';
import { useForm } from './form-context.ts';
import { creatableHosts, createFormId } from './open-create.ts';
import { setHost } from './session-store.ts';

/** Where the container is made; only where there is a choice. */
export function HostField({ hostId }: { readonly hostId: string }) {
  const { idOf } = useForm();
  const hosts = useFleet((state) => state.fleet.hosts);
  const choices = useMemo(() => creatableHosts(hosts), [hosts]);
  if (choices.length < 2 && choices[0]?.id === hostId) return null;
  const current = hosts.get(hostId);
  const shown = choices.some((it) => it.id === hostId) || !current ? choices : [current, ...choices];
  return (
    <FormRow label="Host" htmlFor={idOf('host')}>
      <select
        id={idOf('host')}
        className="form-input form-select"
        value={hostId}
        onChange={(event) => setHost(createFormId, event.target.value)}
      >
        {shown.map((it) => (
          <option key={it.id} value={it.id}>
            {it.name}
          </option>
        ))}
      </select>
    </FormRow>
  );
}
