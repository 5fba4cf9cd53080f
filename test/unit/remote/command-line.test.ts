import { describe, expect, it } from 'vitest';
import { parseCommandLine } from '../../../src-main/serve/command-line.ts';

const parse = (words: string[], environment: Record<string, string> = {}) => parseCommandLine(words, environment, '/home/me');

describe('quarterdeck serve', () => {
  it('listens for this machine only, with its files in the state folder', () => {
    expect(parse(['serve'])).toEqual({
      command: 'serve',
      options: {
        address: '127.0.0.1',
        port: 4773,
        origins: [],
        tokenFile: '/home/me/.local/state/quarterdeck/server/api-token',
        dataFolder: '/home/me/.local/state/quarterdeck/server',
        dockerHost: null,
        logLevel: 'info',
      },
    });
  });

  it('takes the environment, and a flag before it', () => {
    const environment = {
      QUARTERDECK_PORT: '5000',
      QUARTERDECK_ADDRESS: '0.0.0.0',
      QUARTERDECK_LOG_LEVEL: 'debug',
      XDG_STATE_HOME: '/state',
    };
    expect(parse(['serve', '--port', '0', '--docker-host=unix:///x.sock'], environment)).toMatchObject({
      options: { port: 0, address: '0.0.0.0', logLevel: 'debug', dockerHost: 'unix:///x.sock', dataFolder: '/state/quarterdeck/server' },
    });
  });

  it.each([
    [['serve', '--port', '70000'], 'from 0 to 65535'],
    [['serve', '--address', 'here'], 'no address'],
    [['serve', '--log-level', 'loud'], 'debug, info, warn or error'],
    [['serve', '--origin', 'page'], 'no origin'],
    [['serve', 'now'], 'now'],
    [['flow', 'prepare'], 'flow prepare NAME'],
    [['flow', 'prepare', 'a', 'b'], 'flow prepare NAME'],
    [['stop'], 'no command'],
    [[], 'Usage'],
  ])('refuses %j and says what to write', (words, sentence) => {
    expect(parse(words)).toMatchObject({ command: 'refuse', text: expect.stringContaining(sentence) });
  });

  it('prepares a folder by name', () => {
    expect(parse(['flow', 'prepare', 'web'])).toEqual({ command: 'prepareFlow', name: 'web' });
  });
});
