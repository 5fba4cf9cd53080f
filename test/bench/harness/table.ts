import type { BenchResult } from './bench.ts';
import type { MachineFacts } from './machine.ts';

const headings = ['id', 'value', 'goal', '', 'median', 'p95', 'n', 'unit', 'baseline'];
/** Columns that hold words. */
const leftAligned = new Set([0, 3, 7, 8]);

/** The results as a table for a terminal, with what each line means below it. */
export function tableOf(machine: MachineFacts, results: readonly BenchResult[]): string {
  const rows = results.map((it) => [
    it.id,
    String(it.value),
    goalText(it.goal),
    meets(it) ? 'met' : 'MISSED',
    String(it.median),
    String(it.p95),
    String(it.n),
    it.unit,
    it.baseline ? String(it.baseline.value) : '',
  ]);
  const widths = headings.map((heading, column) => Math.max(heading.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => (leftAligned.has(column) ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ')
      .trimEnd();
  const { cpu, cores, memoryGiB, kernel, electron, engine, loadBefore, ahead } = machine;
  return [
    '',
    `${cpu}, ${cores} cores, ${memoryGiB} GiB, ${kernel}; Electron ${electron}; engine ${engine ?? 'not asked for'}; load average before ${loadBefore}${ahead ? ', measured ahead of other programs' : ''}`,
    '',
    line(headings),
    ...rows.map(line),
    '',
    ...results.map((it) => `${it.id}: ${it.what}${it.baseline ? `; baseline: ${it.baseline.what}` : ''}`),
  ].join('\n');
}

export function meets({ value, goal }: Pick<BenchResult, 'value' | 'goal'>): boolean {
  return 'max' in goal ? value <= goal.max : value >= goal.min;
}

function goalText(goal: BenchResult['goal']): string {
  return 'max' in goal ? `<= ${goal.max}` : `>= ${goal.min}`;
}
