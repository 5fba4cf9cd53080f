import { describe, expect, it } from 'vitest';
import { usualTimes } from '../../../src-main/attention/attention-times.ts';
import { foldBlows } from '../../../src-main/attention/incidents/fold-blows.ts';
import { addEntry, type Blow, type Story } from '../../../src-main/attention/incidents/story.ts';
import { type Ended, foldUnseen } from '../../../src-main/attention/incidents/unseen-stories.ts';
import type { Gap } from '../../../src-main/attention/verdicts/gap.ts';
import type { Container } from '../../../src-shared/model.ts';
import { buildContainer } from '../../support/build.ts';

const itself = { kind: 'itself' as const, name: null };

function aContainer(name: string, project: string | null): Container {
  return buildContainer({ id: Buffer.from(name.padEnd(32, '.')).toString('hex'), name, project, state: 'exited' });
}

function storiesOf(kind: Blow['kind'], project: string | null, ...names: string[]): Story[] {
  const blows = names.map((name): Blow => {
    const container = aContainer(name, project);
    return { kind, voice: 'told', container, atMs: 1_000, by: itself, what: 'Exited 1', errorLine: null, afterStartByHand: false };
  });
  return foldBlows(blows, [], usualTimes).map((it) => it.story);
}

function ended(name: string, project: string | null, kind: 'diedUnseen' | 'restartLoop' = 'diedUnseen'): Ended {
  const about = { certain: true, by: itself, facts: [], exitCode: 1, diedAtMs: 60_000, ranForMs: null, startsAgain: false };
  return { container: aContainer(name, project), verdict: { kind, news: true, what: 'Died meanwhile', ...about }, errorLine: null };
}

const gap = (how: Gap['how']): Gap => ({ how, fromMs: 30_000, untilMs: 90_000, engineWasDown: null, liveRestore: null });

describe('what ends unseen in a story that is open', () => {
  it('goes on there with all of its containers, and is no second story', () => {
    const told = foldUnseen(
      [ended('db', 'shop'), ended('web', 'shop'), ended('worker', 'shop')],
      storiesOf('crashed', 'shop', 'db', 'web', 'worker'),
      gap('away'),
    );
    expect(told.map(({ story }) => `${story.incident.kind} ${story.incident.containerCount} ${story.incident.deaths}`)).toEqual([
      'projectDown 3 6',
    ]);
  });

  it('is told where it happened while Quarterdeck was closed', () => {
    const [told] = foldUnseen([ended('db', null)], storiesOf('crashed', null, 'db'), gap('closed'));
    expect(told).toMatchObject({ news: 'worse', story: { incident: { deaths: 2, what: 'Died meanwhile' } } });
  });

  it('is told also where its container was started again before it could be judged', () => {
    const started = { atMs: 95_000, tone: 'restarting' as const, text: 'Started again', by: itself };
    const stories = storiesOf('crashed', null, 'db').map((it) => addEntry(it, started, true));
    expect(foldUnseen([ended('db', null)], stories, gap('closed')).map((it) => it.news)).toEqual(['worse']);
  });

  it('is another story than what a rule says of its container', () => {
    const rule = storiesOf('rule', null, 'db').map((it) => ({ ...it, incident: { ...it.incident, ruleId: 'cpu-high' } }));
    const told = foldUnseen([ended('db', null)], rule, gap('away'));
    expect(told.map(({ news, story }) => `${news} ${story.incident.kind} ${story.incident.ruleId}`)).toEqual(['opened diedUnseen null']);
  });

  it('is no news of a restart loop that was told: it goes on', () => {
    const loop = storiesOf('restartLoop', null, 'db');
    expect(foldUnseen([ended('db', null, 'restartLoop')], loop, gap('closed')).map((it) => it.news)).toEqual([null]);
  });
});
