import { type ContainerConfig, type ContainerConfigPatch, containerConfigPatchSchema } from '../../../src-shared/container-config.ts';

/** What of a configuration differs from the one before; the fields that a new container alone has are left out. */
export function patchFrom(before: ContainerConfig, after: ContainerConfig): ContainerConfigPatch {
  const changed = Object.entries(after).filter(([field, value]) => !same(Reflect.get(before, field), value));
  return containerConfigPatchSchema.parse(Object.fromEntries(changed));
}

/** The order of variables and labels means nothing. */
function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one, sorted) === JSON.stringify(other, sorted);
}

function sorted(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)));
}
