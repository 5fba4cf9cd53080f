import dbus from 'dbus-next';
import { z } from 'zod';

/** A line of a tray's menu, as the desktop reads it. */
export interface TrayLine {
  readonly id: number;
  /** As the user reads it. */
  readonly label: string;
  readonly enabled: boolean;
  readonly separator: boolean;
  readonly lines: readonly TrayLine[];
}

/** Who shows tray icons on a bus, as a panel does. */
export interface TrayDesktop {
  /** Icons that were put up and are still there, by the name of who did. */
  icons(): readonly string[];
  /** The menu of the one icon. */
  menu(): Promise<readonly TrayLine[]>;
  /** The user clicks on a line. */
  click(line: TrayLine): Promise<void>;
  /** What is told when the pointer rests on the icon. */
  tooltip(): Promise<string>;
  /** The icon's pixels, to tell one from another. */
  icon(): Promise<string>;
  close(): void;
}

const watcherName = 'org.kde.StatusNotifierWatcher';
const itemInterface = 'org.kde.StatusNotifierItem';
const menuInterface = 'com.canonical.dbusmenu';

/** Takes in who registers, as https://www.freedesktop.org/wiki/Specifications/StatusNotifierItem has it. */
class Watcher extends dbus.interface.Interface {
  readonly registered: string[] = [];
  readonly RegisteredStatusNotifierItems: string[] = [];
  readonly IsStatusNotifierHostRegistered = true;
  readonly ProtocolVersion = 0;

  RegisterStatusNotifierItem(service: string): void {
    this.registered.push(service);
  }

  RegisterStatusNotifierHost(_service: string): void {}
}
Watcher.configureMembers({
  properties: {
    RegisteredStatusNotifierItems: { signature: 'as', access: 'read' },
    IsStatusNotifierHostRegistered: { signature: 'b', access: 'read' },
    ProtocolVersion: { signature: 'i', access: 'read' },
  },
  methods: {
    RegisterStatusNotifierItem: { inSignature: 's' },
    RegisterStatusNotifierHost: { inSignature: 's' },
  },
});

const variant = z.object({ signature: z.string(), value: z.unknown() });
const layout: z.ZodType<TrayLine> = z.lazy(() =>
  z.tuple([z.number(), z.record(z.string(), variant), z.array(variant)]).transform(([id, properties, children]): TrayLine => {
    const label = properties['label']?.value;
    return {
      id,
      label: typeof label === 'string' ? label.replace(/_(.?)/g, '$1') : '',
      enabled: properties['enabled']?.value !== false,
      separator: properties['type']?.value === 'separator',
      lines: children.map((it) => layout.parse(it.value)),
    };
  }),
);
const pixmaps = z.array(z.tuple([z.number(), z.number(), z.instanceof(Buffer)]));
const tooltips = z.tuple([z.string(), z.unknown(), z.string(), z.string()]);

/** Puts one on the bus; whoever opens it closes it. */
export async function openTrayDesktop(busAddress: string): Promise<TrayDesktop> {
  const bus = dbus.sessionBus({ busAddress });
  const watcher = new Watcher(watcherName);
  bus.export('/StatusNotifierWatcher', watcher);
  await bus.requestName(watcherName, 0);
  const gone = new Set<string>();
  const own = bus.getProxyObject('org.freedesktop.DBus', '/org/freedesktop/DBus');
  (await own).getInterface('org.freedesktop.DBus').on('NameOwnerChanged', (name: unknown, _before: unknown, after: unknown) => {
    if (typeof name !== 'string') return;
    if (after === '') gone.add(name);
    else gone.delete(name);
  });

  const call = async (
    destination: string,
    path: string,
    of: string,
    member: string,
    signature: string,
    body: unknown[],
  ): Promise<unknown[]> => {
    const answer = await bus.call(new dbus.Message({ destination, path, interface: of, member, signature, body }));
    return answer?.body ?? [];
  };
  const icons = () => watcher.registered.filter((it) => !gone.has(it));
  const one = (): string => {
    const service = icons().at(-1);
    if (service === undefined) throw new Error('no icon in the tray');
    return service;
  };
  const property = async (name: string): Promise<unknown> => {
    const [found] = await call(one(), '/StatusNotifierItem', 'org.freedesktop.DBus.Properties', 'Get', 'ss', [itemInterface, name]);
    return variant.parse(found).value;
  };
  const menuPath = async () => z.string().parse(await property('Menu'));
  return {
    icons,
    menu: async () => {
      const [, root] = await call(one(), await menuPath(), menuInterface, 'GetLayout', 'iias', [0, -1, []]);
      return layout.parse(root).lines;
    },
    click: async ({ id }) => {
      await call(one(), await menuPath(), menuInterface, 'Event', 'isvu', [id, 'clicked', new dbus.Variant('s', ''), 0]);
    },
    tooltip: async () => tooltips.parse(await property('ToolTip'))[2],
    icon: async () => {
      const [pixels] = pixmaps.parse(await property('IconPixmap'));
      return pixels?.[2].toString('base64') ?? '';
    },
    close: () => bus.disconnect(),
  };
}

/** The line on the way down through submenus, each named by what its label starts with; undefined where there is none. */
export function lineOf(lines: readonly TrayLine[], ...way: readonly string[]): TrayLine | undefined {
  const [first, ...rest] = way;
  const found = lines.find((it) => it.label === first) ?? lines.find((it) => first !== undefined && it.label.startsWith(first));
  return found && rest.length > 0 ? lineOf(found.lines, ...rest) : found;
}

/** The menu as it is read, one line each, submenus indented. */
export function textOf(lines: readonly TrayLine[], indent = ''): string {
  return lines
    .map((it) =>
      it.separator
        ? `${indent}---`
        : `${indent}${it.label}${it.enabled ? '' : ' (off)'}${it.lines.length > 0 ? `\n${textOf(it.lines, `${indent}  `)}` : ''}`,
    )
    .join('\n');
}
