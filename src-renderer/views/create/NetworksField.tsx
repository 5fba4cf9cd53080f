import { networkSuggestions, useOptions } from './create-options.ts';
import { FieldProblem } from './FieldProblem.tsx';
import { useForm } from './form-context.ts';
import { emptyRows, type NetworkRow } from './form-values.ts';
import { RowInput } from './RowInput.tsx';
import { RowList } from './RowList.tsx';
import { changeRow, removeRow } from './rows.ts';
import { SuggestInput } from './SuggestInput.tsx';

/** Networks with the names and the address that the container has in them. */
export function NetworksField() {
  const form = useForm();
  const { networks } = form.values;
  const suggestions = networkSuggestions(useOptions());
  const set = (row: NetworkRow, patch: Partial<NetworkRow>) => form.change({ networks: changeRow(networks, row, patch) });
  return (
    <RowList
      bare
      label="Networks"
      noun="network"
      kind="networks"
      columns={['Network', 'Aliases', 'Fixed address']}
      rows={networks}
      onAdd={() => form.change({ networks: [...networks, emptyRows.network()] })}
      onRemove={(row) => form.change({ networks: removeRow(networks, row) })}
      renderRow={(row, index) => (
        <>
          <SuggestInput
            field={`networks.${row.id}.name`}
            label={`Network ${index + 1}`}
            placeholder="bridge"
            suggestions={suggestions}
            value={row.name}
            onChange={(name) => set(row, { name })}
          />
          <RowInput
            field={`networks.${row.id}.aliases`}
            label={`Aliases in network ${index + 1}, separated by spaces`}
            placeholder="web www"
            value={row.aliases}
            onChange={(aliases) => set(row, { aliases })}
          />
          <RowInput
            field={`networks.${row.id}.address`}
            label={`Fixed address in network ${index + 1}`}
            placeholder="any"
            value={row.address}
            onChange={(address) => set(row, { address })}
          />
        </>
      )}
      renderProblems={(row) => (
        <>
          <FieldProblem field={`networks.${row.id}.name`} />
          <FieldProblem field={`networks.${row.id}.aliases`} />
          <FieldProblem field={`networks.${row.id}.address`} />
        </>
      )}
    />
  );
}
