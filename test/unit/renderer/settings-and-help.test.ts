import { describe, expect, it } from 'vitest';
import { helpGroups } from '../../../src-renderer/views/help/help-groups.ts';
import { engineAddressProblem } from '../../../src-renderer/views/settings/engine-address.ts';
import { versionsOf } from '../../../src-renderer/views/settings/versions.ts';

describe('the engine address in the settings', () => {
  it.each([
    '',
    'unix:///var/run/docker.sock',
    '/run/user/1000/docker.sock',
    'tcp://127.0.0.1:2375',
    'tcp://[::1]:2375/',
    'box:2375',
    'npipe:////./pipe/docker_engine',
    ' unix:///run/docker.sock ',
  ])('takes %j', (text) => {
    expect(engineAddressProblem(text)).toBeNull();
  });

  it.each([
    ['tcp//localhost:2375', /Not an engine’s address/],
    ['unix://run/docker.sock', /starts with a slash/],
    ['ssh://me@box', /ssh are not supported yet/],
    ['https://box:2376', /TLS are not supported yet/],
    ['tcp://user:word@box:2375', /Not a host and port/],
    ['unix:///run/my docker.sock', /no spaces/],
    [`unix:///${'x'.repeat(2000)}`, /too long/],
  ])('says what is wrong with %j', (text, words) => {
    expect(engineAddressProblem(text)).toMatch(words);
  });
});

describe('the versions in the settings', () => {
  it('come from the user agent', () => {
    const agent =
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) quarterdeck/0.1.0 Chrome/130.0.1 Electron/33.4.11 Safari/537.36';
    expect(versionsOf(agent)).toEqual([
      { name: 'Electron', version: '33.4.11' },
      { name: 'Chromium', version: '130.0.1' },
    ]);
    expect(versionsOf('')).toEqual([]);
  });
});

describe('the list of keys', () => {
  const shortcuts = [
    { id: 'help', keys: ['?'], where: 'everywhere', label: 'All shortcuts' },
    { id: 'restart', keys: ['r'], where: 'containers', label: 'Restart' },
    { id: 'extendUp', keys: ['Shift+ArrowUp'], where: 'containers', label: 'Extend the selection up' },
  ] as const;
  const found = (text: string) => helpGroups(shortcuts, text).flatMap((group) => group.shortcuts.map((it) => it.id));

  it('is grouped by where the keys work', () => {
    expect(helpGroups(shortcuts, '').map((group) => group.title)).toEqual(['Everywhere', 'Lists and containers']);
  });

  it('is searched by what a key does, by the key, and by where it works', () => {
    expect(found('select')).toEqual(['extendUp']);
    expect(found('R')).toEqual(['restart']);
    expect(found('shift')).toEqual(['extendUp']);
    expect(found('everywhere')).toEqual(['help']);
    expect(found('nothing')).toEqual([]);
  });
});
