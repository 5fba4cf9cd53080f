/*
 * What runs in the window. Every function stands alone: its text is sent there, so it uses nothing from around it.
 */

/** Times one command through the preload's public bridge, in ms. */
export async function timeCommand(command: string, argument: unknown): Promise<number> {
  const bridge = Reflect.get(window, 'quarterdeck');
  const startedAtMs = performance.now();
  const result = await bridge.invoke(command, argument);
  const tookMs = performance.now() - startedAtMs;
  if (!result.ok) throw new Error(`${command}: ${JSON.stringify(result)}`);
  return tookMs;
}
