import type { InspectedContainer } from './inspected.ts';

/** Why a container can't be made anew at all; null where it can. Pure. */
export function refusalOf(container: InspectedContainer): string | null {
  const { Name: name, State: state } = container;
  if (state.Status === 'removing' || state.Status === 'dead') return `${name} is being removed, so it can’t be updated.`;
  if (state.Status === 'paused') return `${name} is paused. Unpause it, then update it.`;
  if (/-(?:replaced|replacing)-[0-9a-f]{12}$/.test(name))
    return `${name} is left over from an update. Update the container that took its place, or rename this one first.`;
  return null;
}
