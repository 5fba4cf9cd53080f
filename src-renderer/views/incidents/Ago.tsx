import { useSyncExternalStore } from 'react';
import { formatAgo } from '../../../src-shared/format.ts';
import { onSecond } from '../../store/clock.ts';

/** '3 min', 'yesterday': drawn again only when the words change. */
export function Ago({ atMs }: { readonly atMs: number }) {
  return useSyncExternalStore(onSecond, () => formatAgo(atMs, Date.now()).replace(/\sago$/, ''));
}

/** '3 min ago', 'yesterday' */
export function LongAgo({ atMs }: { readonly atMs: number }) {
  return useSyncExternalStore(onSecond, () => formatAgo(atMs, Date.now()));
}
