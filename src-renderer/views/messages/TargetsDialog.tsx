import { useState } from 'react';
import type { ContainerKey } from '../../../src-shared/ids.ts';
import { Dialog } from '../../components/Dialog.tsx';
import { useFleet } from '../../store/fleet-store.ts';

export interface TargetsDialogProps {
  /** The one that always gets it. */
  readonly containerKey: ContainerKey;
  readonly name: string;
  readonly others: ReadonlySet<ContainerKey>;
  readonly onCancel: () => void;
  readonly onChosen: (others: ReadonlySet<ContainerKey>) => void;
}

/** The core takes a thousand at once. */
const mostOthers = 999;

export function TargetsDialog({ containerKey, name, others, onCancel, onChosen }: TargetsDialogProps) {
  const flows = useFleet((state) => state.fleet.flows);
  const containers = useFleet((state) => state.fleet.containers);
  const hosts = useFleet((state) => state.fleet.hosts);
  const [chosen, setChosen] = useState(others);
  const offered = [...flows].flatMap(([key, flow]) => {
    const container = containers.get(key);
    return key !== containerKey && container && flow.state.state === 'connected' ? [{ key, container }] : [];
  });
  const kept = new Set(offered.map((it) => it.key).filter((key) => chosen.has(key)));
  const all = offered.length > 0 && kept.size === Math.min(offered.length, mostOthers);
  return (
    <Dialog title="Who gets this message?" verb={{ label: 'Use these' }} onCancel={onCancel} onConfirm={() => onChosen(kept)}>
      <p>
        {offered.length === 0
          ? `Only ${name}: no other flow container is connected.`
          : `${name} gets it always. Each of the others answers for itself.`}
      </p>
      {offered.length > 1 && (
        <label className="dialog-choice">
          <input
            type="checkbox"
            checked={all}
            onChange={() => setChosen(new Set(all ? [] : offered.slice(0, mostOthers).map((it) => it.key)))}
          />
          All {offered.length} that are connected
        </label>
      )}
      <div className="targets">
        {offered.map(({ key, container }) => (
          <label key={key} className="dialog-choice">
            <input
              type="checkbox"
              checked={kept.has(key)}
              onChange={(event) => {
                const after = new Set(kept);
                if (event.target.checked) after.add(key);
                else after.delete(key);
                setChosen(after);
              }}
            />
            <span className="clip" title={container.name}>
              {container.name}
            </span>
            {hosts.size > 1 && <span className="dialog-choice-words clip">{hosts.get(container.hostId)?.name}</span>}
          </label>
        ))}
      </div>
    </Dialog>
  );
}
