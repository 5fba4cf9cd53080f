import { expect, test } from 'vitest';
import { displayText } from '../../../src-renderer/components/display-text.ts';
import { toSpans } from '../../../src-renderer/views/logs/ansi.ts';

const esc = '\u001b';

test('colours become styled spans', () => {
  const spans = toSpans(`plain ${esc}[1;31mred${esc}[0m ${esc}[38;5;208mown${esc}[48;2;1;2;3mback${esc}[m end`);
  expect(spans.map((it) => it.text)).toEqual(['plain ', 'red', ' ', 'own', 'back', ' end']);
  expect(spans[1]).toMatchObject({ bold: true, foreground: { kind: 'named', name: 'red' } });
  expect(spans[3]?.foreground).toEqual({ kind: 'rgb', rgb: '255, 135, 0' });
  expect(spans[4]?.background).toEqual({ kind: 'rgb', rgb: '1, 2, 3' });
  expect(spans[5]).toMatchObject({ bold: false, foreground: null, background: null });
});

test('bright colours and greys have their own names and shades', () => {
  expect(toSpans(`${esc}[92mok`)[0]?.foreground).toEqual({ kind: 'named', name: 'bright-green' });
  expect(toSpans(`${esc}[38;5;9mok`)[0]?.foreground).toEqual({ kind: 'named', name: 'bright-red' });
  expect(toSpans(`${esc}[38;5;232mok`)[0]?.foreground).toEqual({ kind: 'rgb', rgb: '8, 8, 8' });
});

test('titles, links, clipboard writes and cursor moves leave no trace', () => {
  expect(displayText(`${esc}]0;owned\u0007a${esc}]8;;http://evil${esc}\\b${esc}]52;c;ZWNobw==\u0007c${esc}[2Jd${esc}[1;1He${esc}7f`)).toBe(
    'abcdef',
  );
  expect(displayText(`a${esc}P1$r0m${esc}\\b\u009b31mc\u009d0;x\u009cd`)).toBe('abcd');
});

test('an escape string that never ends takes the rest of its own line only', () => {
  expect(displayText(`a${esc}]0;never ends`)).toBe('a');
  expect(displayText(`a${esc}`)).toBe('a');
});

test('control and bidirectional characters are made visible', () => {
  expect(displayText('a\u0007b\u0000c\u007f')).toBe('a⟨BEL⟩b⟨NUL⟩c⟨DEL⟩');
  expect(displayText('user\u202etxt.exe\u2069')).toBe('user⟨U+202E⟩txt.exe⟨U+2069⟩');
  expect(displayText('in\u200bvisible\ufeff\u{e0041}')).toBe('in⟨U+200B⟩visible⟨U+FEFF⟩⟨U+E0041⟩');
  expect(displayText('a\u2028b')).toBe('a⟨U+2028⟩b');
});

test('what scripts and emoji need stays as it is', () => {
  const text = 'שלום می‌خواهم 👩‍💻\ttab <b>&amp;</b>';
  expect(displayText(text)).toBe(text);
});

test('a carriage return at the end goes, one inside is shown', () => {
  expect(displayText('done\r')).toBe('done');
  expect(displayText('50 %\r100 %')).toBe('50 %⟨CR⟩100 %');
});

test('text that asks to be hidden is shown', () => {
  expect(toSpans(`${esc}[8msecret${esc}[0m`).map((it) => it.text)).toEqual(['secret']);
});

test.each([
  `a${esc}[31mb\r${esc}[0m`,
  `${esc}[7mx${esc}[27my\u0008z\rw`,
  `${esc}]0;t\u0007${esc}[1mq${esc}[m`,
  `${esc}[38:5:9mcolon ${esc}[?25l${esc}[K`,
  '\u009b1mbold\u009bm',
  `${esc}[`,
  `x${esc}[31`,
  '<script>alert(1)</script>',
])('the spans of %j hold just the text that is searched and copied', (raw) => {
  expect(
    toSpans(raw)
      .map((it) => it.text)
      .join(''),
  ).toBe(displayText(raw));
});

test('a line of nothing but colour changes is taken in well under a frame', () => {
  const raw = `${esc}[1m`.repeat(16_000);
  const startMs = performance.now();
  expect(toSpans(`${raw}x`).at(-1)?.text).toBe('x');
  expect(performance.now() - startMs).toBeLessThan(50);
});
