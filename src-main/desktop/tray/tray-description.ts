import type { Navigate } from '../../../src-shared/contract/desktop.ts';

/** What a line of the tray's menu does. */
export type TrayAction =
  | { readonly do: 'start' | 'stop' | 'restart'; readonly hostId: string; readonly containerId: string }
  | { readonly do: 'openPort'; readonly hostId: string; readonly containerId: string; readonly hostPort: number }
  /** The containers are named, so that what is stopped is what the menu showed. */
  | { readonly do: 'stopProject'; readonly hostId: string; readonly project: string; readonly containerIds: readonly string[] }
  | { readonly do: 'retryHost'; readonly hostId: string | null }
  | { readonly do: 'goTo'; readonly to: Navigate['to'] }
  | { readonly do: 'pause'; readonly until: 'inOneHour' | 'tomorrow' }
  | { readonly do: 'resume' }
  | { readonly do: 'open' }
  | { readonly do: 'quit' };

export type TrayItem =
  | { readonly kind: 'separator' }
  /** Words that do nothing. */
  | { readonly kind: 'text'; readonly label: string }
  | { readonly kind: 'action'; readonly label: string; readonly enabled: boolean; readonly action: TrayAction }
  | { readonly kind: 'submenu'; readonly label: string; readonly items: readonly TrayItem[] };

export type TrayIcon = 'calm' | 'attention' | 'disconnected';

/** All that the tray shows, as data: it is rebuilt only when this has changed. */
export interface TrayDescription {
  readonly icon: TrayIcon;
  /** Open incidents that call for attention. */
  readonly count: number;
  readonly tooltip: string;
  readonly items: readonly TrayItem[];
}

export const separator: TrayItem = { kind: 'separator' };

export function text(label: string): TrayItem {
  return { kind: 'text', label: menuText(label) };
}

export function action(label: string, what: TrayAction, enabled = true): TrayItem {
  return { kind: 'action', label: menuText(label), enabled, action: what };
}

export function submenu(label: string, items: readonly TrayItem[]): TrayItem {
  return { kind: 'submenu', label: menuText(label), items };
}

const longestLabel = 64;

/** Bounded, of one line, and with `&` doubled, which would else underline a letter. What hides or reorders text is left out. */
export function menuText(label: string): string {
  const clean = label
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, ' ')
    .replace(/ +/g, ' ')
    .trim();
  const short = clean.length > longestLabel ? `${clean.slice(0, longestLabel - 1)}…` : clean;
  return short.replaceAll('&', '&&');
}

const highestCount = 9;

/** Electron takes the denser `@2x` beside it by itself; on macOS 'Template' lets the system colour it, and the count stands beside it. Pure. */
export function iconFile({ icon, count }: Pick<TrayDescription, 'icon' | 'count'>, platform: NodeJS.Platform): string {
  if (platform === 'darwin') return `${icon}Template.png`;
  const name = icon === 'attention' ? `attention-${count > highestCount ? 'more' : count}` : icon;
  return platform === 'win32' ? `${name}.ico` : `${name}-32.png`;
}
