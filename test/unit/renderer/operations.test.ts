import { describe, expect, it } from 'vitest';
import { operationTitle, shownOperations, stepWords } from '../../../src-renderer/views/frame/operation-words.ts';
import { emptyFleet } from '../../../src-shared/fleet.ts';
import { containerKey } from '../../../src-shared/ids.ts';
import type { Operation } from '../../../src-shared/model.ts';

const operation = (facts: Partial<Operation>): Operation => ({
  id: 'one',
  hostId: 'local',
  containerId: null,
  kind: 'pull',
  by: { kind: 'you', name: null },
  state: 'running',
  sinceMs: 0,
  subject: 'nginx:alpine',
  progress: null,
  cancellable: true,
  ...facts,
});
const fleet = (...operations: Operation[]) => ({ ...emptyFleet, operations: new Map(operations.map((it) => [it.id, it])) });

describe('The strip of what is under way', () => {
  it('shows what takes longer than a second, the oldest first', () => {
    const shown = shownOperations(
      fleet(operation({ sinceMs: 500 }), operation({ id: 'two' }), operation({ id: 'new', sinceMs: 1_200 })),
      2_000,
    );
    expect(shown.map((it) => it.id)).toEqual(['two', 'one']);
  });

  it('does not show the end of a container that was deleted, as that is hidden', () => {
    const id = 'a'.repeat(64);
    const deleting = fleet(operation({ containerId: id, kind: 'delete' }));
    const deletions = new Map([[containerKey('local', id), { hostId: 'local', containerId: id, name: 'web', undoUntilMs: 8_000 }]]);
    expect(shownOperations({ ...deleting, deletions }, 5_000)).toEqual([]);
  });

  it('names what is done, and at which step it is', () => {
    expect(operationTitle(operation({}))).toBe('Pulling nginx:alpine');
    expect(stepWords(operation({ state: 'queued' }))).toBe('Waiting for its turn');
    expect(stepWords(operation({ progress: { percent: 3, message: 'Layer 2 of 7', layers: [] } }))).toBe('Layer 2 of 7');
    const pulling = { percent: 3, message: 'Pulling nginx:alpine', layers: [] };
    expect(stepWords(operation({ progress: pulling }))).toBe('');
    expect(stepWords(operation({ kind: 'create', progress: pulling }))).toBe('Pulling the image');
  });
});
