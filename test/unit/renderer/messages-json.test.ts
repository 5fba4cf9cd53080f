import { describe, expect, it } from 'vitest';
import { checkJson } from '../../../src-renderer/views/messages/json-check.ts';

const problem = (text: string) => {
  const check = checkJson(text);
  return check.ok ? 'none' : `${check.line}:${check.column} ${check.message}`;
};

describe('JSON that is being typed', () => {
  it('is read as it stands, and nothing is null', () => {
    expect(checkJson('{"a":[1,-2.5e3,true,null,"x\\u00e9\\n"]}')).toEqual({ ok: true, value: { a: [1, -2500, true, null, 'xé\n'] } });
    expect(checkJson(' \n')).toEqual({ ok: true, value: null });
  });

  it.each([
    ['{"a":1,}', '1:8 A comma too many'],
    ['{\n  "a": 1\n  "b": 2\n}', '3:3 A comma or } is expected'],
    ['{a: 1}', '1:2 A name in double quotes is expected'],
    ["['x']", '1:2 Text stands in double quotes'],
    ['[1 2]', '1:4 A comma or ] is expected'],
    ['{"a"', '1:5 A colon is expected after the name'],
    ['{"a":', '1:6 The text ends too early'],
    ['"abc', '1:1 The text that begins here has no end'],
    ['"a\\x"', '1:3 Not an escape that JSON knows'],
    ['"a\tb"', '1:3 A control character must be written as an escape'],
    ['01', '1:1 Not a number'],
    ['NaN', '1:1 A value is expected; text stands in double quotes'],
    ['{} {}', '1:4 Nothing may follow after the value'],
  ])('that breaks says where and why: %s', (text, said) => {
    expect(problem(text)).toBe(said);
  });

  it('of any depth is no danger, but more than 64 levels are refused', () => {
    expect(problem(`${'['.repeat(64)}${']'.repeat(64)}`)).toBe('none');
    expect(problem('['.repeat(100_000))).toBe('1:66 Deeper than 64 levels');
  });

  it('that is too long for a message is refused', () => {
    expect(problem(`"${'x'.repeat(270_000)}"`)).toContain('256 KiB');
  });

  it('is what JSON.parse takes, and nothing else', () => {
    const pieces = ['{', '}', '[', ']', ',', ':', '"a"', '1', '-', '.5', 'true', 'nul', ' ', '\n', '\\', '"'];
    let seed = 7;
    const random = (below: number) => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed % below;
    };
    for (let round = 0; round < 20_000; round += 1) {
      const text = Array.from({ length: 1 + random(7) }, () => pieces[random(pieces.length)]).join('');
      if (text.trim() === '') continue;
      let parses = true;
      try {
        JSON.parse(text);
      } catch {
        parses = false;
      }
      expect(checkJson(text).ok, text).toBe(parses);
    }
  });
});
