import type { ContainerReference } from '../commands/parts.ts';
import type { ToWatcher } from './protocol.ts';

interface View {
  readonly visible: boolean;
  readonly watched: readonly ContainerReference[];
}

/** What each caller shows, put together as the watcher is told it. */
export class CallerViews {
  private readonly views = new Map<string, View>();

  /** Puts what a caller shows now; gives what the watcher is to be told. */
  set(callerId: string, patch: Partial<View>): Extract<ToWatcher, { type: 'watch' }> {
    const view: View = { visible: false, watched: [], ...this.views.get(callerId), ...patch };
    if (view.visible || view.watched.length > 0) this.views.set(callerId, view);
    else this.views.delete(callerId);
    return this.message();
  }

  message(): Extract<ToWatcher, { type: 'watch' }> {
    const shown = [...this.views.values()].filter((view) => view.visible);
    return { type: 'watch', visible: shown.length > 0, watched: shown.flatMap((view) => view.watched) };
  }
}
