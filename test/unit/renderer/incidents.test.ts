import { describe, expect, it } from 'vitest';
import { incidentAt, incidentsOf, loudCount, openIncidentOf } from '../../../src-renderer/store/incident-index.ts';
import { placeOf } from '../../../src-renderer/store/navigate-push.ts';
import { causeOf } from '../../../src-renderer/views/containers/cause.ts';
import { deathViewOf } from '../../../src-renderer/views/incidents/death-view.ts';
import { growthWords } from '../../../src-renderer/views/incidents/growth.ts';
import { everyIncident, listRows, rowFrom } from '../../../src-renderer/views/incidents/incident-list.ts';
import { causeOf as causeOfIncident, factsOf, titleOf, underTitle } from '../../../src-renderer/views/incidents/incident-words.ts';
import { tailFrom } from '../../../src-renderer/views/incidents/log-tail.ts';
import { muteOf, untilWords } from '../../../src-renderer/views/incidents/mutes.ts';
import { containerKey } from '../../../src-shared/ids.ts';
import { type Incident, type Mute, muteKey } from '../../../src-shared/incidents.ts';
import { sampleWidth } from '../../../src-shared/samples.ts';
import { anEvidence, anIncident, climbingSamples, containerIdOf } from '../../support/incidents.ts';
import { aContainer, anEnd } from './a-container.ts';

const nowMs = new Date(2026, 10, 21, 14, 32, 7).getTime();
const hourMs = 3_600_000;

const byId = (...incidents: readonly Incident[]) => new Map(incidents.map((it) => [it.id, it]));
const resolvedAgo = (agoMs: number) => ({ state: 'resolved', atMs: nowMs - agoMs, how: 'Running well for 2 min' }) as const;
const byScope = (...mutes: readonly Mute[]) => new Map(mutes.map((it) => [muteKey(it.scope), it]));
const muted = (name: string, until: Mute['until'] = { kind: 'forever' }): Mute => ({
  scope: { kind: 'container', hostId: 'local', name },
  until,
  sinceMs: 0,
});

describe('the list of incidents', () => {
  const all = byId(
    anIncident({ id: 'old', resolution: resolvedAgo(80 * hourMs) }),
    anIncident({ id: 'yesterday', resolution: resolvedAgo(20 * hourMs) }),
    anIncident({ id: 'today', resolution: resolvedAgo(hourMs) }),
    anIncident({ id: 'first', openedAtMs: nowMs - 2_000, lastAtMs: nowMs }),
    anIncident({ id: 'second', openedAtMs: nowMs - 1_000, name: 'rollup', kind: 'restartLoop' }),
  );
  const shown = (patch: Partial<typeof everyIncident>, mutes: ReadonlyMap<string, Mute> = new Map()) =>
    listRows(all, mutes, { ...everyIncident, ...patch }, nowMs).map((row) =>
      row.type === 'group' ? `${row.label} ${row.count}` : row.key,
    );

  it('has open ones first, then resolved ones by day, each newest first', () => {
    expect(shown({})).toEqual(['Open 2', 'second', 'first', 'Resolved today 1', 'today', 'Yesterday 1', 'yesterday', 'Earlier 1', 'old']);
  });

  it.each([
    ['by state', { segment: 'open' }, ['Open 2', 'second', 'first']],
    ['by kind', { kind: 'restartLoop' }, ['Open 1', 'second']],
    ['by every word of a text, whatever its case', { text: 'ROLLUP keeps' }, ['Open 1', 'second']],
    ['by container', { container: containerKey('local', containerIdOf('rollup')) }, ['Open 1', 'second']],
    ['so that nothing is left', { text: 'posgres' }, []],
  ] as const)('is filtered %s', (_how, filter, rows) => {
    expect(shown(filter)).toEqual(rows);
  });

  it('shows what is muted', () => {
    expect(shown({ segment: 'muted' }, byScope(muted('rollup')))).toEqual(['Open 1', 'second']);
  });

  it('is walked from incident to incident, over headers and not past the ends', () => {
    const rows = listRows(all, new Map(), everyIncident, nowMs);
    expect([rowFrom(rows, 1, 1), rowFrom(rows, 2, 1), rowFrom(rows, 1, -1), rowFrom(rows, 1, Infinity), rowFrom(rows, -1, 1)]).toEqual([
      2, 4, 1, 8, 1,
    ]);
  });
});

describe('a mute', () => {
  const incident = anIncident();

  it('of the container, or of its project, keeps its incidents from being told', () => {
    const project: Mute = { scope: { kind: 'project', hostId: 'local', project: 'harbor-shop' }, until: { kind: 'well' }, sinceMs: 0 };
    expect(muteOf(incident, byScope(muted('worker')), nowMs)).toEqual(muted('worker'));
    expect(muteOf(incident, byScope(project), nowMs)).toEqual(project);
    expect(muteOf(incident, byScope(muted('web')), nowMs)).toBeNull();
  });

  it('is over at its time', () => {
    const mutes = byScope(muted('worker', { kind: 'time', atMs: nowMs }));
    expect(muteOf(incident, mutes, nowMs - 1)).not.toBeNull();
    expect(muteOf(incident, mutes, nowMs)).toBeNull();
  });

  it('of one container does not mute the story of several', () => {
    const several = {
      ...incident,
      containers: ['worker', 'web'].map((name) => ({ containerId: containerIdOf(name), name, image: 'i' })),
      containerCount: 2,
    };
    expect(muteOf(several, byScope(muted('worker')), nowMs)).toBeNull();
    expect(muteOf(several, byScope(muted('worker'), muted('web')), nowMs)).not.toBeNull();
  });

  it('says until when', () => {
    expect(untilWords({ kind: 'time', atMs: nowMs + hourMs }, nowMs)).toBe('until 15:32');
    expect(untilWords({ kind: 'time', atMs: nowMs + 10 * hourMs }, nowMs)).toBe('until tomorrow, 00:32');
    expect(untilWords({ kind: 'well' }, nowMs)).toBe('until it is well');
  });
});

describe('the words of an incident', () => {
  const plain = (text: string) => text.replaceAll('\u00a0', ' ');

  it.each([
    [{ kind: 'outOfMemory' }, 'worker ran out of memory'],
    [{ kind: 'restartLoop' }, 'worker keeps crashing'],
    [{ kind: 'unhealthy', resolution: resolvedAgo(0) }, 'worker was unhealthy'],
    [{ kind: 'projectDown' }, 'harbor-shop went down'],
    [{ kind: 'engineTookDown', containerCount: 5 }, 'The engine took down 5 containers'],
    [{ kind: 'rule', what: 'CPU 121 % for 2 min' }, 'worker: CPU 121 % for 2 min'],
    [{ kind: 'crashed', containerCount: 5 }, 'worker and 4 more crashed'],
  ] as const)('name who and what: %j', (facts, title) => {
    expect(titleOf(anIncident(facts))).toBe(title);
  });

  it('tell the error line once', () => {
    expect(causeOfIncident(anIncident({ what: 'Exited 1: no such host', errorLine: 'no such host' })).errorLine).toBeNull();
    expect(causeOfIncident(anIncident({ what: 'Exited 1', errorLine: 'no such host' })).errorLine).toBe('no such host');
  });

  it('name the containers that the engine took down, as the title tells only how many', () => {
    const container = (name: string) => ({ containerId: containerIdOf(name), name, image: 'busybox' });
    const containers = ['a', 'b', 'c', 'd', 'e', 'f'].map(container);
    const facts = { kind: 'engineTookDown', what: 'The engine took down 6 containers', project: null, containers } as const;
    expect(underTitle(anIncident({ ...facts, containerCount: 6 }))).toBe('a, b, c, d, e and 1 more');
    expect(underTitle(anIncident({ ...facts, containers: containers.slice(0, 2), containerCount: 2 }))).toBe('a, b');
  });

  it('make hidden characters seen', () => {
    expect(underTitle(anIncident({ what: 'a\u202eb', project: null }))).toBe('a⟨U+202E⟩b');
  });

  it('count deaths and restarts of a story that goes on', () => {
    const facts = factsOf(anIncident({ openedAtMs: nowMs - 22 * 60_000, lastAtMs: nowMs, deaths: 3, restarts: 2 }));
    expect(facts.slice(1).map(plain)).toEqual(['three deaths in 22 min', 'restarted twice']);
    expect(facts[0]).toMatch(/died .*14:32:07$/);
  });
});

describe('the container of an incident', () => {
  const open = anIncident({ id: 'open', openedAtMs: 5_000, lastAtMs: 9_000 });
  const past = anIncident({
    id: 'past',
    openedAtMs: 1_000,
    lastAtMs: 1_000,
    resolution: { state: 'resolved', atMs: 2_000, how: 'Running' },
  });
  const key = containerKey('local', containerIdOf('worker'));

  it('has its newest open one, its earlier ones, and the one of a moment', () => {
    const incidents = byId(past, open);
    expect(openIncidentOf(incidents, key)?.id).toBe('open');
    expect(openIncidentOf(byId(past), key)).toBeNull();
    expect(incidentsOf(incidents, key).map((it) => it.id)).toEqual(['open', 'past']);
    expect(incidentAt(incidents, key, 8_000)?.id).toBe('open');
    expect(incidentAt(incidents, key, 900_000)).toBeNull();
  });

  it('says in its row what the incident says, where that is why it is down', () => {
    const container = aContainer({ state: 'exited', startedAtMs: 0, end: anEnd({ exitCode: 1, atMs: 14_000 }) });
    expect(causeOf(container, anIncident({ what: 'Exited 1', errorLine: 'no such host' }))).toEqual({
      what: 'Exited 1',
      more: 'no such host',
      tone: 'bad',
    });
    expect(causeOf(container, anIncident({ kind: 'rule', what: 'CPU 121 %' }))?.what).toBe('Exited 1');
    expect(causeOf(aContainer(), anIncident())).toBeNull();
  });

  it('counts only what asks for a look: open, told, not muted', () => {
    const incidents = byId(
      open,
      past,
      anIncident({ id: 'quiet', voice: 'quiet' }),
      anIncident({ id: 'muted', name: 'web', project: null }),
    );
    expect(loudCount(incidents, byScope(muted('web')))).toBe(1);
  });
});

describe('the chart up to the end', () => {
  it('has nothing after the death, and room that shows it', () => {
    const view = deathViewOf({ samples: [...climbingSamples(nowMs, 509)], diedAtMs: nowMs }, { kind: 'core' });
    expect(view?.rows.every((row) => row.atMs <= nowMs)).toBe(true);
    expect(view?.bands.at(-1)).toMatchObject({ kind: 'after', toMs: view?.toMs });
    expect((view?.toMs ?? 0) - nowMs).toBeGreaterThan(20_000);
  });

  it('is left out where no readings were kept, and takes no half of one', () => {
    expect(deathViewOf({ samples: [], diedAtMs: nowMs }, { kind: 'core' })).toBeNull();
    const view = deathViewOf({ samples: climbingSamples(nowMs, 509).slice(0, sampleWidth + 3), diedAtMs: nowMs }, { kind: 'core' });
    expect(view?.readings.length).toBe(1);
  });
});

describe('memory that climbed up to the end', () => {
  it('is told with how fast and how long', () => {
    const words = growthWords({ samples: [...climbingSamples(nowMs, 509)] });
    expect(words?.replaceAll('\u00a0', ' ')).toMatch(/^Memory had grown by 7\.\d MiB a second for 4\d s\.$/);
  });

  it('is not told of where it was level, or nothing was kept', () => {
    expect(growthWords({ samples: [...climbingSamples(nowMs, 128)] })).toBeNull();
    expect(growthWords({ samples: [] })).toBeNull();
  });
});

describe('the log of an incident', () => {
  const lines = (count: number) => Array.from({ length: count }, () => ({ atMs: null, stream: 'stdout' as const, text: 'x' }));

  it.each([
    [100, null, 90],
    [100, 99, 90],
    [100, 80, 80],
    [100, 3, 75],
    [4, 0, 0],
  ])('of %i lines with the error at %j is shown from %i on', (count, errorLineIndex, from) => {
    expect(tailFrom(anEvidence({ logTail: lines(count), errorLineIndex }))).toBe(from);
  });
});

it('a notification or the tray leads to the place that it names', () => {
  const container = { hostId: 'local', containerId: containerIdOf('worker') };
  expect(placeOf({ kind: 'incident', hostId: 'local', incidentId: 'a' })).toEqual({ view: 'incidents', incidentId: 'a' });
  expect(placeOf({ kind: 'container', ...container })).toEqual({ view: 'container', ...container, tab: 'overview' });
  expect(placeOf({ kind: 'logs', ...container })).toEqual({ view: 'container', ...container, tab: 'logs' });
  expect(placeOf({ kind: 'settings' })).toEqual({ view: 'settings' });
});

it('Under the incident of a rule, whose title says why, stands what was done about it, or of which image it is', () => {
  const facts = { kind: 'rule', what: 'CPU 121 % for 2 min, rule CPU high', project: null } as const;
  const entry = (text: string) => ({ atMs: 1, tone: 'attention', text, by: { kind: 'rule', name: 'CPU high' } }) as const;
  expect(underTitle(anIncident({ ...facts, timeline: [entry(facts.what)] }))).toMatch(/worker:4\.12\.0$/);
  const planned = 'Restart 1 of 3 in 2 s';
  expect(underTitle(anIncident({ ...facts, timeline: [entry(facts.what), entry(planned)] }))).toBe(planned);
});
