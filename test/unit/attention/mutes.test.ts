import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Mutes } from '../../../src-main/attention/mutes.ts';
import type { Change } from '../../../src-shared/changes.ts';
import type { Incident, MuteScope } from '../../../src-shared/incidents.ts';
import { anIncident } from '../../support/incidents.ts';

const web: MuteScope = { kind: 'container', hostId: 'local', name: 'web' };
const shop: MuteScope = { kind: 'project', hostId: 'local', project: 'harbor-shop' };

describe('mutes', () => {
  let incidents: Incident[];
  let told: Change[];
  let kept: unknown;
  const open = () => {
    const mutes = new Mutes({
      tell: (changes) => told.push(...changes),
      store: { putValue: (_key, value) => (kept = JSON.parse(JSON.stringify(value))) },
      incidents: () => incidents,
      now: Date.now,
    });
    mutes.load(kept);
    return mutes;
  };
  const types = () => told.map((it) => it.type);

  beforeEach(() => {
    vi.useFakeTimers({ now: 1_000_000 });
    incidents = [anIncident({ name: 'web' })];
    told = [];
    kept = undefined;
  });
  afterEach(() => vi.useRealTimers());

  it('for an hour: ends by itself', () => {
    const mutes = open();
    expect(mutes.mute(web, { kind: 'time', atMs: Date.now() + 3_600_000 })).toMatchObject({ ok: true });
    vi.advanceTimersByTime(3_599_999);
    expect(types()).toEqual(['muted']);
    vi.advanceTimersByTime(1);
    expect(types()).toEqual(['muted', 'unmuted']);
    expect(kept).toEqual([]);
    mutes.dispose();
  });

  it('until it is well: ends with the last open incident, of a project with that of any of it', () => {
    const mutes = open();
    mutes.mute(web, { kind: 'well' });
    mutes.mute(shop, { kind: 'well' });
    mutes.settle();
    expect(types()).toEqual(['muted', 'muted']);
    incidents = incidents.map((it) => ({ ...it, resolution: { state: 'resolved', atMs: 1, how: 'Well' } }));
    mutes.settle();
    expect(types()).toEqual(['muted', 'muted', 'unmuted', 'unmuted']);
    expect(mutes.mute(web, { kind: 'well' })).toMatchObject({ ok: false, failure: { kind: 'validation_error' } });
    mutes.dispose();
  });

  it('for good: is there after a restart, and broken ones are left out', () => {
    open().mute(web, { kind: 'forever' });
    kept = [...(Array.isArray(kept) ? kept : []), { scope: 'broken' }, 7];
    told = [];
    const again = open();
    expect(told).toMatchObject([{ type: 'muted', mute: { scope: web, until: { kind: 'forever' } } }]);
    again.unmute(web);
    expect(types()).toEqual(['muted', 'unmuted']);
  });

  it('one whose time is over when we start again is none', () => {
    open().mute(web, { kind: 'time', atMs: Date.now() + 1_000 });
    vi.setSystemTime(Date.now() + 5_000);
    told = [];
    open();
    expect(told).toEqual([]);
  });
});
