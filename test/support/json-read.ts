/** The text at a path of some JSON; '' where there is none. */
export function textAt(json: unknown, ...path: readonly string[]): string {
  const found = valueAt(json, ...path);
  return typeof found === 'string' ? found : '';
}

/** Whatever is at a path of some JSON; undefined where there is nothing. */
export function valueAt(json: unknown, ...path: readonly string[]): unknown {
  let value: unknown = json;
  for (const key of path) {
    value = typeof value === 'object' && value !== null ? new Map<string, unknown>(Object.entries(value)).get(key) : undefined;
  }
  return value;
}

/** The items of a JSON array; none where it is something else. */
export function itemsOf(json: unknown): readonly unknown[] {
  return Array.isArray(json) ? json : [];
}
