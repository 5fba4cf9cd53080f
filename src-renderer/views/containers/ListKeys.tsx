import { memo } from 'react';
import { type ListKeysOptions, useListKeys } from './use-list-keys.ts';

/** The table's keys as a component of their own: thirty shortcuts have nothing to do while the table is scrolled. */
export const ListKeys = memo(function ListKeys(options: ListKeysOptions) {
  useListKeys(options);
  return null;
});
