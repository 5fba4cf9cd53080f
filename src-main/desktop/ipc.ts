import { setMaxListeners } from 'node:events';
import { type BrowserWindow, ipcMain, type WebContents, type WebFrameMain } from 'electron';
import type { Navigate } from '../../src-shared/contract/desktop.ts';
import type { Push, PushName } from '../../src-shared/contract.ts';
import { fail, type Result } from '../../src-shared/failure.ts';
import { goesAsText, invokeChannel, pushChannel } from '../../src-shared/ipc.ts';
import type { Caller } from '../commands/parts.ts';
import type { Core } from '../core.ts';
import { LayoutSender } from '../samples/layout-sender.ts';
import { isOurUrl } from './window.ts';

export type Dispatch = (name: unknown, argument: unknown, caller: Caller) => Promise<Result<unknown>>;

export interface IpcOptions {
  readonly core: Core;
  readonly dispatch: Dispatch;
  readonly developmentUrl: string | null;
}

/** One window as a caller of the core. A reload makes a new caller: what the old page had opened is closed. */
interface Connection {
  caller: Caller;
  readonly layouts: LayoutSender;
  abort: AbortController;
  /** Whether its page listens, which it does once it has asked for something. */
  listening: boolean;
  /** Where the page is to go once it listens. */
  destination: Navigate | null;
}

/** The desktop's door: commands from our windows' main frames, pushes to windows that are seen. Returns its end. */
export function openIpc({ core, dispatch, developmentUrl }: IpcOptions): {
  attach(window: BrowserWindow): void;
  /** Leads the window's page there, as soon as it listens. */
  navigate(window: BrowserWindow, destination: Navigate): void;
  dispose(): void;
} {
  const connections = new Map<number, Connection>();

  ipcMain.handle(invokeChannel, (event, name: unknown, argument: unknown) => {
    const connection = connections.get(event.sender.id);
    if (!connection || !isTrustedFrame(event.senderFrame, event.sender, developmentUrl)) {
      return fail('validation_error', 'This page may not use Quarterdeck.');
    }
    connection.listening = true;
    arrive(event.sender, connection);
    return dispatch(name, argument, connection.caller);
  });

  return {
    attach: (window) => {
      // Read now: a closed window has no web contents to ask.
      const { id } = window.webContents;
      connections.set(
        id,
        connect(window, core, () => connections.delete(id)),
      );
    },
    navigate: ({ webContents }, destination) => {
      const connection = connections.get(webContents.id);
      if (!connection) return;
      connection.destination = destination;
      if (connection.listening) arrive(webContents, connection);
    },
    dispose: () => {
      ipcMain.removeHandler(invokeChannel);
      for (const { abort } of connections.values()) abort.abort();
      connections.clear();
    },
  };
}

function connect(window: BrowserWindow, core: Core, onClosed: () => void): Connection {
  const contents = window.webContents;
  const connection: Connection = {
    caller: makeCaller(contents),
    layouts: new LayoutSender(core.samples),
    abort: new AbortController(),
    listening: false,
    destination: null,
  };
  const { id } = connection.caller;
  // The same caller, so that what the new page watches takes the place of what the old one did.
  const renew = () => {
    connection.abort.abort();
    connection.abort = new AbortController();
    // Whatever the window follows listens: many are no leak.
    setMaxListeners(0, connection.abort.signal);
    connection.caller = { ...connection.caller, signal: connection.abort.signal };
    connection.layouts.reset();
    connection.listening = false;
  };
  renew();
  const seen = () => !window.isDestroyed() && window.isVisible() && !window.isMinimized();
  const tellSeen = () => {
    core.setVisible(id, seen());
    if (!seen()) return;
    // Nothing was sent while it was hidden: the empty batch shows the window how much it has missed.
    connection.layouts.reset();
    core.keeper.announce();
  };
  const ends = [
    core.keeper.onBatch((batch) => seen() && send(contents, 'batch', batch)),
    core.onSamples((batch) => seen() && send(contents, 'samples', connection.layouts.prepare(batch))),
  ];
  contents.on('did-navigate', renew);
  contents.on('render-process-gone', renew);
  window.on('show', tellSeen);
  window.on('hide', tellSeen);
  window.on('minimize', tellSeen);
  window.on('restore', tellSeen);
  window.once('closed', () => {
    for (const end of ends) end();
    connection.abort.abort();
    core.setVisible(id, false);
    onClosed();
  });
  return connection;
}

function arrive(contents: WebContents, connection: Connection): void {
  if (connection.destination) send(contents, 'navigate', connection.destination);
  connection.destination = null;
}

let callers = 0;

function makeCaller(contents: WebContents): Caller {
  callers += 1;
  return {
    id: `window-${callers}`,
    actor: { kind: 'you', name: null },
    signal: new AbortController().signal,
    push: (name, payload) => send(contents, name, payload),
  };
}

function send<P extends PushName>(contents: WebContents, push: P, payload: Push<P>): void {
  if (!contents.isDestroyed()) contents.send(pushChannel(push), goesAsText(push) ? JSON.stringify(payload) : payload);
}

/** Only the page that we serve, in the window's own frame: not a frame inside it, not a page it was led to. */
function isTrustedFrame(frame: WebFrameMain | null, contents: WebContents, developmentUrl: string | null): boolean {
  return frame !== null && frame === contents.mainFrame && isOurUrl(frame.url, developmentUrl);
}
