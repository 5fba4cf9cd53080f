import { FolderOpen, Upload } from 'lucide-react';
import { useId } from 'react';
import { containerKey } from '../../../src-shared/ids.ts';
import type { Container } from '../../../src-shared/model.ts';
import { invoke } from '../../bridge.ts';
import { Button } from '../../components/Button.tsx';
import { useFleet } from '../../store/fleet-store.ts';
import { goBack } from '../../store/navigation.ts';
import { showFailure, showToast } from '../../store/toasts.ts';
import { FormFailure } from '../create/FormFailure.tsx';
import { FormView, type FormViewProps } from '../create/FormView.tsx';
import { operationFor } from '../create/find-operation.ts';
import { isLocal, notLocalReason } from '../create/local-host.ts';
import { OperationProgress } from '../create/OperationProgress.tsx';
import { PreviewPanel } from './PreviewPanel.tsx';
import { ReadyField } from './ReadyField.tsx';
import { readyProblem, readySeconds } from './ready-within.ts';
import { submitCode } from './submit-update.ts';
import { changeCodeUpdate, newCodeUpdate, useCodeUpdates } from './update-store.ts';
import { usePreview } from './use-preview.ts';
import { useUpdateRefusal } from './use-update-refusal.ts';
import './update.css';

export interface UpdateFormProps {
  readonly container: Container;
  readonly about: NonNullable<FormViewProps['about']>;
}

const noPatch = {};

/** A folder's content for a container's working directory, and what is lost by it, said before. */
export function CodeUpdateForm({ container, about }: UpdateFormProps) {
  const { hostId, id: containerId } = container;
  const key = containerKey(hostId, containerId);
  const state = useCodeUpdates((it) => it.updates.get(key) ?? newCodeUpdate);
  const host = useFleet((it) => it.fleet.hosts.get(hostId));
  const operations = useFleet((it) => it.fleet.operations);
  const lost = useUpdateRefusal(container);
  const answer = usePreview({ hostId, containerId, patch: noPatch, pull: false });
  const folderId = useId();
  const { before, failure, folder, readyWithin } = state;
  const sent = before !== null;
  const operation = sent ? operationFor(operations, { hostId, containerId, kinds: ['updateCode'], before }) : null;
  const seconds = readySeconds(readyWithin);
  const refusal = lost ?? (folder.trim() === '' ? 'Choose the folder first.' : seconds === null ? `${readyProblem}.` : null);
  const submit = (): void => {
    if (sent) return;
    if (refusal !== null) showToast({ text: refusal, tone: 'plain', storyId: 'nothing' });
    else if (seconds !== null) void submitCode(container, folder.trim(), seconds);
  };
  const choose = async (): Promise<void> => {
    const chosen = await invoke('chooseFolder', { title: `Code for ${container.name}` });
    if (!chosen.ok) showFailure(chosen.failure, 'chooseFolder');
    else if (chosen.value !== null) changeCodeUpdate(key, { folder: chosen.value });
  };
  return (
    <FormView
      title="Update code"
      about={about}
      busy={sent}
      onSubmit={submit}
      news={
        <>
          {sent && <OperationProgress operation={operation} words={`Updating ${container.name}`} />}
          {failure && <FormFailure title={`${container.name} was not updated`} failure={failure} />}
        </>
      }
      buttons={
        <>
          <span className="small tertiary form-footer-words">{sent ? 'You can leave this view: it goes on.' : ''}</span>
          <Button label={sent ? 'Leave' : 'Close'} shortcut="Escape" onPress={goBack} />
          <Button
            label="Update"
            icon={Upload}
            tone="primary"
            shortcut="Mod+Enter"
            busy={sent}
            busyLabel="Updating"
            disabledReason={sent ? null : refusal}
            onPress={submit}
          />
        </>
      }
    >
      <div className="form-part">
        <div className="form-row">
          <label className="form-label" htmlFor={folderId}>
            Folder
          </label>
          <div className="form-control">
            <div className="form-line form-line-tight">
              <input
                id={folderId}
                data-first-focus
                type="text"
                className="form-input mono"
                placeholder="/home/you/project"
                aria-describedby={`${folderId}-hint`}
                spellCheck={false}
                autoComplete="off"
                value={folder}
                onChange={(event) => changeCodeUpdate(key, { folder: event.target.value })}
              />
              <Button
                label="Choose…"
                icon={FolderOpen}
                disabledReason={isLocal(host) ? null : notLocalReason}
                onPress={() => void choose()}
              />
            </div>
            <p id={`${folderId}-hint`} className="form-hint">
              Its content goes into the working directory of a new container of the same configuration, before that is started.
            </p>
          </div>
        </div>
        <ReadyField value={readyWithin} onChange={(text) => changeCodeUpdate(key, { readyWithin: text })} />
      </div>
      <section className="form-part" aria-label="Before you update">
        <h2>Before you update</h2>
        <PreviewPanel answer={answer} withChanges={false} />
      </section>
    </FormView>
  );
}
