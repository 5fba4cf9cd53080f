import { join } from 'node:path';
import { app } from 'electron';
import type { DesktopStatus } from '../../src-shared/contract/desktop.ts';
import type { Caller } from '../commands/parts.ts';
import type { Core } from '../core.ts';
import type { Log } from '../lib/log.ts';
import type { SettingsStore } from '../store/settings.ts';
import type { Dispatch } from './ipc.ts';
import { openLogin } from './login.ts';
import type { MainWindow } from './main-window.ts';
import { openNoticeBoard } from './notices/notice-board.ts';
import { notifyIncidents } from './notices/notifications.ts';
import { notifyOperations } from './notices/notify-operation.ts';
import { hasNotificationServer, hasTrayHost } from './tray/session-bus.ts';
import { openTray } from './tray/tray.ts';
import { createTrayActions } from './tray/tray-actions.ts';
import { TrayAsks } from './tray/tray-asks.ts';
import { trayHelp } from './tray/tray-help.ts';
import { trayMenu } from './tray/tray-menu.ts';
import { mayChangeTray, timeWatch } from './tray/tray-times.ts';

export interface PresenceOptions {
  readonly core: Core;
  readonly settings: SettingsStore;
  readonly dispatch: Dispatch;
  readonly window: MainWindow;
  readonly log: Log;
}

/** What there is of Quarterdeck beside its window: notifications, the tray, the start at login. */
export interface Presence {
  status(): Promise<DesktopStatus>;
  /** Whether the application goes on without a window: the user wants it, and sees an icon to come back by. */
  staysWithoutWindow(): Promise<boolean>;
  /** Whether there is a tray; at login what shows it may come after us, and is waited for. */
  traySoon(withinMs: number): Promise<boolean>;
  dispose(): void;
}

const lookEveryMs = 500;

export function openPresence({ core, settings, dispatch, window, log }: PresenceOptions): Presence {
  const { platform, env } = process;
  const fleet = () => core.keeper.fleet;
  const onBatch: Core['keeper']['onBatch'] = (listener) => core.keeper.onBatch(listener);
  const gone = new AbortController();
  const caller: Caller = { id: 'tray', actor: { kind: 'you', name: null }, push: () => {}, signal: gone.signal };
  const board = openNoticeBoard(log);
  const asks = new TrayAsks();
  const choose = createTrayActions({
    ask: (command, argument) => dispatch(command, argument, caller),
    asks,
    fleet,
    goTo: window.goTo,
    open: window.show,
    quit: () => app.quit(),
    tell: (notice) => board.show({ ...notice, onClick: window.show, buttons: [] }),
  });
  const carryOut: (...chosen: Parameters<typeof choose>) => void = (chosen) =>
    void choose(chosen).catch((error: unknown) => log.error('What the tray was asked for failed', { chosen, error }));

  const tray = openTray({
    describe: () => trayMenu(fleet(), settings.current(), Date.now()),
    choose: carryOut,
    onClick: window.show,
    iconFolder: join(app.getAppPath(), 'resources', 'tray'),
    platform,
  });
  // Electron says nothing of whether an icon is seen, so a Linux desktop is asked; elsewhere there always is a tray.
  let seen: boolean | null = platform === 'linux' ? null : true;
  const look = async (): Promise<boolean | null> => {
    if (platform !== 'linux') return true;
    const before = seen;
    seen = await hasTrayHost(env);
    // Who shows icons came after us, and does not know of ours.
    if (before === false && seen && !gone.signal.aborted) tray.renew();
    return seen;
  };
  void look();

  const login = openLogin({ settings, log });
  const watch = timeWatch(() => tray.changed());
  const changed = () => {
    tray.changed();
    watch.until(fleet(), settings.current(), Date.now());
  };
  const ends = [
    onBatch((batch) => mayChangeTray(batch) && changed()),
    settings.onChange(changed),
    notifyOperations({
      onBatch,
      isInFront: window.isInFront,
      isToldElsewhere: ({ hostId, containerId }) => asks.has(hostId, containerId),
      show: window.show,
      log,
    }),
    notifyIncidents({
      onBatch,
      fleet,
      settings: () => settings.current(),
      values: core.values,
      board,
      goTo: window.goTo,
      restart: (hostId, containerId) => carryOut({ do: 'restart', hostId, containerId }),
      log,
    }),
  ];
  return {
    status: async () => {
      const [icons, server, startAtLogin] = await Promise.all([
        look(),
        platform === 'linux' ? hasNotificationServer(env) : true,
        login.status(),
      ]);
      // Electron puts a desktop of its choice into XDG_CURRENT_DESKTOP, and the user's own beside it.
      const desktops = env['ORIGINAL_XDG_CURRENT_DESKTOP'] ?? env['XDG_CURRENT_DESKTOP'] ?? '';
      return {
        tray: icons === null ? 'notKnown' : icons ? 'shown' : 'none',
        trayHelp: icons === false ? trayHelp(desktops) : null,
        notifications: server !== false,
        startAtLogin,
      };
    },
    staysWithoutWindow: async () => settings.current().closeToTray && (await look()) === true,
    traySoon: async (withinMs) => {
      const deadlineMs = performance.now() + withinMs;
      while (!gone.signal.aborted) {
        if ((await look()) === true) return true;
        if (performance.now() + lookEveryMs > deadlineMs) return false;
        await pause(lookEveryMs);
      }
      return true;
    },
    dispose: () => {
      gone.abort();
      for (const end of ends) end();
      watch.dispose();
      login.dispose();
      board.dispose();
      tray.dispose();
    },
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
