import { describe, expect, it } from 'vitest';
import { compareVersions, negotiateApiVersion } from '../../../src-main/docker/api-version.ts';
import { decodeEngine } from '../../../src-main/docker/describe-engine.ts';
import { engine20, engine29, podman5 } from './fixtures/engines.ts';

const negotiate = (newest: string, oldest: string | null = null) => negotiateApiVersion({ version: '1.2.3', newest, oldest });

describe('the API version that is spoken', () => {
  it.each([
    ['1.41', null, '1.41'],
    ['1.43', '1.12', '1.43'],
    ['1.52', '1.44', '1.47'],
    ['1.60', '1.50', '1.50'],
  ])('an engine of %s that takes %s or newer is spoken to in %s', (newest, oldest, apiVersion) => {
    expect(negotiate(newest, oldest)).toEqual({ ok: true, apiVersion });
  });

  it('an engine below 1.41 is too old, and the user is told what to update to', () => {
    expect(negotiate('1.40')).toMatchObject({ ok: false, problem: { kind: 'tooOld', message: expect.stringContaining('20.10') } });
  });

  it('an answer without a version is no engine', () => {
    expect(negotiate('')).toMatchObject({ ok: false, problem: { kind: 'other' } });
    expect(negotiate('1.41/../x')).toMatchObject({ ok: false });
  });

  it('1.9 is older than 1.10', () => {
    expect(compareVersions('1.9', '1.10')).toBeLessThan(0);
    expect(compareVersions('2.0', '1.99')).toBeGreaterThan(0);
    expect(compareVersions('1.41', '1.41')).toBe(0);
  });
});

describe('what an engine says of itself', () => {
  it.each([
    ['Docker 20.10', engine20, { name: 'Docker Engine', version: '20.10.24', apiVersion: '1.41', cpuCount: 2, rootless: false }],
    ['Docker 29 rootless', engine29, { name: 'Docker Engine', version: '29.1.0', apiVersion: '1.47', cpuCount: 16, rootless: true }],
    ['Podman 5', podman5, { name: 'Podman Engine', version: '5.2.2', apiVersion: '1.41', cpuCount: 8, rootless: true }],
  ])('%s is understood', (_, { version, info }, engine) => {
    expect(decodeEngine(version, info)).toMatchObject({ ok: true, description: { engine, capabilities: { samples: 'api' } } });
  });

  it('Podman has no lasting id, so it is never taken for another engine', () => {
    expect(decodeEngine(podman5.version, podman5.info)).toMatchObject({ description: { engineId: null } });
    expect(decodeEngine(engine20.version, engine20.info)).toMatchObject({ description: { engineId: 'XYZA:BCDE' } });
  });

  it('a web page is no engine', () => {
    expect(decodeEngine('<html>', Buffer.from('<html>'))).toMatchObject({ ok: false });
    expect(decodeEngine({}, {})).toMatchObject({ ok: false });
  });
});
