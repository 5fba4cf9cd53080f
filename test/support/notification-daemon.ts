import dbus from 'dbus-next';
import { countReal } from './count.ts';

/** What an application asked the desktop to show. */
export interface ShownNotice {
  readonly id: number;
  readonly title: string;
  readonly body: string;
  /** Key, then words, and so on: `default` is the click on the notice itself. */
  readonly actions: readonly string[];
  /** When it was asked for, ms since the epoch. */
  readonly atMs: number;
}

/** Who shows notices on a bus, as a desktop has one. */
export interface NotificationDaemon {
  readonly shown: readonly ShownNotice[];
  /** Ids of those that the application took down. */
  readonly closed: readonly number[];
  /** The user clicks on it. */
  click(notice: ShownNotice): void;
  close(): void;
}

const path = '/org/freedesktop/Notifications';
const name = 'org.freedesktop.Notifications';

/** Says what it was asked for as https://specifications.freedesktop.org/notification-spec has it; body markup is among what it reads. */
class Notifications extends dbus.interface.Interface {
  readonly shown: ShownNotice[] = [];
  readonly closed: number[] = [];

  GetCapabilities(): string[] {
    return ['actions', 'body', 'body-markup', 'body-hyperlinks'];
  }

  GetServerInformation(): string[] {
    return ['test', 'quarterdeck', '1', '1.2'];
  }

  Notify(_application: string, replaces: number, _icon: string, title: string, body: string, actions: string[]): number {
    const id = replaces > 0 ? replaces : this.shown.length + 1;
    this.shown.push({ id, title, body, actions, atMs: performance.timeOrigin + performance.now() });
    countReal('notification');
    return id;
  }

  CloseNotification(id: number): void {
    this.closed.push(id);
    this.NotificationClosed(id, 3);
  }

  NotificationClosed(id: number, reason: number): number[] {
    return [id, reason];
  }

  ActionInvoked(id: number, action: string): (number | string)[] {
    return [id, action];
  }
}
Notifications.configureMembers({
  methods: {
    GetCapabilities: { outSignature: 'as' },
    GetServerInformation: { outSignature: 'ssss' },
    Notify: { inSignature: 'susssasa{sv}i', outSignature: 'u' },
    CloseNotification: { inSignature: 'u' },
  },
  signals: { NotificationClosed: { signature: 'uu' }, ActionInvoked: { signature: 'us' } },
});

/** Puts one on the bus; whoever opens it closes it. */
export async function openNotificationDaemon(busAddress: string): Promise<NotificationDaemon> {
  const bus = dbus.sessionBus({ busAddress });
  const notifications = new Notifications(name);
  bus.export(path, notifications);
  await bus.requestName(name, 0);
  return {
    shown: notifications.shown,
    closed: notifications.closed,
    click: ({ id }) => {
      notifications.ActionInvoked(id, 'default');
      notifications.NotificationClosed(id, 2);
    },
    close: () => bus.disconnect(),
  };
}
