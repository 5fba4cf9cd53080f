import { bulkhead } from 'cockatiel';

export type Limit = <T>(run: () => Promise<T>) => Promise<T>;

/** Runs at most `limit` at once; the others wait in order, without bound: the caller bounds what it hands in. */
export function limitConcurrency(limit: number): Limit {
  const policy = bulkhead(limit, Number.POSITIVE_INFINITY);
  return (run) => policy.execute(run);
}
