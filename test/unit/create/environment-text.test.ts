import { describe, expect, it } from 'vitest';
import { parseEnvironmentText } from '../../../src-main/docker/create/environment-text.ts';

describe('the text of a .env file', () => {
  it('is read with quotes, comments, export, several lines and values that hold anything', () => {
    const text = [
      '\uFEFF# a comment',
      '',
      'PLAIN=a=b?c&d',
      'SPACES =  padded  ',
      'export EXPORTED=yes',
      'QUOTED="  kept # all  "',
      "SINGLE='a\"b'",
      'LINES="first',
      'second=no variable',
      'third"',
      'COMMENTED=value # not this',
      'EMPTY=',
      'URL=postgres://me:p%40ss@db:5432/x?y=z',
      'LAST=1',
    ].join('\r\n');
    expect(parseEnvironmentText(text)).toEqual({
      environment: {
        PLAIN: 'a=b?c&d',
        SPACES: 'padded',
        EXPORTED: 'yes',
        QUOTED: '  kept # all  ',
        SINGLE: 'a"b',
        LINES: 'first\nsecond=no variable\nthird',
        COMMENTED: 'value',
        EMPTY: '',
        URL: 'postgres://me:p%40ss@db:5432/x?y=z',
        LAST: '1',
      },
      problems: [],
    });
  });

  it('is told line by line where it can’t be read, never with a value, and the rest is kept', () => {
    const { environment, problems } = parseEnvironmentText(
      ['GOOD=1', 'hunter2', 'TWO WORDS=hunter2', '=hunter2', 'OPEN="hunter2', 'GOOD=2', 'ALSO=3'].join('\n'),
    );
    expect(environment).toEqual({ GOOD: '2', OPEN: '"hunter2', ALSO: '3' });
    expect(problems).toEqual([
      'Line 2 has no =, so it is left out. Write it as NAME=value.',
      'Line 3: a variable’s name can’t hold spaces, so it is left out.',
      'Line 4: A variable needs a name, so it is left out.',
      'Line 5: the quote is not closed, so its value ends with the line.',
      'Line 6 names GOOD again; the last one counts.',
    ]);
    expect(problems.join()).not.toContain('hunter2');
  });

  it('keeps each value to its last character: # begins a comment only behind a space', () => {
    const text = [
      'PASSWORD=hunter#2',
      'COLOUR=#ff0000',
      'ANCHOR=http://web/#top # the page',
      String.raw`ESCAPED="say \"hi\" # to all" # all`,
      String.raw`NEW="one\ntwo"`,
      String.raw`RAW='one\ntwo'`,
      'LIST="a","b"',
      "APOSTROPHE=it's",
      'NONE= # nothing',
    ].join('\n');
    const { environment, problems } = parseEnvironmentText(text);
    expect(environment).toEqual({
      PASSWORD: 'hunter#2',
      COLOUR: '#ff0000',
      ANCHOR: 'http://web/#top',
      ESCAPED: String.raw`say \"hi\" # to all`,
      NEW: 'one\ntwo',
      RAW: String.raw`one\ntwo`,
      LIST: '"a","b"',
      APOSTROPHE: "it's",
      NONE: '',
    });
    expect(problems).toEqual([]);
  });

  it('bounds what it tells of a file that is none', () => {
    const { environment, problems } = parseEnvironmentText('x\n'.repeat(100_000));
    expect(environment).toEqual({});
    expect(problems).toHaveLength(51);
    expect(problems.at(-1)).toBe('And 99950 more lines that can’t be read.');
  });

  it('takes names that objects have by themselves', () => {
    const { environment } = parseEnvironmentText('constructor=1\n__proto__=2\ntoString=3');
    expect(Object.entries(environment)).toEqual([
      ['constructor', '1'],
      ['__proto__', '2'],
      ['toString', '3'],
    ]);
  });
});
