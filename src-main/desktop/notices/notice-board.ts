import { Notification } from 'electron';
import type { Log } from '../../lib/log.ts';
import { type Notice, plain } from './operation-notice.ts';

export interface NativeNotice extends Notice {
  readonly onClick: () => void;
  /** Shown where the platform has them; a click on the notice itself must be enough. */
  readonly buttons: readonly { readonly text: string; readonly press: () => void }[];
}

export interface ShownNotice {
  close(): void;
}

/** Where native notices are shown. */
export interface NoticeBoard {
  show(notice: NativeNotice): ShownNotice;
  /** Takes down what still hangs there. */
  dispose(): void;
}

/** Kept, as a notification that is collected can't be clicked any more; on Windows also after it was 'closed' by its time. */
const shownKept = 50;

/** The desktop's own notices. What it can't show is in the log. */
export function openNoticeBoard(log: Log): NoticeBoard {
  const shown = new Set<Notification>();
  return {
    show: ({ title, body, onClick, buttons }) => {
      if (!Notification.isSupported()) return { close: () => {} };
      const actions = buttons.map((it) => ({ type: 'button' as const, text: it.text }));
      const notification = new Notification({ title: plain(title, 120), body: plain(body, 300), actions });
      notification.on('click', onClick);
      // Electron before 41 gives the index as an argument only.
      notification.on('action', (details, oldIndex) => buttons[details.actionIndex ?? oldIndex]?.press());
      notification.on('failed', (_event, error) => log.warn('A notification could not be shown', { error }));
      notification.show();
      shown.add(notification);
      const [oldest] = shown;
      if (shown.size > shownKept && oldest) shown.delete(oldest);
      return {
        close: () => {
          shown.delete(notification);
          notification.close();
        },
      };
    },
    dispose: () => {
      for (const notification of shown) notification.close();
      shown.clear();
    },
  };
}
