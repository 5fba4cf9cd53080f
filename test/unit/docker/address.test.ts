import { describe, expect, it } from 'vitest';
import { type EngineAddress, parseAddress, redactAddress } from '../../../src-main/docker/address.ts';
import type { Problem } from '../../../src-shared/model.ts';

function accepted(text: string): EngineAddress {
  const parsed = parseAddress(text);
  if (!parsed.ok) throw new Error(parsed.problem.message);
  return parsed.address;
}

function refused(text: string, options = {}): Problem & { text: string } {
  const parsed = parseAddress(text, options);
  if (parsed.ok) throw new Error(`accepted as ${parsed.address.text}`);
  return { ...parsed.problem, text: parsed.text };
}

describe('an engine address', () => {
  it.each([
    ['unix:///var/run/docker.sock', 'unix:///var/run/docker.sock', { kind: 'socket', path: '/var/run/docker.sock' }],
    ['/var/run/docker.sock', 'unix:///var/run/docker.sock', { kind: 'socket', path: '/var/run/docker.sock' }],
    ['  unix:////var//run/docker.sock ', 'unix:///var/run/docker.sock', { kind: 'socket', path: '/var/run/docker.sock' }],
    ['npipe:////./pipe/docker_engine', 'npipe:////./pipe/docker_engine', { kind: 'socket', path: '//./pipe/docker_engine' }],
    ['\\\\.\\pipe\\docker_engine', 'npipe:////./pipe/docker_engine', { kind: 'socket', path: '//./pipe/docker_engine' }],
    ['tcp://127.0.0.1:2375', 'tcp://127.0.0.1:2375', { kind: 'tcp', host: '127.0.0.1', port: 2375 }],
    ['tcp://engine.lan', 'tcp://engine.lan:2375', { kind: 'tcp', host: 'engine.lan', port: 2375 }],
    ['http://engine.lan:80/', 'tcp://engine.lan:80', { kind: 'tcp', host: 'engine.lan', port: 80 }],
    ['engine.lan:2375', 'tcp://engine.lan:2375', { kind: 'tcp', host: 'engine.lan', port: 2375 }],
    ['tcp://[::1]:2375', 'tcp://[::1]:2375', { kind: 'tcp', host: '::1', port: 2375 }],
  ])('%s is understood', (given, text, transport) => {
    expect(accepted(given)).toMatchObject({ text, transport });
  });

  it('is the same host however it is spelled, and stays so from start to start', () => {
    expect(accepted('/run/docker.sock').hostId).toBe(accepted('unix:///run/docker.sock').hostId);
    expect(accepted('unix:///var/run/docker.sock').hostId).toBe('h-13c4025c96f3');
    expect(accepted('unix:///run/a.sock').hostId).not.toBe(accepted('unix:///run/b.sock').hostId);
  });

  it.each([
    ['unix:///run/x.sock', true],
    ['tcp://localhost:2375', true],
    ['tcp://127.0.0.2:2375', true],
    ['tcp://10.0.0.1:2375', false],
  ])('%s is on this machine: %s', (text, local) => {
    expect(accepted(text).local).toBe(local);
  });

  it.each([
    '',
    'unix://',
    'unix://relative/path',
    'tcp://',
    'tcp://:2375',
    'tcp://host:99999',
    'tcp://host:2375/path',
    'ftp://host',
    'nonsense',
    'tcp://bad host:::',
    'npipe://x',
    'unix:///run/a\nb.sock',
  ])('%j is refused with words that show a right one', (text) => {
    const problem = refused(text);
    expect(problem.kind).toBe('malformedAddress');
    expect(problem.message).toContain('unix:///var/run/docker.sock');
    expect(problem.message.length).toBeLessThan(400);
  });

  it('is refused when it is longer than a socket path or an address can be', () => {
    expect(refused(`unix:///${'x'.repeat(120)}`).message).toContain('longer than 107 bytes');
    expect(refused('x'.repeat(5_000)).message.length).toBeLessThan(400);
  });

  it.each([
    ['https://host:2376', {}],
    ['tcp://host:2376', {}],
    ['tcp://host:2375', { tls: true }],
    ['ssh://me@host', {}],
  ])('%s is said to be not supported yet', (text, options) => {
    expect(refused(text, options)).toMatchObject({ kind: 'notSupportedYet' });
  });

  it('never shows credentials', () => {
    for (const text of [
      'ssh://me:secret@host',
      'tcp://me:secret@host:99999',
      'foo://me:secret@host?token=secret',
      'me:secret@host',
      'tcp://a:b@c:secret@h:99999',
    ]) {
      const problem = refused(text);
      expect(`${problem.text} ${problem.message}`).not.toContain('secret');
    }
    expect(accepted('tcp://me:secret@host:2375').text).toBe('tcp://host:2375');
    expect(redactAddress('tcp://me:pa/ss@engine:2375')).toBe('tcp://engine:2375');
    expect(redactAddress('unix:///run/a@b.sock')).toBe('unix:///run/a@b.sock');
    expect(redactAddress('unix:///run/\u001b[31mdocker\u202e.sock')).toBe('unix:///run/·[31mdocker·.sock');
  });
});
