import type { BrowserWindow } from 'electron';
import type { Navigate } from '../../src-shared/contract/desktop.ts';
import type { openIpc } from './ipc.ts';

export interface MainWindow {
  /** Shows the window and gives it the focus; opens it where it was closed. */
  show(): void;
  /** Shows the window and leads it there. */
  goTo(to: Navigate['to']): void;
  isOpen(): boolean;
  /** Whether the user has it before them. */
  isInFront(): boolean;
}

/** The one window, which may be closed and opened again while the application goes on. */
export function keepMainWindow(ipc: ReturnType<typeof openIpc>, open: () => BrowserWindow): MainWindow {
  let window: BrowserWindow | null = null;
  const show = (): BrowserWindow => {
    if (!window) {
      window = open();
      ipc.attach(window);
      window.once('closed', () => {
        window = null;
      });
      return window;
    }
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
    return window;
  };
  return {
    show: () => void show(),
    goTo: (to) => ipc.navigate(show(), { to }),
    isOpen: () => window !== null,
    isInFront: () => window?.isFocused() === true,
  };
}
