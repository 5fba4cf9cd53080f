import { createConnection, type Socket } from 'node:net';
import { type BusCall, type BusMessage, decodeMessage, encodeCall, numberIn } from './bus-message.ts';

const daemon = { destination: 'org.freedesktop.DBus', path: '/org/freedesktop/DBus', interfaceName: 'org.freedesktop.DBus' };
const watcherName = 'org.kde.StatusNotifierWatcher';

/**
 * Whether something on this desktop shows tray icons. Null where that can't be told. Electron does not say it: its Tray
 * is there all the same, and nobody sees it.
 */
export async function hasTrayHost(environment: NodeJS.ProcessEnv, deadlineMs = 1_000): Promise<boolean | null> {
  const answers = await askBus(
    environment,
    [
      { ...daemon, member: 'NameHasOwner', args: [watcherName] },
      {
        destination: watcherName,
        path: '/StatusNotifierWatcher',
        interfaceName: 'org.freedesktop.DBus.Properties',
        member: 'Get',
        args: [watcherName, 'IsStatusNotifierHostRegistered'],
      },
    ],
    deadlineMs,
  );
  const [owned, host] = answers ?? [];
  if (owned?.kind !== 'answer') return null;
  if (numberIn(owned, 0) !== 1) return false;
  // A watcher that does not say whether anybody looks is believed.
  return host?.kind === 'answer' ? numberIn(host, 4) === 1 : true;
}

/** Whether something on this desktop shows notifications, or would be started for it. Null where that can't be told. */
export async function hasNotificationServer(environment: NodeJS.ProcessEnv, deadlineMs = 1_000): Promise<boolean | null> {
  const name = 'org.freedesktop.Notifications';
  const answers = await askBus(
    environment,
    [
      { ...daemon, member: 'NameHasOwner', args: [name] },
      { ...daemon, member: 'ListActivatableNames', args: [] },
    ],
    deadlineMs,
  );
  const [owned, activatable] = answers ?? [];
  if (owned?.kind !== 'answer') return null;
  return numberIn(owned, 0) === 1 || activatable?.body.includes(`${name}\0`) === true;
}

/** Where the session's bus listens, as libdbus looks for it; null where there is none that a socket reaches. Pure. */
export function busPath(environment: NodeJS.ProcessEnv): string | null {
  const address = environment['DBUS_SESSION_BUS_ADDRESS'];
  const runtime = environment['XDG_RUNTIME_DIR'];
  if (!address) return runtime ? `${runtime}/bus` : null;
  for (const one of address.split(';')) {
    const [, parameters = ''] = /^unix:(.*)$/.exec(one) ?? [];
    const values = new Map(parameters.split(',').map((it): [string, string] => [it.split('=')[0] ?? '', it.slice(it.indexOf('=') + 1)]));
    const path = values.get('path');
    const abstract = values.get('abstract');
    if (path) return decodeURIComponent(path);
    if (abstract) return `\0${decodeURIComponent(abstract)}`;
  }
  return null;
}

/** Asks one after the other; null where there is no bus or it does not answer in time. Leaves nothing open. */
async function askBus(environment: NodeJS.ProcessEnv, calls: readonly BusCall[], deadlineMs: number): Promise<BusMessage[] | null> {
  const path = busPath(environment);
  if (path === null || process.getuid === undefined) return null;
  const socket = createConnection(path);
  const timer = setTimeout(() => socket.destroy(new Error('no answer in time')), deadlineMs);
  try {
    return await talk(socket, process.getuid(), [{ ...daemon, member: 'Hello', args: [] }, ...calls]);
  } catch {
    // No bus is an answer too: whoever asked tells that it is not known.
    return null;
  } finally {
    clearTimeout(timer);
    socket.destroy();
  }
}

async function talk(socket: Socket, userId: number, calls: readonly BusCall[]): Promise<BusMessage[]> {
  let bytes = Buffer.alloc(0);
  const answers: BusMessage[] = [];
  let greeted = false;
  const ask = () => {
    const call = calls[answers.length];
    if (call) socket.write(encodeCall(call, answers.length + 1));
  };
  socket.write(`\0AUTH EXTERNAL ${Buffer.from(String(userId)).toString('hex')}\r\n`);
  for await (const chunk of socket) {
    bytes = Buffer.concat([bytes, Buffer.from(chunk)]);
    if (!greeted) {
      const end = bytes.indexOf('\r\n');
      if (end < 0) continue;
      if (!bytes.subarray(0, end).toString('latin1').startsWith('OK ')) throw new Error('the bus refused us');
      bytes = bytes.subarray(end + 2);
      greeted = true;
      socket.write('BEGIN\r\n');
      ask();
    }
    for (let next = decodeMessage(bytes); next; next = decodeMessage(bytes)) {
      bytes = bytes.subarray(next.length);
      if (next.message.kind !== 'answer' && next.message.kind !== 'error') continue;
      answers.push(next.message);
      if (answers.length === calls.length) return answers.slice(1);
      ask();
    }
  }
  throw new Error('the bus hung up');
}
