/*
 * What runs in the window. Every function stands alone: its text is sent there, so it uses nothing from around it.
 */

/** Times one command through the preload's public bridge, in ms. */
export async function timeCommand(command: string, argument: unknown): Promise<number> {
  const startedAtMs = performance.now();
  const result: unknown = await window.quarterdeck.invoke(command, argument);
  const tookMs = performance.now() - startedAtMs;
  if (Reflect.get(Object(result), 'ok') !== true) throw new Error(`${command}: ${JSON.stringify(result)}`);
  return tookMs;
}
