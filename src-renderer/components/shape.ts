import type { ShownState } from '../../src-shared/describe.ts';

/** Every silhouette that `StateShape` draws. */
export type Shape = ShownState | 'attention' | 'resolved' | 'removed' | 'notKnown' | 'neutral';
