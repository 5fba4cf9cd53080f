const sortKeys = new Map<string, string>();
const keysKept = 10_000;

/**
 * A text that sorts as people do with `<`: 'web-2' before 'web-10', case aside. A collator does it better for letters
 * that container names can't hold, and costs milliseconds for a thousand names at every change.
 */
export function nameSortKey(name: string): string {
  const known = sortKeys.get(name);
  if (known !== undefined) return known;
  const key = name.toLowerCase().replace(/\d+/g, (digits) => digits.padStart(10, '0'));
  if (sortKeys.size >= keysKept) sortKeys.clear();
  sortKeys.set(name, key);
  return key;
}

export function compareNames(one: string, other: string): number {
  const oneKey = nameSortKey(one);
  const otherKey = nameSortKey(other);
  return oneKey < otherKey ? -1 : oneKey > otherKey ? 1 : 0;
}
