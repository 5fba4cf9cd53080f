import { existsSync, readFileSync } from 'node:fs';
import { crc32, deflateSync } from 'node:zlib';

/** @typedef {{ width: number, height: number, rgb: Buffer }} Picture */

/**
 * Reads what Xvfb keeps in its -fbdir file: an XWD version 7 image, 32 bits a pixel.
 * @param {string} file
 * @returns {Picture | undefined} undefined when it is not there yet
 */
export function readFrameBuffer(file) {
  if (!existsSync(file)) return undefined;
  const xwd = readFileSync(file);
  const word = (/** @type {number} */ index) => xwd.readUInt32BE(index * 4);
  const [headerSize, width, height, bitsPerPixel, stride, colours] = [word(0), word(4), word(5), word(11), word(12), word(19)];
  if (word(1) !== 7 || bitsPerPixel !== 32) throw new Error('not an XWD image of 32 bits a pixel');
  const start = headerSize + colours * 12;
  const leastFirst = word(7) === 0;
  const rgb = Buffer.alloc(width * height * 3);
  for (let y = 0, to = 0; y < height; y += 1) {
    for (let x = 0, from = start + y * stride; x < width; x += 1, from += 4, to += 3) {
      rgb[to] = xwd[from + (leastFirst ? 2 : 1)] ?? 0;
      rgb[to + 1] = xwd[from + (leastFirst ? 1 : 2)] ?? 0;
      rgb[to + 2] = xwd[from + (leastFirst ? 0 : 3)] ?? 0;
    }
  }
  return { width, height, rgb };
}

/**
 * The part of a screen that is not black: the window, as nothing else is on our display.
 * @param {Picture} picture
 * @returns {Picture | undefined} undefined while all is black
 */
export function cropToWindow({ width, height, rgb }) {
  let [left, right, top, bottom] = [width, -1, height, -1];
  for (let y = 0, at = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, at += 3) {
      if (!rgb[at] && !rgb[at + 1] && !rgb[at + 2]) continue;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = y;
    }
  }
  if (right < 0) return undefined;
  const cropped = { width: right - left + 1, height: bottom - top + 1 };
  const rows = Array.from({ length: cropped.height }, (_, y) =>
    rgb.subarray(((top + y) * width + left) * 3, ((top + y) * width + right + 1) * 3),
  );
  return { ...cropped, rgb: Buffer.concat(rows) };
}

/** How many colours a picture has, counting no further than `enough`: a window that has drawn nothing yet has one or two.
 *  @param {Picture} picture @param {number} enough */
export function hasColours({ rgb }, enough) {
  const seen = new Set();
  for (let at = 0; at < rgb.length && seen.size < enough; at += 3) seen.add(rgb.readUIntBE(at, 3));
  return seen.size >= enough;
}

/** @param {string} type
 *  @param {Buffer} data */
function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

/** @param {Picture} picture
 *  @returns {Buffer} a PNG file */
export function encodePng({ width, height, rgb }) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const rows = [];
  for (let y = 0; y < height; y += 1) rows.push(Buffer.from([0]), rgb.subarray(y * width * 3, (y + 1) * width * 3));
  return Buffer.concat([
    Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
