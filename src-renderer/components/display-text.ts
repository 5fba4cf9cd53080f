/**
 * Turns what a container wrote into text that can be shown: escape sequences are taken out, and characters that would
 * hide or reorder text are made visible, so that a log can't show the user anything else than what it holds.
 */

/** As it stands in the source of a pattern. */
export const escapeCode = '\\u001b';

// OSC, DCS, SOS, PM and APC strings (window titles, links, clipboard) up to their end, or up to the line's if they have none.
const stringSequence =
  '(?:\\u001b[\\]PX^_]|[\\u009d\\u0090\\u0098\\u009e\\u009f])[^\\u0007\\u001b\\u009c]*(?:\\u0007|\\u001b\\\\|\\u009c|$|(?=\\u001b))';
const controlSequence = `(?:${escapeCode}\\[|\\u009b)[0-?]*[ -/]*[@-~]?`;
const otherEscape = `${escapeCode}[ -/]*[0-~]?`;
const everyEscape = new RegExp(`${stringSequence}|${controlSequence}|${otherEscape}`, 'g');
const escapeStart = new RegExp(`[${escapeCode}\\u0090-\\u009f]`);
const colourSequence = new RegExp(`^(?:${escapeCode}\\[|\\u009b)([\\d;]*)m$`);

/** More colour changes in a line than this are noise, and cost time. */
const coloursKept = 256;

/** Takes every escape sequence out; with `keepColours` the well-formed colour codes stay, written `ESC [ … m`. */
export function stripEscapes(text: string, keepColours: boolean): string {
  if (!mayHoldEscapes(text)) return text;
  let colours = 0;
  return text.replace(everyEscape, (sequence) => {
    if (!keepColours || colours >= coloursKept) return '';
    const parameters = colourSequence.exec(sequence)?.[1];
    if (parameters === undefined) return '';
    colours += 1;
    return `\u001b[${parameters}m`;
  });
}

function mayHoldEscapes(text: string): boolean {
  return escapeStart.test(text);
}

// Controls but tab; bidirectional controls; what takes no room; separators that break lines; tags.
const bidirectional = '\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u206f';
const noRoom = '\\u00ad\\u180e\\u200b\\u2060-\\u2065\\ufeff\\ufff9-\\ufffb\\u{e0000}-\\u{e007f}';
const hiddenCharacter = new RegExp(`(?!\\t)[\\p{Cc}\\u2028\\u2029${bidirectional}${noRoom}]`, 'u');
const hiddenCharacters = new RegExp(hiddenCharacter.source, 'gu');

const controlNames =
  'NUL SOH STX ETX EOT ENQ ACK BEL BS HT LF VT FF CR SO SI DLE DC1 DC2 DC3 DC4 NAK SYN ETB CAN EM SUB ESC FS GS RS US'.split(' ');

/** Writes hidden characters visibly: '⟨BEL⟩' for a bell (the pictures of Unicode are in few fonts), '⟨U+202E⟩' for an override. A carriage return at the end goes. */
export function showHidden(text: string): string {
  const line = text.endsWith('\r') ? text.slice(0, -1) : text;
  return hiddenCharacter.test(line) ? line.replace(hiddenCharacters, nameOf) : line;
}

function nameOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code === 0x7f) return '⟨DEL⟩';
  const control = controlNames[code];
  if (control !== undefined) return `⟨${control}⟩`;
  return `⟨U+${code.toString(16).toUpperCase().padStart(4, '0')}⟩`;
}

/** A line as it is searched, copied and saved. */
export function displayText(text: string): string {
  return showHidden(stripEscapes(text, false));
}
