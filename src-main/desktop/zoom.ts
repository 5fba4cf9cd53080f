import type { Input } from 'electron';

const step = 0.5;
/** About 60 % and 300 %. */
const smallest = -3;
const largest = 6;

/** The zoom level that a key press asks for (Ctrl with +, - or 0); null for any other. Pure. */
export function zoomAfter(level: number, input: Pick<Input, 'type' | 'key' | 'control' | 'alt' | 'meta'>): number | null {
  if (input.type !== 'keyDown' || !input.control || input.alt || input.meta) return null;
  switch (input.key) {
    case '+':
    case '=':
      return Math.min(largest, level + step);
    case '-':
    case '_':
      return Math.max(smallest, level - step);
    case '0':
      return 0;
    default:
      return null;
  }
}
