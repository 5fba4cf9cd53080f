import { useMemo } from 'react';
import type { ContainerKey } from '../../../src-shared/ids.ts';
import { ActivityPanel } from './ActivityPanel.tsx';
import { wholeFeed } from './feed.ts';
import { useFeed } from './use-feed.ts';

/** A container's own part of the feed, for its detail. */
export function ActivityTab({ container, name }: { readonly container: ContainerKey; readonly name: string }) {
  const filter = useMemo(() => ({ ...wholeFeed, container }), [container]);
  const feed = useFeed(filter);
  return (
    <ActivityPanel
      label={`Activity of ${name}`}
      feed={feed}
      oneContainer
      empty={
        <div className="activity-empty">
          <h2>Nothing has happened to {name} yet</h2>
          <p>Starts, stops, crashes and health changes appear here as they happen, while Quarterdeck runs.</p>
        </div>
      }
    />
  );
}
