/** An object of some JSON, read field by field: what is absent or of another kind is null or empty. */
export interface JsonFields {
  text(name: string): string | null;
  number(name: string): number | null;
  flag(name: string): boolean;
  /** Null where it is no list. */
  texts(name: string): readonly string[] | null;
  fields(name: string): JsonFields;
  /** The objects of a list. */
  list(name: string): readonly JsonFields[];
  names(): readonly string[];
}

export function jsonFields(value: unknown): JsonFields {
  const fields = new Map<string, unknown>(isObject(value) ? Object.entries(value) : []);
  const listOf = (name: string): readonly unknown[] => {
    const found = fields.get(name);
    return Array.isArray(found) ? found : [];
  };
  return {
    text: (name) => asText(fields.get(name)),
    number: (name) => {
      const found = fields.get(name);
      return typeof found === 'number' ? found : null;
    },
    flag: (name) => fields.get(name) === true,
    texts: (name) => (Array.isArray(fields.get(name)) ? listOf(name).flatMap((it) => asText(it) ?? []) : null),
    fields: (name) => jsonFields(fields.get(name)),
    list: (name) => listOf(name).map(jsonFields),
    names: () => [...fields.keys()],
  };
}

function asText(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
