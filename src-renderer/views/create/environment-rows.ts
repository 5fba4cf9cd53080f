import { newRowId, type PairRow } from './form-values.ts';

/** The rows with a file's variables: a name that is there gets the file's value, the others follow. */
export function withEnvironment(rows: readonly PairRow[], environment: Readonly<Record<string, string>>): readonly PairRow[] {
  const names = new Set(rows.map((it) => it.name.trim()));
  const kept = rows.filter((it) => it.name.trim() !== '' || it.value !== '');
  const changed = kept.map((it) => ({ ...it, value: environment[it.name.trim()] ?? it.value }));
  const added = Object.entries(environment).filter(([name]) => !names.has(name));
  return [...changed, ...added.map(([name, value]) => ({ id: newRowId(), name, value }))];
}
