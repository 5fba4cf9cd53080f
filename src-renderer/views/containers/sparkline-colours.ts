import { readColours, type SparklineColours, type SparklineTone } from './sparkline.ts';

type Colours = Record<SparklineTone, SparklineColours> & { readonly key: string };

let current: Colours | null = null;

/** The sparklines' colours in the theme that is in force. */
export function coloursNow(): Colours {
  const key = document.documentElement.dataset['theme'] ?? '';
  if (current?.key !== key) current = { ...readColours(), key };
  return current;
}
