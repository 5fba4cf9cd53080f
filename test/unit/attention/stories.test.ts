import { describe, expect, it } from 'vitest';
import { usualTimes } from '../../../src-main/attention/attention-times.ts';
import { foldBlows } from '../../../src-main/attention/incidents/fold-blows.ts';
import { gapLeft } from '../../../src-main/attention/incidents/quiet-gap.ts';
import { addEntry, type Blow, keptStory, resolve, type Story } from '../../../src-main/attention/incidents/story.ts';
import { foldUnseen } from '../../../src-main/attention/incidents/unseen-stories.ts';
import { outlook } from '../../../src-main/attention/incidents/well.ts';
import type { PastDeath } from '../../../src-main/attention/verdicts/restart-loop.ts';
import { runOf } from '../../../src-main/attention/verdicts/sequence.ts';
import { classifyEnd, type Verdict } from '../../../src-main/attention/verdicts/verdict.ts';
import type { ContainerEventChange } from '../../../src-shared/changes.ts';
import { incidentSchema } from '../../../src-shared/incidents.ts';
import type { Container } from '../../../src-shared/model.ts';
import { buildContainer } from '../../support/build.ts';

const itself = { kind: 'itself' as const, name: null };
const idOf = (name: string) => Buffer.from(name.padEnd(32, '.')).toString('hex');

function aContainer(name: string, facts: Partial<Container> = {}): Container {
  return buildContainer({ id: idOf(name), name, ...facts });
}

function aBlow(name: string, atMs: number, facts: Partial<Blow> & { readonly project?: string } = {}): Blow {
  const { project = null, ...others } = facts;
  return {
    kind: 'crashed',
    voice: 'told',
    container: aContainer(name, { project }),
    atMs,
    by: itself,
    what: 'Exited 1',
    errorLine: null,
    afterStartByHand: false,
    ...others,
  };
}

/** Stories and news after each quiet gap, as the incidents' book has them. */
function tell(gaps: readonly (readonly Blow[])[], between: (stories: Story[]) => Story[] = (it) => it) {
  let stories: Story[] = [];
  const news: string[] = [];
  for (const gap of gaps) {
    for (const { story, news: one } of foldBlows(gap, stories, usualTimes)) {
      stories = [...stories.filter((it) => it.incident.id !== story.incident.id), story];
      if (one) news.push(`${one} ${story.incident.kind}`);
    }
    stories = between(stories);
  }
  return { stories, incidents: stories.map((it) => it.incident), news };
}

describe('one story is told once', () => {
  it('deaths of one container in an open story are added to it', () => {
    const { incidents, news } = tell([[aBlow('web', 1_000)], [aBlow('web', 5_000, { what: 'Exited 2' })]]);
    expect(incidents).toMatchObject([{ kind: 'crashed', deaths: 2, what: 'Exited 2', openedAtMs: 1_000, lastAtMs: 5_000 }]);
    expect(news).toEqual(['opened crashed']);
  });

  it('a heavier kind is told anew, and the story does not become lighter again', () => {
    const { incidents, news } = tell([[aBlow('web', 1_000)], [aBlow('web', 2_000, { kind: 'restartLoop' })], [aBlow('web', 3_000)]]);
    expect(incidents).toMatchObject([{ kind: 'restartLoop', deaths: 3 }]);
    expect(news).toEqual(['opened crashed', 'worse restartLoop']);
  });

  it('whoever starts it by hand hears that it failed again; a policy’s restarts are no news', () => {
    const again = (afterStartByHand: boolean) => tell([[aBlow('web', 1_000)], [aBlow('web', 9_000, { afterStartByHand })]]).news;
    expect(again(true)).toEqual(['opened crashed', 'worse crashed']);
    expect(again(false)).toEqual(['opened crashed']);
  });

  it('a project’s containers that die in one gap are one story, and one that follows a moment later joins it', () => {
    const project = 'shop';
    const { incidents, news } = tell([
      [aBlow('db', 1_000, { project, what: 'Exited 3' }), aBlow('web', 1_020, { project })],
      [aBlow('worker', 4_000, { project })],
      [aBlow('other', 4_100, { project: 'blog' })],
    ]);
    expect(incidents).toMatchObject([
      { kind: 'projectDown', containerCount: 3, what: '3 containers of shop died together. First db: Exited 3' },
      { kind: 'crashed', containerCount: 1, project: 'blog' },
    ]);
    expect(news).toEqual(['opened projectDown', 'opened crashed']);
  });

  it('a second container of the project that dies a moment later makes it the project’s story', () => {
    const project = 'shop';
    const { incidents, news } = tell([
      [aBlow('db', 1_000, { project })],
      [aBlow('web', 3_000, { project })],
      [aBlow('late', 60_000, { project })],
    ]);
    expect(incidents.map((it) => `${it.kind} ${it.containerCount}`)).toEqual(['projectDown 2', 'crashed 1']);
    expect(news).toEqual(['opened crashed', 'worse projectDown', 'opened crashed']);
  });

  it('fifty that have nothing to do with each other are fifty', () => {
    const { incidents, news } = tell([Array.from({ length: 50 }, (_, index) => aBlow(`c${index}`, 1_000 + index))]);
    expect(incidents).toHaveLength(50);
    expect(news).toHaveLength(50);
  });

  it('two that are called the same on two engines are two', () => {
    const elsewhere = aBlow('web', 1_001);
    const { incidents } = tell([[aBlow('web', 1_000), { ...elsewhere, container: { ...elsewhere.container, hostId: 'h-2' } }]]);
    expect(incidents).toHaveLength(2);
  });

  it('one that was over a moment ago goes on, and says so once', () => {
    const over = (stories: Story[]) =>
      stories.map((it) => (it.incident.resolution.state === 'open' ? resolve(it, it.incident.lastAtMs + 70_000, 'Well', false).story : it));
    const { incidents, news } = tell(
      [[aBlow('web', 0)], [aBlow('web', 100_000)], [aBlow('web', 200_000)], [aBlow('web', 5_000_000)]],
      over,
    );
    expect(incidents.map((it) => it.deaths)).toEqual([3, 1]);
    expect(news).toEqual(['opened crashed', 'worse crashed', 'opened crashed']);
  });
});

describe('a story that went on after it was told to be over', () => {
  it('is told to be well once more, so that nobody is left with its last crash, and then no more', () => {
    const [begun] = foldBlows([aBlow('web', 0)], [], usualTimes);
    let story = begun?.story;
    const news: (string | null)[] = [];
    for (const atMs of [100_000, 300_000, 500_000]) {
      if (!story) throw new Error('no story');
      const well = resolve(story, atMs, 'Well', false);
      const [on] = foldBlows([aBlow('web', atMs + 100_000)], [well.story], usualTimes);
      story = on?.story;
      news.push(well.news, on?.news ?? null);
    }
    expect(news).toEqual(['recovered', 'worse', 'recovered', null, null, null]);
  });
});

describe('a story that somebody has ended by a stop', () => {
  it('does not go on: what comes later is another one', () => {
    const { stories } = tell([[aBlow('web', 0)]], (all) => all.map((it) => resolve(it, 1_000, 'Stopped by you', true, true).story));
    const [after] = foldBlows([aBlow('web', 5_000)], stories, usualTimes);
    expect(after).toMatchObject({ news: 'opened', story: { incident: { deaths: 1, openedAtMs: 5_000 } } });
  });
});

it('a story of a project whose containers have names without end can be kept and told', () => {
  const all = Array.from({ length: 300 }, (_, index): Blow => {
    const blow = aBlow(`c${index}`, 1_000 + index, { what: 'x'.repeat(500), project: 'shop' });
    return { ...blow, container: { ...blow.container, name: `c${index}${'n'.repeat(4_000)}`, image: 'i'.repeat(1_024) } };
  });
  const [story] = tell([all]).stories;
  if (!story) throw new Error('no story');
  const started = addEntry(story, { atMs: 9_000, tone: 'restarting', text: `${'n'.repeat(4_096)}: Started again`, by: itself }, true);
  expect(JSON.stringify(started.incident).length).toBeLessThan(200_000);
  expect(incidentSchema.parse(started.incident)).toMatchObject({ containerCount: 300, deaths: 300 });
});

describe('an hour of a restart loop', () => {
  const container = aContainer('loops', { restartPolicy: 'always', state: 'restarting' });
  const event = (type: 'containerStarted' | 'containerDied', atMs: number): ContainerEventChange => {
    const base = { hostId: container.hostId, containerId: container.id, atMs, event: null };
    return type === 'containerDied' ? { type, ...base, exitCode: 1 } : { type, ...base };
  };

  it('is one incident, told twice at most, and takes no more room than a minute of it', () => {
    const earlier: PastDeath[] = [];
    const news: string[] = [];
    let stories: Story[] = [];
    let deaths = 0;
    // Docker's own waits: 100 ms, doubled up to a minute.
    for (let atMs = 0, waitMs = 100; atMs < 3_600_000; waitMs = Math.min(60_000, waitMs * 2)) {
      const diedAtMs = atMs + 500;
      const run = runOf([event('containerStarted', atMs), event('containerDied', diedAtMs)]);
      const verdict = classifyEnd({ run, container, stopSignal: '', notifyJobs: false, earlier });
      if (!verdict) throw new Error('no verdict');
      earlier.push({ atMs: diedAtMs, exitCode: 1, outOfMemory: false });
      const kind = verdict.kind === 'restartLoop' ? 'restartLoop' : 'crashed';
      const blow = { ...aBlow('loops', diedAtMs, { kind, what: verdict.what }), container };
      for (const { story, news: one } of foldBlows([blow], stories, usualTimes)) {
        stories = [addEntry(story, { atMs: diedAtMs + waitMs, tone: 'restarting', text: 'Started again', by: itself }, true)];
        if (one) news.push(`${one} ${story.incident.kind}`);
      }
      const [story] = stories;
      const running = { ...container, state: 'running' as const, startedAtMs: diedAtMs + waitMs };
      if (story)
        expect(
          outlook(
            story,
            () => running,
            () => false,
            diedAtMs + waitMs + 400,
            usualTimes,
          ).over,
        ).toBe(false);
      deaths += 1;
      atMs = diedAtMs + waitMs;
    }
    expect(deaths).toBeGreaterThan(60);
    expect(stories).toHaveLength(1);
    expect(news).toEqual(['opened crashed', 'worse restartLoop']);
    const incident = incidentSchema.parse(stories[0]?.incident);
    expect(incident).toMatchObject({ kind: 'restartLoop', deaths, restarts: deaths });
    expect(incident.timeline).toHaveLength(60);
    expect(incident.timeline[0]?.atMs).toBe(500);
  });
});

describe('when a story is over', () => {
  const begun = (facts: Parameters<typeof aBlow>[2] = {}): Story => {
    const [story] = tell([[aBlow('web', 100_000, facts)]]).stories;
    if (!story) throw new Error('no story');
    return story;
  };
  const look = (story: Story, container: Container | undefined, nowMs: number) =>
    outlook(
      story,
      () => container,
      () => false,
      nowMs,
      usualTimes,
    );
  const runs = aContainer('web', { startedAtMs: 101_000 });

  it('once it has run well for a minute, and not before', () => {
    expect(look(begun(), runs, 160_999)).toEqual({ over: false, lookAtMs: 161_000 });
    expect(look(begun(), runs, 161_000)).toMatchObject({ over: true, well: true, how: expect.stringContaining('Running well for 1') });
  });

  it('not while its health check says otherwise', () => {
    expect(look(begun(), { ...runs, health: 'unhealthy' }, 900_000)).toEqual({ over: false, lookAtMs: null });
    expect(look(begun(), { ...runs, health: 'starting' }, 900_000)).toEqual({ over: false, lookAtMs: null });
  });

  it('later if it has run longer than that in vain', () => {
    const [story] = tell([[aBlow('web', 10_000)], [aBlow('web', 100_000)]]).stories;
    expect(story && look(story, runs, 161_000)).toEqual({ over: false, lookAtMs: 101_000 + 135_000 });
  });

  it('when somebody stopped or removed it, which is no recovery', () => {
    const end = { exitCode: 0, outOfMemory: false, atMs: 130_000, requested: 'yes' as const, by: { kind: 'you' as const, name: null } };
    expect(look(begun(), { ...runs, state: 'exited', end }, 131_000)).toEqual({ over: true, well: false, how: 'Stopped by you' });
    expect(look(begun(), undefined, 131_000)).toEqual({ over: true, well: false, how: 'Removed' });
    expect(
      outlook(
        begun(),
        () => undefined,
        () => true,
        131_000,
        usualTimes,
      ),
    ).toMatchObject({ how: 'Replaced by a new container' });
  });

  it('not by the death that began it', () => {
    const end = { exitCode: 1, outOfMemory: false, atMs: 100_000, requested: 'no' as const, by: itself };
    expect(look(begun(), { ...runs, state: 'exited', end }, 900_000)).toEqual({ over: false, lookAtMs: null });
  });

  it('healthy again is enough for one that was unhealthy, the first time', () => {
    const healthy = { ...runs, startedAtMs: 0, health: 'healthy' as const, healthSinceMs: 120_000 };
    expect(look(begun({ kind: 'unhealthy' }), healthy, 120_000)).toMatchObject({ over: true, well: true, how: 'Healthy again' });
  });

  it('recovery is told once, and never of what was quiet', () => {
    const first = resolve(begun(), 200_000, 'Well', false);
    expect(first.news).toBe('recovered');
    expect(resolve(first.story, 300_000, 'Well', false).news).toBeNull();
    expect(resolve(begun({ voice: 'quiet' }), 200_000, 'Well', false).news).toBeNull();
    expect(resolve(keptStory(first.story.incident), 300_000, 'Well', false).news).toBeNull();
  });
});

describe('what nobody saw', () => {
  const gap = { how: 'closed' as const, fromMs: 0, untilMs: 10_000, engineWasDown: null, liveRestore: null };
  const ended = (name: string, kind: Verdict['kind'], news: boolean, atMs = 5_000) => ({
    container: aContainer(name, { state: 'exited' }),
    verdict: {
      kind,
      news,
      certain: true,
      by: itself,
      facts: [],
      what: 'Died',
      exitCode: 1,
      diedAtMs: atMs,
      ranForMs: null,
      startsAgain: false,
    },
    errorLine: null,
  });

  it('what died is one summary, what the engine took down is one quiet incident, and stops are none', () => {
    const told = foldUnseen(
      [
        ended('a', 'diedUnseen', true),
        ended('b', 'diedUnseen', true),
        ended('c', 'takenDownWithEngine', false),
        ended('d', 'takenDownWithEngine', false),
        ended('e', 'stopped', false),
      ],
      [],
      gap,
    );
    expect(told.map(({ story, news }) => `${news} ${story.incident.voice} ${story.incident.what}`)).toEqual([
      'null quiet The engine took down 2 containers',
      'opened told 2 containers died while Quarterdeck was closed',
    ]);
  });

  it('an end that was told before is not told again', () => {
    const { stories } = tell([[aBlow('a', 5_000)]]);
    expect(foldUnseen([ended('a', 'diedUnseen', true)], stories, gap)).toEqual([]);
  });
});

describe('the quiet gap', () => {
  it('is 40 ms from the death by the engine’s time, and 500 ms in all', () => {
    expect(gapLeft(usualTimes, 0, 0)).toBe(40);
    expect(gapLeft(usualTimes, 0, 12)).toBe(28);
    expect(gapLeft(usualTimes, 490, 0)).toBe(10);
    expect(gapLeft(usualTimes, 600, 0)).toBe(0);
  });

  it('does not trust another machine’s clock', () => {
    expect(gapLeft(usualTimes, 0, -70)).toBe(40);
    expect(gapLeft(usualTimes, 0, 60_000)).toBe(40);
  });
});
