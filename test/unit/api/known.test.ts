import { expect, it } from 'vitest';
import { findContainer } from '../../../src-main/api/find.ts';
import { Known } from '../../../src-main/api/known.ts';
import { applyChanges } from '../../../src-shared/apply-changes.ts';
import type { Change } from '../../../src-shared/changes.ts';
import { emptyFleet } from '../../../src-shared/fleet.ts';
import { container, host, hostId } from '../../support/small-core.ts';

it('a name that a container has no more leads to nothing, and least of all to that container', () => {
  const id = 'b'.repeat(64);
  const known = new Known();
  known.made('web', hostId, id);
  const renamed: Change = { type: 'containerRenamed', hostId, containerId: id, atMs: 2, event: null, oldName: 'web', name: 'keep' };
  const fleet = applyChanges(emptyFleet, [
    { type: 'hostFound', host: host() },
    { type: 'containersListed', hostId, atMs: 1, containers: [container(id, 'web')] },
    renamed,
  ]);
  known.take([renamed]);
  expect(findContainer(fleet, 'web', undefined, known.recent)).toMatchObject({ ok: false });
  expect(findContainer(fleet, 'keep', undefined, known.recent)).toMatchObject({ ok: true, value: { containerId: id } });
});
