import { shortId } from '../../../src-shared/ids.ts';

/** Docker's own limit for host names is less, but names of 255 are in use. */
const nameLimit = 255;

/** What the old container is called while the new one has its name. */
export function asideName(name: string, oldId: string): string {
  return withEnding(name, `-replaced-${shortId(oldId)}`);
}

/** What the new container is called until it takes the old one's place. */
export function newcomerName(name: string, oldId: string): string {
  return withEnding(name, newcomerEnding(oldId));
}

/** How the name ends by which what takes this one's place is known until it has it. */
export function newcomerEnding(oldId: string): string {
  return `-replacing-${shortId(oldId)}`;
}

function withEnding(name: string, ending: string): string {
  return `${name.slice(0, nameLimit - ending.length)}${ending}`;
}
