// The numbers in the tray's icon, drawn as lines: a font would differ from machine to machine.

/** Each in a box of 4 by 7, its strokes along the edges. */
const digits = {
  1: 'M.7 1.5 2.5 0V7',
  2: 'M.2 1.9A1.85 1.85 0 0 1 3.9 1.9C3.9 3.6.2 4.9.1 7H4.1',
  3: 'M.3 0H3.8L1.8 2.7A2.1 2.1 0 1 1 .1 5.8',
  4: 'M3.1 7V0L0 4.8H4.4',
  5: 'M3.7 0H.7L.4 3.2A2.1 2.1 0 1 1 .1 6',
  6: 'M3.3 0C1.4 1 .1 2.9.1 5A1.95 1.95 0 1 0 1.2 3.2',
  7: 'M.1 0H4L1.5 7',
  8: 'M2 3.2A1.6 1.6 0 1 1 2.01 3.2ZM2 7A1.9 1.9 0 1 1 2.01 7Z',
  9: 'M.7 7C2.6 6 3.9 4.1 3.9 2A1.95 1.95 0 1 0 2.8 3.8',
};
const plus = 'M0 3.5H4M2 1.5V5.5';

/** As the icons' files are named. */
export const trayCounts = ['1', '2', '3', '4', '5', '6', '7', '8', '9', 'more'];

/** What stands for COUNT in `svg/tray-attention.svg`: a badge with the number on it. */
export function countBadge(count) {
  if (count !== 'more') return badge(11, number(6, digits[count]));
  return badge(14, `${number(3.1, digits[9])}${number(9, plus)}`);
}

function badge(width, inside) {
  const fill = `<rect x="${8 - width / 2}" y="4.5" width="${width}" height="11" rx="5.5" fill="#ffb938"/>`;
  return `${fill}<g fill="none" stroke="#1b2436" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round">${inside}</g>`;
}

function number(x, path) {
  return `<path transform="translate(${x} 6.5)" d="${path}"/>`;
}
