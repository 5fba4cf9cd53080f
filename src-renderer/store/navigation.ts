import { create } from 'zustand';
import type { ContainerKey } from '../../src-shared/ids.ts';

export type DetailTab = 'overview' | 'logs' | 'activity' | 'inspect' | 'messages';

/** What the main part of the window shows. */
export type Place =
  | { readonly view: 'containers' }
  | { readonly view: 'container'; readonly hostId: string; readonly containerId: string; readonly tab: DetailTab }
  /** The feed, of all containers or of one. */
  | { readonly view: 'activity'; readonly container: ContainerKey | null }
  | { readonly view: 'hosts' }
  | { readonly view: 'settings' };

interface NavigationState {
  readonly place: Place;
  /** Where `goBack` leads, the nearest last. */
  readonly behind: readonly Place[];
}

const placesKept = 50;
const start: Place = { view: 'containers' };

export const useNavigation = create<NavigationState>()(() => ({ place: start, behind: [] }));

/** Shows a place and remembers the one before. Changing only the tab of the same container replaces it. */
export function goTo(place: Place): void {
  useNavigation.setState(({ place: before, behind }) => {
    if (samePlace(before, place)) return { place };
    return { place, behind: [...behind, before].slice(-placesKept) };
  });
}

/** Shows the place before, or the containers where there is none. */
export function goBack(): void {
  useNavigation.setState(({ behind }) => ({ place: behind.at(-1) ?? start, behind: behind.slice(0, -1) }));
}

function samePlace(one: Place, other: Place): boolean {
  if (one.view === 'container' && other.view === 'container') {
    return one.hostId === other.hostId && one.containerId === other.containerId;
  }
  return one.view === other.view;
}
