import { useEffect, useState } from 'react';
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
  const shown = container ?? known;
  if (!shown) return <NotThere />;
  const about = { name: shown.name, onOpen: () => goTo({ view: 'container', hostId, containerId, tab: 'overview' }) };
  return part === 'code' ? <CodeUpdateForm container={shown} about={about} /> : <ConfigUpdate container={shown} about={about} />;
}

function NotThere() {
  return (
    <FormView title="Update" busy={false} onSubmit={goBack} buttons={<Button label="Back" shortcut="Escape" onPress={goBack} />}>
      <p className="form-part">This container no longer exists.</p>
    </FormView>
  );
}
