import { shortId } from '../../src-shared/ids.ts';

/** Docker's own rule. */
const longestName = 255;

/** The name of a container that waits to be removed: its own becomes free, and this one still tells whose it was. Pure. */
export function deletedName(name: string, containerId: string): string {
  const suffix = `-deleted-${shortId(containerId)}`;
  return `${name.slice(0, longestName - suffix.length)}${suffix}`;
}

/** The names to try in turn when a container gets its name back: somebody else may have taken it meanwhile. Pure. */
export function namesToGiveBack(name: string): string[] {
  const numbered = Array.from({ length: 8 }, (_, index) => `-${index + 2}`);
  return [name, ...numbered.map((suffix) => `${name.slice(0, longestName - suffix.length)}${suffix}`)];
}
