import { describe, expect, it } from 'vitest';
import { withoutDeleted } from '../../../src-renderer/store/deletions.ts';
import { emptyFleet, type Fleet } from '../../../src-shared/fleet.ts';
import { containerKey } from '../../../src-shared/ids.ts';
import { aContainer, byKey } from './a-container.ts';

const web = aContainer({ name: 'web' });
const db = aContainer({ name: 'db' });
const webKey = containerKey(web.hostId, web.id);
const fleet: Fleet = { ...emptyFleet, containers: byKey([web, db]) };
const deleting: Fleet = {
  ...fleet,
  deletions: new Map([[webKey, { hostId: web.hostId, containerId: web.id, name: 'web', undoUntilMs: 8_000 }]]),
};
const names = ({ containers }: Fleet) => [...containers.values()].map((it) => it.name);

describe('The fleet that views show', () => {
  it('is the core’s own while nothing is being deleted', () => {
    expect(withoutDeleted(fleet, null)).toBe(fleet);
  });

  it('leaves out what was deleted, and has it back when that is undone', () => {
    const shown = withoutDeleted(deleting, null);
    expect(names(shown)).toEqual(['db']);
    expect(names(withoutDeleted({ ...deleting, deletions: new Map() }, { truth: deleting, shown }))).toEqual(['web', 'db']);
  });

  it('keeps its map of containers while other things change, so that no list is drawn again', () => {
    const shown = withoutDeleted(deleting, null);
    const later = withoutDeleted({ ...deleting, activities: [] }, { truth: deleting, shown });
    expect(later.containers).toBe(shown.containers);
  });
});
