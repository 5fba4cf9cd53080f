import { describe, expect, it } from 'vitest';
import { emptyRemote, remoteProblems, unencryptedWarning } from '../../../src-renderer/views/hosts/remote-form.ts';
import {
  addressProblem,
  exposureWarning,
  originsProblem,
  portProblem,
  secondsProblem,
  statusWords,
} from '../../../src-renderer/views/settings/api-words.ts';

describe('The settings of the API', () => {
  it('take what is right, and say what is wrong with the rest', () => {
    expect([portProblem('4773'), addressProblem('::1'), originsProblem(''), secondsProblem('30')]).toEqual([null, null, null, null]);
    for (const text of ['', '0', '65536', '80a', '-1', '1e3']) expect(portProblem(text), text).toContain('1 to 65535');
    expect(addressProblem('localhost')).toContain('IP address');
    expect(originsProblem('http://localhost:5173 http://x/path')).toContain('http://x/path is not an origin');
    expect(secondsProblem('0')).toContain('1 to 3600');
  });

  it('warn where other machines can come in, and only there', () => {
    expect(['127.0.0.1', '127.9.9.9', '::1'].map((apiAddress) => exposureWarning({ apiAddress }))).toEqual([null, null, null]);
    expect(exposureWarning({ apiAddress: '0.0.0.0' })).toContain('Every machine');
    expect(exposureWarning({ apiAddress: '192.168.1.4' })).toContain('192.168.1.4');
  });

  it('tell where it listens and who is there', () => {
    expect(statusWords({ state: 'listening', address: '127.0.0.1:4773', clients: 1 }, true)).toBe(
      'Listening at 127.0.0.1:4773, 1 program connected',
    );
    expect(statusWords({ state: 'failed', message: 'Port 4773 is taken. Choose another.' }, true)).toBe(
      'Port 4773 is taken. Choose another.',
    );
    expect(statusWords({ state: 'off' }, true)).toBe('Opening');
    expect([statusWords(null, true), statusWords({ state: 'off' }, false)]).toEqual([null, null]);
  });
});

describe('Adding a remote Quarterdeck', () => {
  it('says what is wrong with each field', () => {
    expect(Object.keys(remoteProblems(emptyRemote)).toSorted()).toEqual(['name', 'token', 'url']);
    expect(remoteProblems({ name: 'Build', url: 'ftp://host', token: 'x'.repeat(16) })).toEqual({
      url: 'Write it as http://host:port or https://host',
    });
    expect(remoteProblems({ name: 'Build', url: ' https://host ', token: ` ${'x'.repeat(16)} ` })).toEqual({});
  });

  it('warns before a token travels unencrypted to another machine', () => {
    expect(unencryptedWarning('http://build:4773')).toContain('unencrypted');
    expect(['https://build', 'http://127.0.0.1:4773', 'http://localhost', 'nonsense'].map(unencryptedWarning)).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });
});
