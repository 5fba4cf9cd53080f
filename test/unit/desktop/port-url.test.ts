import { describe, expect, it } from 'vitest';
import { publishedUrl } from '../../../src-main/desktop/port-url.ts';
import type { Port } from '../../../src-shared/model.ts';
import { buildHost } from '../../support/build.ts';

const port = (facts: Partial<Port> = {}): Port => ({
  containerPort: 80,
  protocol: 'tcp',
  hostPort: 8080,
  hostAddress: '0.0.0.0',
  ...facts,
});

describe('a published port', () => {
  it('opens in the browser where the engine is', () => {
    expect(publishedUrl(buildHost(), [port()], 8080)?.url).toBe('http://localhost:8080');
    expect(publishedUrl(buildHost(), [port({ containerPort: 443, hostAddress: '::1' })], 8080)?.url).toBe('https://localhost:8080');
    expect(publishedUrl(buildHost(), [port({ hostAddress: 'fe80::1' })], 8080)?.url).toBe('http://[fe80::1]:8080');
    expect(publishedUrl(buildHost({ address: 'tcp://10.0.0.7:2375' }), [port()], 8080)?.url).toBe('http://10.0.0.7:8080');
    expect(publishedUrl(buildHost({ address: 'http://box:4773' }), [port()], 8080)?.url).toBe('http://box:8080');
  });

  it('that udp has beside tcp opens by its tcp half', () => {
    expect(publishedUrl(buildHost(), [port({ containerPort: 53, protocol: 'udp' }), port()], 8080)?.url).toBe('http://localhost:8080');
  });

  it('that no browser can speak with says so, and one that is gone is gone', () => {
    expect(publishedUrl(buildHost(), [port({ protocol: 'udp' })], 8080)).toEqual({ url: null, protocol: 'udp' });
    expect(publishedUrl(buildHost(), [port()], 9090)).toBeNull();
  });
});
