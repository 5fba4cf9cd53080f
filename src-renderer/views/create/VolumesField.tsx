import { FolderOpen } from 'lucide-react';
import { invoke } from '../../bridge.ts';
import { Button } from '../../components/Button.tsx';
import { showFailure } from '../../store/toasts.ts';
import { useOptions, volumeSuggestions } from './create-options.ts';
import { FieldProblem } from './FieldProblem.tsx';
import { useForm } from './form-context.ts';
import { emptyRows, type VolumeRow } from './form-values.ts';
import { notLocalReason } from './local-host.ts';
import { RowInput } from './RowInput.tsx';
import { RowList } from './RowList.tsx';
import { changeRow, removeRow } from './rows.ts';
import { SuggestInput } from './SuggestInput.tsx';

/** Folders of the host and volumes, and where they are in the container. `isLocal`: the folder picker shows the host's folders. */
export function VolumesField({ isLocal }: { readonly isLocal: boolean }) {
  const form = useForm();
  const { volumes } = form.values;
  const suggestions = volumeSuggestions(useOptions());
  const set = (row: VolumeRow, patch: Partial<VolumeRow>) => form.change({ volumes: changeRow(volumes, row, patch) });
  const addFolder = async (): Promise<void> => {
    const answer = await invoke('chooseFolder', { title: 'Folder to mount' });
    if (!answer.ok) showFailure(answer.failure, 'chooseFolder');
    else if (answer.value !== null) form.change({ volumes: [...volumes, { ...emptyRows.volume(), source: answer.value }] });
  };
  return (
    <RowList
      label="Volumes"
      noun="volume"
      kind="volumes"
      columns={['Folder or volume', 'In the container', '']}
      rows={volumes}
      onAdd={() => form.change({ volumes: [...volumes, emptyRows.volume()] })}
      onRemove={(row) => form.change({ volumes: removeRow(volumes, row) })}
      renderRow={(row, index) => (
        <>
          <SuggestInput
            field={`volumes.${row.id}.source`}
            label={`Folder or volume ${index + 1}`}
            placeholder="/folder or a volume’s name"
            suggestions={suggestions}
            value={row.source}
            onChange={(source) => set(row, { source })}
          />
          <RowInput
            field={`volumes.${row.id}.target`}
            label={`Path in the container ${index + 1}`}
            placeholder="/data"
            value={row.target}
            onChange={(target) => set(row, { target })}
          />
          <label className="form-check">
            <input
              type="checkbox"
              aria-label={`Read-only ${index + 1}`}
              checked={row.readOnly}
              onChange={(event) => set(row, { readOnly: event.target.checked })}
            />
            Read-only
          </label>
        </>
      )}
      renderProblems={(row) => (
        <>
          <FieldProblem field={`volumes.${row.id}.source`} />
          <FieldProblem field={`volumes.${row.id}.target`} />
        </>
      )}
      actions={
        <Button
          label="Choose folder…"
          icon={FolderOpen}
          disabledReason={isLocal ? null : notLocalReason}
          onPress={() => void addFolder()}
        />
      }
    />
  );
}
