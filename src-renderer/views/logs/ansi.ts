import Anser from 'anser';
import { escapeCode, showHidden, stripEscapes } from '../../components/display-text.ts';

/** One of the sixteen named colours (a CSS variable tells its shade in each theme), or a colour of its own. */
export type LogColour = { readonly kind: 'named'; readonly name: string } | { readonly kind: 'rgb'; readonly rgb: string };

/** A stretch of a line in one style. */
export interface LogSpan {
  readonly text: string;
  readonly foreground: LogColour | null;
  readonly background: LogColour | null;
  readonly bold: boolean;
  readonly dim: boolean;
  readonly italic: boolean;
  readonly underline: boolean;
  readonly strike: boolean;
}

const plain: Omit<LogSpan, 'text'> = {
  foreground: null,
  background: null,
  bold: false,
  dim: false,
  italic: false,
  underline: false,
  strike: false,
};

/**
 * Turns a raw line into styled spans; their texts together are `displayText(raw)`. Text that asks to be hidden is
 * shown, and reversed colours become plain ones: neither may keep anybody from reading.
 */
export function toSpans(raw: string): LogSpan[] {
  const text = stripEscapes(raw, true);
  if (!text.includes('\u001b')) return [{ ...plain, text: showHidden(text) }];
  // A carriage return means nothing to us but tells anser to clear the line: made visible first.
  return Anser.ansiToJson(withoutReturns(text), { json: true, remove_empty: true, use_classes: true }).map((entry) => {
    const decorations = new Set(entry.decorations);
    return {
      text: showHidden(entry.content),
      foreground: toColour(entry.fg, entry.fg_truecolor),
      background: toColour(entry.bg, entry.bg_truecolor),
      bold: decorations.has('bold'),
      dim: decorations.has('dim'),
      italic: decorations.has('italic'),
      underline: decorations.has('underline'),
      strike: decorations.has('strikethrough'),
    };
  });
}

const returnAtEnd = new RegExp(`\\r((?:${escapeCode}\\[[\\d;]*m)*)$`);

function withoutReturns(text: string): string {
  return text.replace(returnAtEnd, '$1').replaceAll('\r', '⟨CR⟩');
}

function toColour(name: string | null, trueColour: string | null): LogColour | null {
  if (!name) return null;
  if (name === 'ansi-truecolor') return trueColour ? { kind: 'rgb', rgb: trueColour } : null;
  const palette = /^ansi-palette-(\d+)$/.exec(name)?.[1];
  if (palette !== undefined) return { kind: 'rgb', rgb: paletteColour(Number(palette)) };
  return { kind: 'named', name: name.replace(/^ansi-/, '') };
}

const levels = [0, 95, 135, 175, 215, 255];

/** xterm's 256 colours from 16 on: a cube of six levels, then greys. */
function paletteColour(index: number): string {
  if (index >= 232)
    return Array(3)
      .fill(8 + (index - 232) * 10)
      .join(', ');
  const cube = Math.max(0, index - 16);
  return [Math.floor(cube / 36), Math.floor(cube / 6) % 6, cube % 6].map((level) => levels[level] ?? 0).join(', ');
}
