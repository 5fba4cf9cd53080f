import { formatClock, formatMemory, formatPercent, formatRate } from '../../../../src-shared/format.ts';
import type { ChartView } from '../../../charts/chart-view.ts';
import type { ChartRow } from '../../../charts/readings.ts';
import { unknown } from './chart-words.ts';

const orUnknown = (value: number | null, format: (value: number) => string): string => (value === null ? unknown : format(value));

const columns: readonly { readonly label: string; readonly tell: (row: ChartRow) => string }[] = [
  { label: 'CPU', tell: (row) => orUnknown(row.cpu, formatPercent) },
  { label: 'Memory', tell: (row) => orUnknown(row.memory, formatMemory) },
  { label: 'File cache', tell: (row) => orUnknown(row.cache, formatMemory) },
  { label: 'In', tell: (row) => orUnknown(row.received, formatRate) },
  { label: 'Out', tell: (row) => orUnknown(row.sent, formatRate) },
  { label: 'Read', tell: (row) => orUnknown(row.read, formatRate) },
  { label: 'Write', tell: (row) => orUnknown(row.written, formatRate) },
  { label: 'Processes', tell: (row) => orUnknown(row.processes, (value) => String(Math.round(value))) },
];

/** What the charts draw, as a table, newest first. It stands still: numbers that run away can't be read. */
export function ChartTable({ view }: { readonly view: ChartView }) {
  const rows = view.rows.filter((row) => row.atMs >= view.fromMs).toReversed();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className="chart-table-box" aria-label={`Readings as of ${formatClock(view.toMs)}`} tabIndex={0}>
      <table className="chart-table">
        <thead>
          <tr>
            <th scope="col">Time</th>
            {columns.map((column) => (
              <th key={column.label} scope="col">
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.atMs}>
              <th scope="row">{formatClock(row.atMs)}</th>
              {row.processes === null ? (
                <td colSpan={columns.length} className="tertiary">
                  no data
                </td>
              ) : (
                columns.map((column) => <td key={column.label}>{column.tell(row)}</td>)
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
