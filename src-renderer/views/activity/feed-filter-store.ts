import { create } from 'zustand';
import type { FeedKind } from './feed.ts';

interface FeedFilterState {
  readonly kind: FeedKind;
  readonly text: string;
}

/** What the activity view is filtered by, kept while other views are shown. The container is part of the place. */
export const useFeedFilter = create<FeedFilterState>()(() => ({ kind: 'all', text: '' }));

export function changeFeedFilter(patch: Partial<FeedFilterState>): void {
  useFeedFilter.setState(patch);
}
