import { FieldProblem } from './FieldProblem.tsx';
import { fieldAttributes, useForm } from './form-context.ts';
import { emptyRows, type PortRow } from './form-values.ts';
import { RowInput } from './RowInput.tsx';
import { RowList } from './RowList.tsx';
import { changeRow, removeRow } from './rows.ts';

const protocols = ['tcp', 'udp', 'sctp'] as const;

/** Published ports; those that are taken say so while they are typed. */
export function PortsField() {
  const form = useForm();
  const { ports } = form.values;
  const set = (row: PortRow, patch: Partial<PortRow>) => form.change({ ports: changeRow(ports, row, patch) });
  return (
    <RowList
      label="Ports"
      noun="port"
      kind="ports"
      columns={['On this host', 'In the container', 'Protocol']}
      rows={ports}
      onAdd={() => form.change({ ports: [...ports, emptyRows.port()] })}
      onRemove={(row) => form.change({ ports: removeRow(ports, row) })}
      renderRow={(row, index) => (
        <>
          <RowInput
            field={`ports.${row.id}.hostPort`}
            label={`Port on the host ${index + 1}`}
            placeholder="any free one"
            value={row.host}
            onChange={(host) => set(row, { host })}
          />
          <RowInput
            field={`ports.${row.id}.containerPort`}
            label={`Port in the container ${index + 1}`}
            placeholder="80"
            value={row.container}
            onChange={(container) => set(row, { container })}
          />
          <select
            {...fieldAttributes(form, `ports.${row.id}.protocol`)}
            className="form-input form-select"
            aria-label={`Protocol ${index + 1}`}
            value={row.protocol}
            onChange={(event) => {
              const protocol = protocols.find((it) => it === event.target.value);
              if (protocol) set(row, { protocol });
            }}
          >
            {protocols.map((it) => (
              <option key={it}>{it}</option>
            ))}
          </select>
        </>
      )}
      renderProblems={(row) => (
        <>
          <FieldProblem field={`ports.${row.id}.hostPort`} />
          <FieldProblem field={`ports.${row.id}.containerPort`} />
        </>
      )}
    />
  );
}
