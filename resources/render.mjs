// Draws every icon from resources/svg. Run by hand after a change there: `node resources/render.mjs`.
// Needs rsvg-convert (Debian: librsvg2-bin, macOS: brew install librsvg). The results are committed.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { countBadge, trayCounts } from './tray-count.mjs';

const here = import.meta.dirname;

/** `fill` puts in what a drawing leaves open. */
function draw(svg, size, fill = (drawing) => drawing) {
  const drawing = fill(readFileSync(join(here, 'svg', `${svg}.svg`), 'utf8'));
  return execFileSync('rsvg-convert', ['--width', String(size), '--height', String(size)], { input: drawing });
}

function save(path, bytes) {
  writeFileSync(join(here, path), bytes);
}

/** Thin strokes are drawn on the 16 px grid, so small sizes have a drawing of their own. */
function drawApp(size) {
  return draw(size <= 32 ? 'app-small' : 'app', size);
}

/** A Windows icon of PNG images: a 6 byte header, 16 bytes an image, then the images. */
function ico(images) {
  const head = Buffer.alloc(6 + 16 * images.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(images.length, 4);
  let offset = head.length;
  for (const [index, { size, png }] of images.entries()) {
    const at = 6 + 16 * index;
    head.writeUInt8(size === 256 ? 0 : size, at);
    head.writeUInt8(size === 256 ? 0 : size, at + 1);
    head.writeUInt16LE(1, at + 4);
    head.writeUInt16LE(32, at + 6);
    head.writeUInt32LE(png.length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += png.length;
  }
  return Buffer.concat([head, ...images.map(({ png }) => png)]);
}

/** A macOS icon of PNG images: `icns`, the length, then type, length and image for each. */
function icns(images) {
  const parts = images.map(({ type, png }) => {
    const head = Buffer.alloc(8);
    head.write(type, 'ascii');
    head.writeUInt32BE(png.length + 8, 4);
    return Buffer.concat([head, png]);
  });
  const head = Buffer.alloc(8);
  head.write('icns', 'ascii');
  head.writeUInt32BE(8 + parts.reduce((sum, part) => sum + part.length, 0), 4);
  return Buffer.concat([head, ...parts]);
}

mkdirSync(join(here, 'icons'), { recursive: true });
mkdirSync(join(here, 'tray'), { recursive: true });

for (const size of [16, 24, 32, 48, 64, 128, 256, 512]) save(`icons/${size}x${size}.png`, drawApp(size));
save('icon.png', drawApp(1024));
save('icon.ico', ico([16, 24, 32, 48, 64, 128, 256].map((size) => ({ size, png: drawApp(size) }))));

const macTypes = { icp4: 16, icp5: 32, ic07: 128, ic08: 256, ic09: 512, ic10: 1024, ic11: 32, ic12: 64, ic13: 256, ic14: 512 };
save('icon.icns', icns(Object.entries(macTypes).map(([type, size]) => ({ type, png: draw('app-mac', size) }))));

/** The tray on Linux and on Windows, where the number is part of the icon. */
function saveTray(name, drawAt) {
  save(`tray/${name}-32.png`, drawAt(32));
  save(`tray/${name}-32@2x.png`, drawAt(64));
  save(`tray/${name}.ico`, ico([16, 20, 24, 32, 48].map((size) => ({ size, png: drawAt(size) }))));
}

for (const state of ['calm', 'disconnected']) saveTray(state, (size) => draw(`tray-${state}`, size));
for (const count of trayCounts) {
  const fill = (drawing) => drawing.replace('COUNT', countBadge(count));
  saveTray(`attention-${count}`, (size) => draw('tray-attention', size, fill));
}
// On macOS the number stands beside the icon, as text.
for (const state of ['calm', 'attention', 'disconnected']) {
  save(`tray/${state}Template.png`, draw(`tray-${state}-template`, 16));
  save(`tray/${state}Template@2x.png`, draw(`tray-${state}-template`, 32));
}
