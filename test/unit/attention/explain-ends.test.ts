import { describe, expect, it } from 'vitest';
import { explainKept, explainUnseen } from '../../../src-main/attention/incidents/explain-ends.ts';
import type { Incident } from '../../../src-shared/incidents.ts';
import type { Container } from '../../../src-shared/model.ts';
import { buildContainer } from '../../support/build.ts';

const notKnown = { kind: 'notKnown', name: null } as const;
const ended = (more: Partial<Container> = {}) =>
  buildContainer({
    state: 'exited',
    end: { exitCode: 137, outOfMemory: false, atMs: 1_000_000, requested: 'notKnown', by: notKnown },
    ...more,
  });
const incident = (more: Partial<Incident> = {}): Incident => {
  const { hostId, id, name, image } = ended();
  return {
    id: 'story',
    hostId,
    kind: 'crashed',
    voice: 'told',
    containers: [{ containerId: id, name, image }],
    containerCount: 1,
    project: null,
    ruleId: null,
    what: 'Crashed: SIGKILL, exited 137',
    errorLine: null,
    openedAtMs: 1_000_000,
    lastAtMs: 1_000_000,
    resolution: { state: 'open' },
    deaths: 1,
    restarts: 0,
    timeline: [],
    ...more,
  };
};

describe('The list after a start', () => {
  it('says that a container crashed where its open incident knows it, though the engine does not', () => {
    expect(explainKept([ended()], [incident()], 5)).toMatchObject([{ type: 'endExplained', requested: 'no', by: { kind: 'itself' } }]);
  });

  it('says that the engine took a container down where that is the story', () => {
    expect(explainKept([ended()], [incident({ kind: 'engineTookDown' })], 5)).toMatchObject([{ requested: 'yes', by: { kind: 'engine' } }]);
  });

  it.each([
    ['its story is over', ended(), incident({ resolution: { state: 'resolved', atMs: 1, how: 'Stopped' } })],
    ['it ended again later', ended(), incident({ openedAtMs: 1, lastAtMs: 900_000 })],
    ['it runs', ended({ state: 'running' }), incident()],
    ['its story is about its health', ended(), incident({ kind: 'unhealthy' })],
    ['it is another host’s', ended(), incident({ hostId: 'other' })],
  ])('claims nothing where %s', (_why, container, story) => {
    expect(explainKept([container], [story], 5)).toEqual([]);
  });
});

describe('The list after a gap', () => {
  it.each([
    ['takenDownWithEngine', false, { kind: 'engine', name: null }, { requested: 'yes', by: { kind: 'engine' } }],
    ['diedUnseen', true, { kind: 'itself', name: null }, { requested: 'no', by: { kind: 'itself' } }],
    ['stopped', false, { kind: 'dockerCompose', name: null }, { requested: 'yes', by: { kind: 'dockerCompose' } }],
  ] as const)('says of %s who was behind it', (kind, news, by, told) => {
    expect(explainUnseen(ended(), { kind, news, by }, 5)).toMatchObject(told);
  });

  it('claims nothing of an end that nobody can explain', () => {
    expect(explainUnseen(ended(), { kind: 'stopped', news: false, by: notKnown }, 5)).toBeNull();
  });
});
