/** The rows with one of them changed. */
export function changeRow<R extends { readonly id: string }>(rows: readonly R[], row: R, patch: Partial<R>): readonly R[] {
  return rows.map((it) => (it.id === row.id ? { ...it, ...patch } : it));
}

export function removeRow<R extends { readonly id: string }>(rows: readonly R[], row: R): readonly R[] {
  return rows.filter((it) => it.id !== row.id);
}
