import { Plus, RotateCcw } from 'lucide-react';
import { useMemo } from 'react';
import { Button } from '../../components/Button.tsx';
import { confirm } from '../../store/dialogs.ts';
import { useFleet } from '../../store/fleet-store.ts';
import { goBack } from '../../store/navigation.ts';
import { ConfigFields } from './ConfigFields.tsx';
import { CreateEnd } from './CreateEnd.tsx';
import { FormFailure } from './FormFailure.tsx';
import { FormNotes } from './FormNotes.tsx';
import { FormView } from './FormView.tsx';
import { operationFor } from './find-operation.ts';
import { emptyForm } from './from-config.ts';
import { HostField } from './HostField.tsx';
import { isLocal } from './local-host.ts';
import { NameField } from './NameField.tsx';
import { OperationProgress } from './OperationProgress.tsx';
import { creatableHosts, createFormId, createRefusal, openCreate } from './open-create.ts';
import { SessionForm } from './SessionForm.tsx';
import { isTouched, openSession, type Session, useSessions } from './session-store.ts';
import { submitCreate } from './submit-create.ts';
import { toConfig } from './to-config.ts';

/** The form for a new container. What is typed stays while the window lives, until the container is there. */
export function CreateView() {
  const session = useSessions((state) => state.sessions.get(createFormId));
  return session ? <CreateForm session={session} /> : <NothingToFill />;
}

/** By going back to where the form was, after it has done its work. */
function NothingToFill() {
  const refusal = useFleet((state) => createRefusal(state.fleet.hosts));
  return (
    <FormView
      title="New container"
      busy={false}
      onSubmit={openCreate}
      buttons={<Button label="New container" icon={Plus} tone="primary" disabledReason={refusal} onPress={openCreate} />}
    >
      <p className="form-notes">The container is made, and the form is empty.</p>
    </FormView>
  );
}

const nothingOwned: readonly [] = [];

function CreateForm({ session }: { readonly session: Session }) {
  const host = useFleet((state) => state.fleet.hosts.get(session.hostId));
  const operations = useFleet((state) => state.fleet.operations);
  const refusal = useFleet((state) =>
    creatableHosts(state.fleet.hosts).some((it) => it.id === session.hostId) ? null : 'The engine does not answer now.',
  );
  const checked = useMemo(() => toConfig(session.values), [session.values]);
  const { phase } = session;
  const sent = phase.kind === 'sent';
  const order = { hostId: session.hostId, kinds: ['create', 'pull'] as const, containerId: null };
  const operation = sent ? operationFor(operations, { ...order, before: phase.before }) : null;
  const submit = (): void => {
    if (refusal === null) void submitCreate();
  };
  const name = session.values.name.trim();
  return (
    <SessionForm id={createFormId} session={session} problems={checked.problems} ownPorts={nothingOwned}>
      <FormView
        title="New container"
        tries={session.tries}
        busy={sent}
        onSubmit={submit}
        actions={
          !sent && isTouched(session) && <Button label="Start over" tone="ghost" icon={RotateCcw} onPress={() => void startOver(session)} />
        }
        news={
          <>
            {sent && <OperationProgress operation={operation} words={`Creating ${name === '' ? 'the container' : name}`} />}
            {phase.kind === 'failed' && <FormFailure title="The container was not created" failure={phase.failure} />}
          </>
        }
        buttons={
          <>
            <span className="small tertiary form-footer-words">
              {sent ? 'You can leave this view: it goes on.' : session.tries > 0 ? problemWords(checked.problems.size) : ''}
            </span>
            <Button label={sent ? 'Leave' : 'Close'} shortcut="Escape" onPress={goBack} />
            <Button
              label={session.values.start ? 'Create and start' : 'Create'}
              shortcut="Mod+Enter"
              tone="primary"
              busy={sent}
              busyLabel="Creating"
              disabledReason={sent ? null : refusal}
              onPress={submit}
            />
          </>
        }
      >
        <FormNotes notes={session.notes} />
        <ConfigFields
          isLocal={isLocal(host)}
          afterImage={
            <>
              <HostField hostId={session.hostId} />
              <NameField hostId={session.hostId} />
            </>
          }
          atEnd={<CreateEnd />}
        />
      </FormView>
    </SessionForm>
  );
}

function problemWords(count: number): string {
  if (count === 0) return '';
  return count === 1 ? 'One field needs another look.' : `${count} fields need another look.`;
}

async function startOver(session: Session): Promise<void> {
  const sure = await confirm({ title: 'Empty the form?', body: 'What you typed is gone then.', verb: 'Empty', danger: true });
  if (sure) openSession(createFormId, session.hostId, emptyForm());
}
