import { join } from 'node:path';
import { Menu, type MenuItemConstructorOptions, nativeImage, Tray } from 'electron';
import { iconFile, type TrayAction, type TrayDescription, type TrayItem } from './tray-description.ts';

export interface TrayOptions {
  /** Asked anew for each look at it. */
  readonly describe: () => TrayDescription;
  readonly choose: (action: TrayAction) => void;
  /** A click on the icon, where clicks reach us. */
  readonly onClick: () => void;
  /** The folder of the icons. */
  readonly iconFolder: string;
  readonly platform: NodeJS.Platform;
  /** The shortest time between two changes of what is shown. */
  readonly restMs?: number;
  /** A change is shown so long after it came: a menu takes milliseconds to build, and what caused it is still being answered. */
  readonly settleMs?: number;
}

export interface OpenTray {
  /** What is shown may have changed. */
  changed(): void;
  /** Puts it up anew: what shows tray icons came after us. */
  renew(): void;
  dispose(): void;
}

/** An open menu is left as it is; one that never tells that it was closed is not waited for longer. */
const longestOpenMs = 60_000;

/** Puts up the tray's icon and keeps it, its words and its menu after what `describe` gives, without flicker. */
export function openTray({ describe, choose, onClick, iconFolder, platform, restMs = 500, settleMs = 200 }: TrayOptions): OpenTray {
  let tray: Tray | null = null;
  let shown = '';
  let shownFile = '';
  let timer: NodeJS.Timeout | null = null;
  let updatedAtMs = Number.NEGATIVE_INFINITY;
  let openSinceMs: number | null = null;

  const put = (description: TrayDescription): void => {
    shown = JSON.stringify(description);
    updatedAtMs = performance.now();
    const file = iconFile(description, platform);
    const image = () => nativeImage.createFromPath(join(iconFolder, file));
    if (!tray) {
      tray = new Tray(image());
      tray.on('click', onClick);
    } else if (file !== shownFile) tray.setImage(image());
    shownFile = file;
    tray.setToolTip(description.tooltip);
    if (platform === 'darwin') tray.setTitle(description.count > 0 ? String(description.count) : '');
    const menu = Menu.buildFromTemplate(description.items.map((it) => templateOf(it, choose)));
    menu.on('menu-will-show', () => {
      openSinceMs = performance.now();
    });
    menu.on('menu-will-close', () => {
      openSinceMs = null;
      later(0);
    });
    // Linux shows a changed menu only when it is set again.
    tray.setContextMenu(menu);
  };
  const update = (): void => {
    timer = null;
    const description = describe();
    if (JSON.stringify(description) === shown) return;
    const openMs = openSinceMs === null ? null : performance.now() - openSinceMs;
    if (openMs !== null && openMs < longestOpenMs) {
      later(longestOpenMs - openMs);
      return;
    }
    openSinceMs = null;
    put(description);
  };
  const later = (waitMs: number): void => {
    if (timer) clearTimeout(timer);
    timer = setTimeout(update, waitMs);
  };
  const takeDown = (): void => {
    tray?.destroy();
    tray = null;
    openSinceMs = null;
  };
  put(describe());
  return {
    changed: () => {
      if (!timer) later(Math.max(settleMs, updatedAtMs + restMs - performance.now()));
    },
    renew: () => {
      takeDown();
      put(describe());
    },
    dispose: () => {
      if (timer) clearTimeout(timer);
      takeDown();
    },
  };
}

function templateOf(item: TrayItem, choose: TrayOptions['choose']): MenuItemConstructorOptions {
  switch (item.kind) {
    case 'separator':
      return { type: 'separator' };
    case 'text':
      return { label: item.label, enabled: false };
    case 'action':
      return { label: item.label, enabled: item.enabled, click: () => choose(item.action) };
    case 'submenu':
      return { label: item.label, submenu: item.items.map((it) => templateOf(it, choose)) };
  }
}
