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

/**
 * Whether a push goes as JSON text: the way into the page copies objects value by value, three times, which takes longer
 * than all else for the list of hundreds of containers. Typed arrays have to go as they are.
 */
export function goesAsText(push: string): boolean {
  return push === 'batch';
}
