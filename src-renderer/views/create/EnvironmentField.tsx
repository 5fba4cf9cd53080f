import { ClipboardPaste, Eye, EyeOff } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../components/Button.tsx';
import { withEnvironment } from './environment-rows.ts';
import { FieldProblem } from './FieldProblem.tsx';
import { useForm } from './form-context.ts';
import { emptyRows, type PairRow } from './form-values.ts';
import { PasteEnvironment } from './PasteEnvironment.tsx';
import { RowInput } from './RowInput.tsx';
import { RowList } from './RowList.tsx';
import { changeRow, removeRow } from './rows.ts';
import { SecretInput } from './SecretInput.tsx';

/** Variables, one by one or from a `.env` file. Values are hidden until they are asked for. */
export function EnvironmentField() {
  const form = useForm();
  const [shown, setShown] = useState(false);
  const [pasting, setPasting] = useState(false);
  const rows = form.values.environment;
  const set = (row: PairRow, patch: Partial<PairRow>) => form.change({ environment: changeRow(rows, row, patch) });
  return (
    <RowList
      label="Environment"
      noun="variable"
      kind="pairs"
      columns={['Name', 'Value']}
      rows={rows}
      onAdd={() => form.change({ environment: [...rows, emptyRows.pair()] })}
      onRemove={(row) => form.change({ environment: removeRow(rows, row) })}
      renderRow={(row, index) => (
        <>
          <RowInput
            mono
            field={`environment.${row.id}.name`}
            label={`Variable ${index + 1}`}
            placeholder="NAME"
            value={row.name}
            onChange={(name) => set(row, { name })}
          />
          <SecretInput
            field={`environment.${row.id}.value`}
            label={`Value of ${row.name.trim() === '' ? `variable ${index + 1}` : row.name.trim()}`}
            shown={shown}
            value={row.value}
            onChange={(value) => set(row, { value })}
          />
        </>
      )}
      renderProblems={(row) => <FieldProblem field={`environment.${row.id}.name`} />}
      actions={
        <>
          {!pasting && <Button label="Paste .env" icon={ClipboardPaste} onPress={() => setPasting(true)} />}
          {rows.length > 0 && (
            <Button
              tone="ghost"
              label={shown ? 'Hide values' : 'Show values'}
              icon={shown ? EyeOff : Eye}
              onPress={() => setShown(!shown)}
            />
          )}
        </>
      }
    >
      {pasting && (
        <PasteEnvironment
          onTaken={(environment) => form.change({ environment: withEnvironment(rows, environment) })}
          onClose={() => setPasting(false)}
        />
      )}
    </RowList>
  );
}
