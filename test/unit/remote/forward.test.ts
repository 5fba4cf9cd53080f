import { describe, expect, it } from 'vitest';
import { argumentThere } from '../../../src-main/remote/forward.ts';
import { remapIncident, remapMute } from '../../../src-main/remote/remap-incident.ts';
import { anIncident } from '../../support/incidents.ts';

const to = { remoteId: 'remote-0123abcd', server: 'box', url: 'http://box:4773', aheadMs: 60_000 };
const hostId = 'remote-0123abcd-local';

describe('what is asked of another Quarterdeck', () => {
  it('an incident has the id there that it has there', () => {
    const there = anIncident({ id: 'local/abc:7' });
    const here = remapIncident(there, to);
    expect(here.hostId).toBe(hostId);
    expect(argumentThere({ hostId: here.hostId, incidentId: here.id }, to.aheadMs)).toEqual({ hostId: 'local', incidentId: 'local/abc:7' });
  });

  it('a mute is about the host there, and ends by the clock there', () => {
    const mute = {
      scope: { kind: 'container' as const, hostId: 'local', name: 'web' },
      until: { kind: 'time' as const, atMs: 5_000 },
      sinceMs: 1,
    };
    const here = remapMute(mute, to);
    expect(argumentThere({ hostId: here.scope.hostId, scope: here.scope, until: here.until }, to.aheadMs)).toEqual({
      hostId: 'local',
      scope: mute.scope,
      until: mute.until,
    });
  });

  it('until it is well, and for good, are the same everywhere', () => {
    const scope = { kind: 'project', hostId, project: 'shop' };
    expect(argumentThere({ hostId, scope, until: { kind: 'well' } }, to.aheadMs)).toEqual({
      hostId: 'local',
      scope: { ...scope, hostId: 'local' },
      until: { kind: 'well' },
    });
  });

  it('what a program said is left as it is', () => {
    const message = { command: 'x', data: { hostId, incidentId: 'remote-0123abcd:1', scope: { hostId } } };
    expect(argumentThere({ hostId, message }, 1)).toEqual({ hostId: 'local', message });
  });
});
