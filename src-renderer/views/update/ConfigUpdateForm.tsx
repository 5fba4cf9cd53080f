import { ArrowLeft, ArrowRight, RotateCcw, Upload } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { containerKey } from '../../../src-shared/ids.ts';
import { Button } from '../../components/Button.tsx';
import { focusContent } from '../../components/focus-content.ts';
import { confirm } from '../../store/dialogs.ts';
import { useFleet } from '../../store/fleet-store.ts';
import { goBack } from '../../store/navigation.ts';
import { showToast } from '../../store/toasts.ts';
import { FormFailure } from '../create/FormFailure.tsx';
import { FormView } from '../create/FormView.tsx';
import { operationFor } from '../create/find-operation.ts';
import { OperationProgress } from '../create/OperationProgress.tsx';
import { SessionForm } from '../create/SessionForm.tsx';
import { isTouched, markEditing, markTried, openSession, type Session } from '../create/session-store.ts';
import { toConfig } from '../create/to-config.ts';
import type { UpdateFormProps } from './CodeUpdateForm.tsx';
import { ConfigUpdateFields } from './ConfigUpdateFields.tsx';
import { patchFrom } from './config-patch.ts';
import { ReviewSection } from './ReviewSection.tsx';
import { readyProblem, readySeconds } from './ready-within.ts';
import { submitUpdate } from './submit-update.ts';
import { usePreview } from './use-preview.ts';
import { useUpdateRefusal } from './use-update-refusal.ts';
import './update.css';

/** Two steps: the fields, then what changes and what is lost. Only from there it is updated. */
export function ConfigUpdateForm({ container, about, session }: UpdateFormProps & { readonly session: Session }) {
  const { hostId, id: containerId, name } = container;
  const key = containerKey(hostId, containerId);
  const { pull, readyWithin } = session.values;
  const [reviewing, setReviewing] = useState(session.phase.kind === 'sent');
  const operations = useFleet((it) => it.fleet.operations);
  const lost = useUpdateRefusal(container);
  const checked = useMemo(() => toConfig(session.values), [session.values]);
  const opened = useMemo(() => toConfig(session.opened), [session.opened]);
  const patch = useMemo(
    () => (checked.config && opened.config ? patchFrom(opened.config, checked.config) : null),
    [checked.config, opened.config],
  );
  const seconds = readySeconds(readyWithin);
  const answer = usePreview(reviewing && patch ? { hostId, containerId, patch, pull } : null);
  const { phase } = session;
  const sent = phase.kind === 'sent';
  const operation = sent ? operationFor(operations, { hostId, containerId, kinds: ['update'], before: phase.before }) : null;
  const idle = !pull && patch !== null && Object.keys(patch).length === 0 ? 'Change something first, or pull the newest image.' : null;
  const inTheWay = lost ?? idle ?? (seconds === null ? `${readyProblem}.` : null);
  const review = (): void => {
    if (patch === null) markTried(key);
    // The button says it where it stands; a key has no place to say it.
    else if (inTheWay !== null) showToast({ text: inTheWay, tone: 'plain', storyId: 'nothing' });
    else {
      markEditing(key);
      setReviewing(true);
    }
  };
  useEffect(() => {
    if (!reviewing) focusContent();
  }, [reviewing]);
  const refusal =
    answer === null ? 'What changes is being looked at.' : 'failure' in answer ? answer.failure.message : answer.preview.refusal;
  const update = (): void => {
    if (sent || lost !== null || refusal !== null || patch === null || seconds === null) return;
    void submitUpdate(container, { patch, pull, readyWithinSeconds: seconds }).then(() => setReviewing(false));
  };
  const undoChanges = async (): Promise<void> => {
    const sure = await confirm({
      title: 'Undo your changes?',
      body: 'The form shows the present configuration again.',
      verb: 'Undo',
      danger: true,
    });
    if (sure) openSession(key, hostId, session.opened);
  };
  return (
    <SessionForm id={key} session={session} problems={checked.problems} ownPorts={session.opened.ports}>
      <FormView
        title="Update image or configuration"
        about={about}
        tries={session.tries}
        busy={sent}
        onSubmit={reviewing ? update : review}
        actions={
          !sent &&
          !reviewing &&
          isTouched(session) && <Button label="Undo changes" tone="ghost" icon={RotateCcw} onPress={() => void undoChanges()} />
        }
        news={
          <>
            {sent && <OperationProgress operation={operation} words={`Updating ${name}`} />}
            {phase.kind === 'failed' && <FormFailure title={`${name} was not updated`} failure={phase.failure} />}
          </>
        }
        buttons={
          <>
            <span className="small tertiary form-footer-words">{sent ? 'You can leave this view: it goes on.' : ''}</span>
            {reviewing && !sent && <Button label="Back to the fields" icon={ArrowLeft} onPress={() => setReviewing(false)} />}
            <Button label={sent ? 'Leave' : 'Close'} shortcut="Escape" onPress={goBack} />
            {reviewing ? (
              <Button
                label="Update"
                icon={Upload}
                tone="primary"
                shortcut="Mod+Enter"
                busy={sent}
                busyLabel="Updating"
                disabledReason={sent ? null : (lost ?? refusal)}
                onPress={update}
              />
            ) : (
              <Button
                label="Review changes"
                icon={ArrowRight}
                tone="primary"
                shortcut="Mod+Enter"
                disabledReason={inTheWay}
                onPress={review}
              />
            )}
          </>
        }
      >
        {reviewing ? <ReviewSection answer={answer} /> : <ConfigUpdateFields hostId={hostId} />}
      </FormView>
    </SessionForm>
  );
}
