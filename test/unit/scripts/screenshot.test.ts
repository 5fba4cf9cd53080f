import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cropToWindow, encodePng, hasColours, readFrameBuffer } from '../../../scripts/lib/screenshot.mjs';

/** An XWD version 7 image as Xvfb writes it: 25 header words, no name, no colour map. */
function xwd(width: number, height: number, bluePixels: readonly (readonly [number, number])[]): Buffer {
  const header = Buffer.alloc(100);
  for (const [index, value] of [
    [0, 100],
    [1, 7],
    [4, width],
    [5, height],
    [7, 0],
    [11, 32],
    [12, width * 4],
    [19, 0],
  ] as const) {
    header.writeUInt32BE(value, index * 4);
  }
  const pixels = Buffer.alloc(width * height * 4);
  for (const [x, y] of bluePixels) pixels[(y * width + x) * 4] = 200;
  return Buffer.concat([header, pixels]);
}

describe('the picture of the window that npm start saves', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'screenshot-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function screen(bluePixels: readonly (readonly [number, number])[]) {
    const file = join(folder, 'screen');
    writeFileSync(file, xwd(8, 6, bluePixels));
    const picture = readFrameBuffer(file);
    if (picture === undefined) throw new Error('no picture');
    return picture;
  }

  it('is cut to what is not black', () => {
    const window = cropToWindow(
      screen([
        [2, 1],
        [5, 3],
      ]),
    );
    expect(window).toMatchObject({ width: 4, height: 3 });
    expect([...(window?.rgb.subarray(0, 6) ?? [])]).toEqual([0, 0, 200, 0, 0, 0]);
  });

  it('is not taken while the screen is black, or not there', () => {
    expect(cropToWindow(screen([]))).toBeUndefined();
    expect(readFrameBuffer(join(folder, 'none'))).toBeUndefined();
  });

  it('knows a window that has drawn nothing yet by its colours', () => {
    expect(hasColours(screen([[0, 0]]), 2)).toBe(true);
    expect(hasColours(screen([[0, 0]]), 3)).toBe(false);
  });

  it('is a PNG that holds every pixel', () => {
    const png = encodePng(screen([[7, 5]]));
    expect(png.subarray(12, 16).toString('latin1')).toBe('IHDR');
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([8, 6]);
    const data = inflateSync(png.subarray(41, 41 + png.readUInt32BE(33)));
    expect(data.length).toBe(6 * (1 + 8 * 3));
    expect(data.at(-1)).toBe(200);
  });
});
