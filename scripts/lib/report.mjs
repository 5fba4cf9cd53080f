/** An error whose message is all that the user needs: shown without a stack. */
export class PlainError extends Error {
  plain = true;
}

/**
 * @param {number} ms
 * @returns {string} seconds with one decimal
 */
export function seconds(ms) {
  return `${(ms / 1000).toFixed(1)} s`;
}

// Whoever read our output may be gone (`npm test | head`): that is no reason to stop without tidying.
process.stdout.on('error', () => undefined);
process.stderr.on('error', () => undefined);

/** @param {string} text one line for the user */
export function say(text) {
  process.stdout.write(`${text}\n`);
}

/**
 * Runs one step and prints one line about it with the time that it took. A step that answers nothing prints nothing:
 * there was nothing to do.
 * @param {string} name
 * @param {() => Promise<string | undefined | void>} work answers what was done
 */
export async function step(name, work) {
  const startedAt = performance.now();
  try {
    const done = await work();
    if (done) say(`${name}: ${done} (${seconds(performance.now() - startedAt)})`);
  } catch (error) {
    say(`${name}: failed (${seconds(performance.now() - startedAt)})`);
    throw error;
  }
}
