import { Notification } from 'electron';
import type { Batch } from '../../../src-shared/changes.ts';
import type { Operation } from '../../../src-shared/model.ts';
import type { Log } from '../../lib/log.ts';
import { type Ended, LongOperations, longMs, noticeOf } from './operation-notice.ts';

export interface NotifyOptions {
  /** Tells of every batch; returns its unsubscribe. */
  readonly onBatch: (listener: (batch: Batch) => void) => () => void;
  /** Who looks at the window sees it end there. */
  readonly isInFront: () => boolean;
  /** Whether another notice tells why it failed. */
  readonly isToldElsewhere: (operation: Operation) => boolean;
  /** Shows the window and gives it the focus. */
  readonly show: () => void;
  readonly log: Log;
  /** What takes as long has been waited for. */
  readonly longFromMs?: number;
  /** What ends within this time of each other is told together. */
  readonly gatherMs?: number;
}

/** A native notification at the end of what took long, while the window is not in front. Returns what stops it. */
export function notifyOperations(options: NotifyOptions): () => void {
  const { onBatch, isInFront, isToldElsewhere, show, log, longFromMs = longMs, gatherMs = 500 } = options;
  const long = new LongOperations(longFromMs);
  // Kept, as a notification that is collected can't be clicked any more.
  let shown: Notification | null = null;
  let gathered: Ended[] = [];
  let timer: NodeJS.Timeout | null = null;

  const tell = (): void => {
    timer = null;
    const notice = noticeOf(gathered);
    gathered = [];
    if (!notice || isInFront() || !Notification.isSupported()) return;
    const notification = new Notification(notice);
    notification.on('click', show);
    notification.on('failed', (_event, error) => log.warn('A notification could not be shown', { error }));
    notification.show();
    shown?.close();
    shown = notification;
  };
  const stop = onBatch((batch) => {
    gathered.push(...long.take(batch, Date.now()).filter((it) => it.outcome.ok || !isToldElsewhere(it.operation)));
    if (gathered.length > 0) timer ??= setTimeout(tell, gatherMs);
  });
  return () => {
    stop();
    if (timer) clearTimeout(timer);
    shown?.close();
  };
}
