import type { DesktopStatus } from '../../../src-shared/contract/desktop.ts';

/** How the tray stands, in words. */
export function trayWords({ tray, trayHelp }: DesktopStatus): { readonly text: string; readonly isProblem: boolean } {
  switch (tray) {
    case 'shown':
      return { text: 'Shown in the tray.', isProblem: false };
    case 'none':
      return { text: trayHelp ?? 'This desktop has no tray, so closing the window ends Quarterdeck.', isProblem: true };
    case 'notKnown':
      return { text: 'Whether this desktop shows it is not known.', isProblem: false };
  }
}

/** Why starting at login can't be had here; null where it can. */
export function loginWords({ startAtLogin }: DesktopStatus): string | null {
  switch (startAtLogin) {
    case 'possible':
      return null;
    case 'notPackaged':
      return 'Takes effect in an installed Quarterdeck; this one runs from its sources.';
    case 'fileOfAnother':
      return 'The autostart folder has a quarterdeck.desktop that is not ours, which is left alone. Move it away, then switch this on again.';
  }
}
