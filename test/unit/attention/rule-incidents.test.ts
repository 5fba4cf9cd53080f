import { describe, expect, it } from 'vitest';
import { usualTimes } from '../../../src-main/attention/attention-times.ts';
import { beginStory, type Story } from '../../../src-main/attention/incidents/story.ts';
import type { RuleEvent } from '../../../src-main/attention/rules/rule-events.ts';
import { ruleTelling } from '../../../src-main/attention/rules/rule-incidents.ts';
import { incidentSchema } from '../../../src-shared/incidents.ts';
import { buildContainer } from '../../support/build.ts';
import { aRule } from './rule-stage.ts';

const web = buildContainer();
const cpu = aRule({ name: 'CPU high', condition: { kind: 'cpuOver', percent: 95, forSeconds: 120 } });
const keepUp = aRule({ name: 'Keep it up' });
const about = (rule = cpu, atMs = 200_000) => ({ rule, hostId: web.hostId, containerId: web.id, atMs });
const begun = (rule = cpu, atMs = 200_000): RuleEvent => ({
  type: 'begun',
  ...about(rule, atMs),
  sinceMs: 80_000,
  text: 'CPU 121 % for 2 min',
  value: 121,
});
const leftAlone = (rule = cpu): RuleEvent => ({ type: 'leftAlone', ...about(rule, 210_000), text: 'Restarted 3 times, then left alone.' });
const ended = (rule = cpu, atMs = 300_000): RuleEvent => ({ type: 'ended', ...about(rule, atMs), how: 'CPU is back under 95 %' });
const crash = (): Story => {
  const blow = {
    kind: 'crashed' as const,
    voice: 'told' as const,
    container: web,
    atMs: 199_000,
    by: { kind: 'itself' as const, name: null },
    what: 'Exited 1',
    errorLine: null,
    afterStartByHand: false,
  };
  return beginStory([blow], 'crashed', 'Exited 1').story;
};

/** What is told of these events one after the other: the news, and the stories in the end. */
function tell(events: readonly RuleEvent[], stories: Story[] = []) {
  const news: (string | null)[] = [];
  for (const event of events) {
    const telling = ruleTelling(event, stories, web, usualTimes);
    if (!telling) continue;
    news.push(telling.news);
    const at = stories.findIndex((it) => it.incident.id === telling.story.incident.id);
    if (at < 0) stories.push(telling.story);
    else stories[at] = telling.story;
  }
  return { news, incidents: stories.map((it) => incidentSchema.parse(it.incident)) };
}

describe('what a rule makes of the incidents', () => {
  it('a breach is one, which ends with it', () => {
    const { news, incidents } = tell([begun(), ended()]);
    expect(news).toEqual(['opened', 'recovered']);
    expect(incidents).toMatchObject([
      {
        kind: 'rule',
        ruleId: cpu.id,
        what: 'CPU 121 % for 2 min, rule CPU high',
        resolution: { state: 'resolved', how: 'CPU is back under 95 %' },
      },
    ]);
  });

  it('a breach soon after the last one goes on with its story, of which both ends are told once more and then no more', () => {
    const events = [begun(), ended(), begun(cpu, 320_000), ended(cpu, 400_000), begun(cpu, 420_000), ended(cpu, 500_000)];
    const { news, incidents } = tell(events);
    expect(incidents).toHaveLength(1);
    expect(incidents[0]?.deaths).toBe(3);
    expect(news).toEqual(['opened', 'recovered', 'worse', 'recovered', null, null]);
    expect(tell([begun(), ended(), begun(cpu, 5_000_000)]).incidents).toHaveLength(2);
  });

  it('one that shall not notify is listed in silence', () => {
    const silent = { ...cpu, notify: false };
    const { news, incidents } = tell([begun(silent), leftAlone(silent), ended(silent)]);
    expect(news.filter((it) => it !== null)).toEqual([]);
    expect(incidents).toMatchObject([{ voice: 'quiet' }]);
  });

  it('two rules on one container are two', () => {
    expect(tell([begun(), begun({ ...cpu, id: 'r-2' })]).incidents).toHaveLength(2);
  });

  it('what is about a crash goes into the crash’s story, also that it is left alone', () => {
    const { news, incidents } = tell([begun(keepUp), leftAlone(keepUp), ended(keepUp)], [crash()]);
    expect(news).toEqual([null, 'worse']);
    expect(incidents).toMatchObject([{ kind: 'crashed', what: 'Restarted 3 times, then left alone.', resolution: { state: 'open' } }]);
  });

  it('a rule that shall notify does not fall silent in the story of a job, which nobody is told of', () => {
    const job = crash();
    const quiet = { ...job, incident: { ...job.incident, kind: 'jobEnded' as const, voice: 'quiet' as const } };
    expect(tell([begun(keepUp)], [quiet]).news).toEqual(['opened']);
    expect(tell([begun({ ...keepUp, notify: false })], [quiet]).news).toEqual([null]);
  });

  it('CPU is none of a crash’s business', () => {
    expect(tell([begun()], [crash()]).incidents.map((it) => it.kind)).toEqual(['crashed', 'rule']);
  });

  it('an end of a story that is not known is nothing', () => {
    expect(tell([ended(), leftAlone()]).incidents).toEqual([]);
  });
});
