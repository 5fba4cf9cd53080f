import { create } from 'zustand';
import type { ContainerKey } from '../../src-shared/ids.ts';

export type DetailTab = 'overview' | 'logs' | 'activity' | 'inspect' | 'messages';

/** What is updated of a container. */
export type UpdatePart = 'code' | 'configuration';

/** What the main part of the window shows. */
export type Place =
  | { readonly view: 'containers' }
  | { readonly view: 'container'; readonly hostId: string; readonly containerId: string; readonly tab: DetailTab }
  /** The feed, of all containers or of one. */
  | { readonly view: 'activity'; readonly container: ContainerKey | null }
  /** The form for a new container. */
  | { readonly view: 'create' }
  | { readonly view: 'update'; readonly hostId: string; readonly containerId: string; readonly part: UpdatePart }
  /** The incidents, with one of them chosen; null: the first. */
  | { readonly view: 'incidents'; readonly incidentId: string | null }
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

/** Shows a place instead of the one before, to which nothing leads back. */
export function replacePlace(place: Place): void {
  useNavigation.setState({ place });
}

/** Shows another container wherever the old one was to be seen; from its update to itself. */
export function followContainer(hostId: string, previousId: string, containerId: string): void {
  const isOld = (it: Place) => 'containerId' in it && it.hostId === hostId && it.containerId === previousId;
  const lead = (it: Place): Place => {
    if (!isOld(it)) return it;
    return { view: 'container', hostId, containerId, tab: it.view === 'container' ? it.tab : 'overview' };
  };
  useNavigation.setState(({ place, behind }) => {
    const after = lead(place);
    const kept = behind.map(lead);
    // From the detail to the update and back to it: once is enough.
    while (isOld(place) && kept.length > 0 && samePlace(kept.at(-1) ?? start, after)) kept.pop();
    return { place: after, behind: kept };
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
  if (one.view === 'update' && other.view === 'update') {
    return one.hostId === other.hostId && one.containerId === other.containerId && one.part === other.part;
  }
  return one.view === other.view;
}
