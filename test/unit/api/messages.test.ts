import { describe, expect, it } from 'vitest';
import { clientName, holdsToken } from '../../../src-main/api/credentials.ts';
import { problemOfMessage } from '../../../src-main/api/measure.ts';

const limits = { bytes: 1_000, depth: 5 };

describe('a message', () => {
  it('is measured by its text, names and numbers', () => {
    expect(problemOfMessage([{ a: 'x'.repeat(900) }], limits)).toBeNull();
    expect(problemOfMessage([{ a: 'x'.repeat(1_000) }], limits)).toBe('tooLarge');
    expect(problemOfMessage([{ ['x'.repeat(1_000)]: 1 }], limits)).toBe('tooLarge');
    expect(problemOfMessage([{ a: 'ü'.repeat(600) }], limits)).toBe('tooLarge');
    expect(problemOfMessage([Array.from({ length: 600 }, () => 1)], limits)).toBe('tooLarge');
    expect(problemOfMessage([Buffer.alloc(2_000)], limits)).toBe('tooLarge');
  });

  it('may not be deep or binary, however it is deep', () => {
    let deep: unknown = 1;
    for (let level = 0; level < 100_000; level += 1) deep = [deep];
    expect(problemOfMessage([deep], { bytes: 10_000_000, depth: 64 })).toBe('tooDeep');
    expect(problemOfMessage([[[[[[]]]]]], limits)).toBeNull();
    expect(problemOfMessage([[[[[[[]]]]]]], limits)).toBe('tooDeep');
    expect(problemOfMessage([{ a: Buffer.from('x') }], limits)).toBe('binary');
  });
});

describe('a client', () => {
  const plain = { headers: {} };

  it('shows the token in auth or in a header', () => {
    expect(holdsToken({ ...plain, auth: { token: 'secret-secret-secret' } }, 'secret-secret-secret')).toBe(true);
    expect(holdsToken({ auth: {}, headers: { authorization: 'Bearer secret-secret-secret' } }, 'secret-secret-secret')).toBe(true);
    for (const token of ['', 'secret', 'secret-secret-secret ', 'SECRET-SECRET-SECRET', undefined, null, 7, {}, ['secret-secret-secret']]) {
      expect(holdsToken({ ...plain, auth: { token } }, 'secret-secret-secret')).toBe(false);
    }
    expect(holdsToken({ ...plain, auth: { token: '' } }, '')).toBe(false);
    expect(
      holdsToken({ auth: { token: 'wrong' }, headers: { authorization: 'Bearer secret-secret-secret' } }, 'secret-secret-secret'),
    ).toBe(false);
  });

  it('is named on one line and not too long', () => {
    const named = (client_name: unknown) => clientName({ ...plain, auth: { client_name } });
    expect(named('deploy')).toBe('deploy');
    expect(named(' two\nlines\u0000 ')).toBe('two lines');
    expect(named('x'.repeat(500))).toHaveLength(64);
    for (const none of [undefined, '', ' \n', 7, {}]) expect(named(none)).toBe('script');
  });
});
