import { describe, expect, it } from 'vitest';
import { type Door, refusalOfRequest } from '../../../src-main/api/admission.ts';

const loopback: Door = { address: '127.0.0.1', port: 4773, origins: ['http://localhost:5173'], hostNames: ['ship'] };
const open: Door = { ...loopback, address: '0.0.0.0' };
const lets = (door: Door, host: string | undefined, origin?: string) => refusalOfRequest(door, { host, origin }) === null;

describe('who may knock', () => {
  it.each(['127.0.0.1:4773', 'localhost:4773', '[::1]:4773', 'LOCALHOST:4773'])('our own address %s', (host) => {
    expect(lets(loopback, host)).toBe(true);
    expect(lets(loopback, host, `http://${host.toLowerCase()}`)).toBe(true);
  });

  it.each(['localhost:9000', '127.0.0.1:9000', '[::1]:9000', 'localhost'])('who comes through a tunnel as %s', (host) => {
    expect(lets(loopback, host)).toBe(true);
    expect(lets(loopback, host, `http://${host}`)).toBe(false);
  });

  it.each([
    undefined,
    '',
    'evil.example:4773',
    'evil.example',
    'localhost.evil.example:4773',
    'user@localhost:4773',
    'localhost:4773/x',
    '192.168.1.5:4773',
    'ship:4773',
    '0x7f000001:4773',
    'localhost:4773:4773',
  ])('nobody who says %s', (host) => {
    expect(lets(loopback, host)).toBe(false);
  });

  it.each([
    'null',
    '',
    'http://evil.example',
    'https://localhost:4773',
    'http://localhost:4774',
    'http://localhost',
    'http://localhost:4773.evil.example',
    'http://localhost:4773@evil.example',
    'http://localhost:4773/',
    'file://',
    'chrome-extension://abc',
  ])('no page of the origin %s', (origin) => {
    expect(lets(loopback, 'localhost:4773', origin)).toBe(false);
  });

  it('pages that the settings name', () => {
    expect(lets(loopback, 'localhost:4773', 'http://localhost:5173')).toBe(true);
  });

  it('where other machines are let in, by an address or by this machine’s name, and by no other name', () => {
    for (const host of ['192.168.1.5:4773', '10.0.0.1:80', '[fe80::1]:4773', 'ship:4773']) expect(lets(open, host), host).toBe(true);
    for (const host of ['evil.example:4773', 'ship.evil.example:4773']) expect(lets(open, host), host).toBe(false);
    expect(lets(open, '192.168.1.5:4773', 'http://evil.example')).toBe(false);
  });
});
