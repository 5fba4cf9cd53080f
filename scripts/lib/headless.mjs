import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { cropToWindow, encodePng, hasColours, readFrameBuffer } from './screenshot.mjs';

/**
 * Waits for the window to appear on our own display and saves a picture of it, seen from outside the application.
 * @param {string} frameBuffer the display's XWD file
 * @param {string} file the PNG to write
 * @param {{ signal: AbortSignal, windowWithinMs?: number, settleMs?: number, patienceMs?: number }} options
 *   patienceMs: how long a window may look empty before it is pictured anyway
 * @returns {Promise<boolean>} false when no window came
 */
export async function pictureWindow(frameBuffer, file, { signal, windowWithinMs = 60_000, settleMs = 1500, patienceMs = 6000 }) {
  const deadline = Date.now() + windowWithinMs;
  let firstSeenAt = 0;
  while (Date.now() < deadline) {
    await delay(250, undefined, { signal });
    const picture = look(frameBuffer);
    if (!picture) continue;
    firstSeenAt ||= Date.now();
    if (!hasColours(picture, 24) && Date.now() - firstSeenAt < patienceMs) continue;
    await delay(settleMs, undefined, { signal });
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, encodePng(look(frameBuffer) ?? picture));
    return true;
  }
  return false;
}

/** @param {string} frameBuffer */
function look(frameBuffer) {
  const screen = readFrameBuffer(frameBuffer);
  return screen && cropToWindow(screen);
}
