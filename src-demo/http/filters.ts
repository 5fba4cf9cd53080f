import { badRequest, type Refusal, serverError } from '../world/refusal.ts';

/** The engine's filters: a key's values are alternatives, keys are demands. */
export type Filters = ReadonlyMap<string, readonly string[]>;

/** Reads `filters` of a query, in its new form (`{"status":["running"]}`) or the old one (`{"status":{"running":true}}`). */
export function parseFilters(query: URLSearchParams): Filters | Refusal {
  const text = query.get('filters');
  if (!text) return new Map();
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return serverError(`invalid character '${text[0] ?? ''}' looking for beginning of value`);
  }
  if (!isRecord(parsed)) return badRequest('invalid filter');
  const filters = new Map<string, readonly string[]>();
  for (const [key, values] of Object.entries(parsed)) {
    if (Array.isArray(values))
      filters.set(
        key,
        values.filter((value) => typeof value === 'string'),
      );
    else if (isRecord(values))
      filters.set(
        key,
        Object.keys(values).filter((value) => values[value] === true),
      );
    else return badRequest(`Invalid filter '${key}'`);
  }
  return filters;
}

export function isRefusal(value: Filters | Refusal): value is Refusal {
  return 'status' in value;
}

/** Whether some value of the filter fits, or nothing is demanded. */
export function demands(filters: Filters, key: string, fits: (value: string) => boolean): boolean {
  const values = filters.get(key);
  return !values || values.length === 0 || values.some(fits);
}

/** `label=key` or `label=key=value`, all of which must hold. */
export function labelsFit(filters: Filters, labels: Readonly<Record<string, string>>): boolean {
  return (filters.get('label') ?? []).every((wanted) => {
    const at = wanted.indexOf('=');
    return at < 0 ? wanted in labels : labels[wanted.slice(0, at)] === wanted.slice(at + 1);
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
