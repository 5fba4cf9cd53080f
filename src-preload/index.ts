import { contextBridge, ipcRenderer } from 'electron';
import { type IpcBridge, invokeChannel, pushChannel } from '../src-shared/ipc.ts';

/**
 * The one thing a window gets: ask by a command, listen to a push, on channels of ours only. Names and payloads are
 * checked in the main process and in the window; doing it here too would load zod a third time before the first paint.
 */
const bridge: IpcBridge = {
  invoke: (command, argument) => ipcRenderer.invoke(invokeChannel, command, argument),
  on: (push, listener) => {
    const channel = pushChannel(push);
    const forward = (_event: unknown, payload: unknown) => listener(payload);
    ipcRenderer.on(channel, forward);
    return () => ipcRenderer.removeListener(channel, forward);
  },
};

contextBridge.exposeInMainWorld('quarterdeck', bridge);
