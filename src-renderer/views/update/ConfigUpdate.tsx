import { useEffect, useState } from 'react';
import type { Failure } from '../../../src-shared/failure.ts';
import { containerKey } from '../../../src-shared/ids.ts';
import { invoke } from '../../bridge.ts';
import { Button } from '../../components/Button.tsx';
import { goBack } from '../../store/navigation.ts';
import { FormFailure } from '../create/FormFailure.tsx';
import { FormView } from '../create/FormView.tsx';
import { fromConfig } from '../create/from-config.ts';
import { isTouched, openSession, sessionOf, useSessions } from '../create/session-store.ts';
import type { UpdateFormProps } from './CodeUpdateForm.tsx';
import { ConfigUpdateForm } from './ConfigUpdateForm.tsx';

/** The form with the container's present configuration, once that is known; what was typed before takes its place. */
export function ConfigUpdate({ container, about }: UpdateFormProps) {
  const { hostId, id: containerId } = container;
  const key = containerKey(hostId, containerId);
  const session = useSessions((state) => state.sessions.get(key));
  const [failure, setFailure] = useState<Failure | null>(null);
  useEffect(() => {
    const draft = sessionOf(key);
    if (draft && (isTouched(draft) || draft.phase.kind === 'sent')) return;
    let gone = false;
    void invoke('getConfigOf', { hostId, containerId }).then((answer) => {
      if (gone) return;
      if (answer.ok) openSession(key, hostId, fromConfig(answer.value.config));
      else setFailure(answer.failure);
    });
    return () => {
      gone = true;
    };
  }, [key, hostId, containerId]);
  if (session) return <ConfigUpdateForm container={container} about={about} session={session} />;
  return (
    <FormView
      title="Update image or configuration"
      about={about}
      busy={false}
      onSubmit={() => {}}
      news={failure && <FormFailure title="Its configuration can’t be read" failure={failure} />}
      buttons={<Button label="Close" shortcut="Escape" onPress={goBack} />}
    >
      <p className="form-part tertiary">{failure ? '' : `Reading the configuration of ${container.name}`}</p>
    </FormView>
  );
}
