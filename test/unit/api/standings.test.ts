import { expect, it } from 'vitest';
import { Standings } from '../../../src-main/api/server-events.ts';
import { applyChanges } from '../../../src-shared/apply-changes.ts';
import type { Change } from '../../../src-shared/changes.ts';
import { emptyFleet } from '../../../src-shared/fleet.ts';
import { container, host, hostId } from '../../support/small-core.ts';

const id = 'a1'.repeat(32);
const found: Change = { type: 'hostFound', host: host() };
const listed = (...ids: string[]): Change => ({
  type: 'containersListed',
  hostId,
  atMs: 1,
  containers: ids.map((it) => container(it, 'web')),
});

it.each<[string, Change[]]>([
  ['a list', [listed()]],
  ['its host', [{ type: 'hostForgotten', hostId, atMs: 2 }]],
])('a container that went with %s is told of anew when it comes back', (_with, going) => {
  let fleet = applyChanges(emptyFleet, [found, listed(id)]);
  const standings = new Standings(fleet);
  const take = (...changes: Change[]) => {
    fleet = applyChanges(fleet, changes);
    return standings.take(changes, fleet, 3).map(({ event, payload }) => [event, payload['container_id']]);
  };
  expect(take(listed(id))).toEqual([]);
  expect(take(...going)).toEqual([]);
  expect(take(found, listed(id))).toEqual([['container_status', id]]);
});
