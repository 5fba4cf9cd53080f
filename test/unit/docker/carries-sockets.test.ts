import { describe, expect, it } from 'vitest';
import { carriesSockets } from '../../../src-main/docker/describe-engine.ts';

describe('an engine offers flow containers', () => {
  const kernel = '6.1.0-18-amd64';
  const machine = { platform: 'linux' as const, kernel };
  const info = (patch: object = {}) => ({ KernelVersion: kernel, OperatingSystem: 'Debian GNU/Linux 12', ...patch });

  it.each([
    ['on this Linux machine', 'socket' as const, info(), machine, true],
    ['not over tcp', 'tcp' as const, info(), machine, false],
    [
      'not where its kernel is another one: a virtual machine, or a forwarded socket',
      'socket' as const,
      info({ KernelVersion: '6.6' }),
      machine,
      false,
    ],
    [
      'not in Docker Desktop, whose distribution shares WSL’s kernel',
      'socket' as const,
      info({ OperatingSystem: 'Docker Desktop' }),
      machine,
      false,
    ],
    ['not from macOS', 'socket' as const, info(), { platform: 'darwin' as const, kernel }, false],
    ['not where it does not say its kernel', 'socket' as const, {}, machine, false],
  ])('%s', (_, transport, answer, where, offered) => {
    expect(carriesSockets(transport, answer, where)).toBe(offered);
  });
});
