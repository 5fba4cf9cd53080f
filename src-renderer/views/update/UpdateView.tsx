import { useEffect, useState } from 'react';
import type { Fleet } from '../../../src-shared/fleet.ts';
import { containerKey } from '../../../src-shared/ids.ts';
import type { Container } from '../../../src-shared/model.ts';
import { Button } from '../../components/Button.tsx';
import { useFleet } from '../../store/fleet-store.ts';
import { goBack, goTo, type UpdatePart } from '../../store/navigation.ts';
import { FormView } from '../create/FormView.tsx';
import { CodeUpdateForm } from './CodeUpdateForm.tsx';
import { ConfigUpdate } from './ConfigUpdate.tsx';

export interface UpdateViewProps {
  readonly hostId: string;
  readonly containerId: string;
  readonly part: UpdatePart;
}

/** Another code, image or configuration for a container. */
export function UpdateView({ hostId, containerId, part }: UpdateViewProps) {
  const key = containerKey(hostId, containerId);
  const container = useFleet((state) => state.fleet.containers.get(key) ?? null);
  // While it is replaced it may go for a moment; the form stays, with its progress.
  const [known, setKnown] = useState<Container | null>(container);
  useEffect(() => {
    if (container) setKnown(container);
  }, [container]);
  const subject = useFleet((state) => updatedAs(state.fleet.operations, hostId, containerId));
  const there = container ?? known;
  if (!there) return <NotThere />;
  const shown = subject === null || subject === there.name ? there : { ...there, name: subject };
  const about = { name: shown.name, onOpen: () => goTo({ view: 'container', hostId, containerId, tab: 'overview' }) };
  return part === 'code' ? <CodeUpdateForm container={shown} about={about} /> : <ConfigUpdate container={shown} about={about} />;
}

/** While it is updated, the old container has a name for the meantime; people know it by the one before. */
function updatedAs(operations: Fleet['operations'], hostId: string, containerId: string): string | null {
  for (const it of operations.values()) {
    const updates = it.kind === 'update' || it.kind === 'updateCode';
    if (updates && it.hostId === hostId && it.containerId === containerId) return it.subject;
  }
  return null;
}

function NotThere() {
  return (
    <FormView title="Update" busy={false} onSubmit={goBack} buttons={<Button label="Back" shortcut="Escape" onPress={goBack} />}>
      <p className="form-part">This container no longer exists.</p>
    </FormView>
  );
}
