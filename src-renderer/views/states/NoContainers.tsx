import { Plus } from 'lucide-react';
import { Button } from '../../components/Button.tsx';
import { useFleet } from '../../store/fleet-store.ts';
import { createRefusal, openCreate } from '../create/open-create.ts';
import { CommandLine } from './CommandLine.tsx';
import './states.css';

/** The engine answers, and has nothing to show yet. */
export function NoContainers() {
  const names = useFleet((state) => {
    const connected = [...state.fleet.hosts.values()].filter((host) => host.status.state === 'connected');
    return connected.length > 1 ? connected.map((host) => host.name).join(' or ') : '';
  });
  const reason = useFleet((state) => createRefusal(state.fleet.hosts));
  return (
    <div className="state-screen">
      <div className="state-column">
        <h2 className="state-title">No containers yet</h2>
        <p className="state-text">
          {names === '' ? 'As soon as one is made' : `As soon as one is made on ${names}`}, it appears here. This one serves a page on port
          8080:
        </p>
        <CommandLine command="docker run -d -p 8080:80 nginx" />
        <div className="state-ways">
          <Button label="New container" icon={Plus} tone="primary" shortcut="n" disabledReason={reason} onPress={openCreate} />
        </div>
      </div>
    </div>
  );
}
