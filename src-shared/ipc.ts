/** What the preload puts on `window.quarterdeck`. Answers and pushes are unknown until bridge.ts has parsed them. */
export interface IpcBridge {
  readonly invoke: (command: string, argument: unknown) => Promise<unknown>;
  /** Returns its unsubscribe. */
  readonly on: (push: string, listener: (payload: unknown) => void) => () => void;
}

export const invokeChannel = 'quarterdeck:invoke';

export function pushChannel(push: string): string {
  return `quarterdeck:push:${push}`;
}
