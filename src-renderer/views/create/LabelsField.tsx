import { FieldProblem } from './FieldProblem.tsx';
import { useForm } from './form-context.ts';
import { emptyRows, type PairRow } from './form-values.ts';
import { RowInput } from './RowInput.tsx';
import { RowList } from './RowList.tsx';
import { changeRow, removeRow } from './rows.ts';

export function LabelsField() {
  const form = useForm();
  const { labels } = form.values;
  const set = (row: PairRow, patch: Partial<PairRow>) => form.change({ labels: changeRow(labels, row, patch) });
  return (
    <RowList
      bare
      label="Labels"
      noun="label"
      kind="pairs"
      columns={['Name', 'Value']}
      rows={labels}
      onAdd={() => form.change({ labels: [...labels, emptyRows.pair()] })}
      onRemove={(row) => form.change({ labels: removeRow(labels, row) })}
      renderRow={(row, index) => (
        <>
          <RowInput
            mono
            field={`labels.${row.id}.name`}
            label={`Label ${index + 1}`}
            placeholder="com.example.team"
            value={row.name}
            onChange={(name) => set(row, { name })}
          />
          <RowInput
            mono
            field={`labels.${row.id}.value`}
            label={`Value of label ${index + 1}`}
            placeholder="value"
            value={row.value}
            onChange={(value) => set(row, { value })}
          />
        </>
      )}
      renderProblems={(row) => <FieldProblem field={`labels.${row.id}.name`} />}
    />
  );
}
