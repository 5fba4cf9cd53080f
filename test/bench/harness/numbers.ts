/** The entries of an object of numbers, as JSON brings it; others are left out. */
export function numbersOf(json: unknown): ReadonlyMap<string, number> {
  const entries = typeof json === 'object' && json !== null ? Object.entries(json) : [];
  return new Map(entries.flatMap(([key, value]) => (typeof value === 'number' ? [[key, value] as const] : [])));
}

/** The numbers of an array, as JSON brings it. */
export function numberList(json: unknown): readonly number[] {
  return Array.isArray(json) ? json.filter((it) => typeof it === 'number') : [];
}
