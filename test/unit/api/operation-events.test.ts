import { describe, expect, it } from 'vitest';
import { OperationEvents } from '../../../src-main/api/operation-events.ts';
import { newcomerName } from '../../../src-main/docker/update/names.ts';
import { applyChanges } from '../../../src-shared/apply-changes.ts';
import { emptyFleet } from '../../../src-shared/fleet.ts';
import type { Operation } from '../../../src-shared/model.ts';
import { container, host, hostId } from '../../support/small-core.ts';

const oldId = 'a'.repeat(64);
const newId = 'b'.repeat(64);

/** What programs are told when an update of `subject` ends while the Fleet knows these names. */
function toldOf(subject: string, oldName: string, newName: string) {
  const operation: Operation = {
    ...{ id: 'o-1', hostId, containerId: oldId, kind: 'update', by: { kind: 'script', name: 'test' }, state: 'running', sinceMs: 1 },
    ...{ subject, progress: null, cancellable: true },
  };
  const fleet = applyChanges(emptyFleet, [
    { type: 'hostFound', host: host() },
    { type: 'containersListed', hostId, atMs: 1, containers: [container(oldId, oldName), container(newId, newName)] },
  ]);
  const events = new OperationEvents();
  events.changed({ type: 'operationChanged', operation }, 1);
  const told = events.ended({ type: 'operationEnded', operationId: 'o-1', outcome: { ok: true } }, fleet, 2);
  return told.find(({ event }) => event === 'container_updated')?.payload;
}

describe('the event of an update names the new container', () => {
  it('once it has the old one’s name', () => {
    expect(toldOf('web', 'web-replaced-aaaaaaaaaaaa', 'web')).toMatchObject({ container_id: newId, previous_container_id: oldId });
  });

  it('also before the engine has told of its new name', () => {
    expect(toldOf('web', 'web', newcomerName('web', oldId))).toMatchObject({ container_id: newId, previous_container_id: oldId });
  });

  it('also where its name is too long to be shown whole', () => {
    const name = 'w'.repeat(100);
    expect(toldOf(`${name.slice(0, 63)}…`, 'other', name)).toMatchObject({ container_id: newId });
  });
});
