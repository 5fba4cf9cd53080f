import { describe, expect, it } from 'vitest';
import { plainProblem, problemLines } from '../../../src-renderer/views/settings/problem-lines.ts';
import { clockOf, minuteOf, quietWords, timeProblem } from '../../../src-renderer/views/settings/quiet-hours.ts';
import { fieldAt, newRuleValues, toRule, toValues, typed } from '../../../src-renderer/views/settings/rules/rule-form.ts';
import { breachWords, ruleWords, trialWords } from '../../../src-renderer/views/settings/rules/rule-words.ts';
import { suggestedRules } from '../../../src-shared/rules.ts';

const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe('the times of quiet hours', () => {
  it.each([
    ['22:30', 1_350],
    ['7', 420],
    ['07.05', 425],
    [' 00:00 ', 0],
    ['24:00', null],
    ['7:75', null],
    ['noon', null],
  ])('reads %j', (text, minute) => {
    expect(minuteOf(text)).toBe(minute);
    expect(timeProblem(text) === null).toBe(minute !== null);
  });

  it('are written as clocks write them, and tell what may surprise', () => {
    expect(clockOf(425)).toBe('07:05');
    expect(quietWords({ fromMinute: 1_320, toMinute: 420 })).toMatch(/midnight/);
    expect(quietWords({ fromMinute: 60, toMinute: 60 })).toMatch(/nothing is quiet/);
    expect(quietWords({ fromMinute: 60, toMinute: 120 })).toBeNull();
  });
});

describe('the form of a rule', () => {
  it.each(suggestedRules.map((rule) => [rule.name, rule] as const))('gives back what it was given: %s', (_name, rule) => {
    expect(toRule(toValues(rule)).rule).toEqual(rule);
  });

  it.each([
    { kind: 'restartsOver', count: 4, withinSeconds: 90 },
    { kind: 'notRunning', forSeconds: 3_600 },
    { kind: 'flowNotConnected', forSeconds: 61 },
    { kind: 'memoryOverBytes', bytes: 1_610_612_736, forSeconds: 10 },
  ] as const)('and every other condition: %j', (condition) => {
    const rule = {
      id: 'a',
      name: 'A rule',
      enabled: true,
      scope: { kind: 'project', project: 'harbor-shop' },
      condition,
      notify: false,
      recovery: { maxRestarts: 3, withinSeconds: 600, firstDelaySeconds: 0 },
    } as const;
    expect(toRule(toValues(rule)).rule).toEqual(rule);
  });

  it('says at each field what is wrong, all at once', () => {
    const { problems } = toRule({
      ...newRuleValues('a'),
      scope: 'container',
      percent: '0',
      time: { text: 'x', unit: 's' },
      recover: true,
      maxRestarts: '90',
      within: { text: '5', unit: 's' },
      firstDelay: { text: '2', unit: 'h' },
    });
    expect(Object.keys(problems ?? {}).sort()).toEqual(['firstDelay', 'maxRestarts', 'name', 'percent', 'scopeName', 'time', 'within']);
  });

  it('takes numbers as people write them, and nothing that only looks like one', () => {
    const named = { ...newRuleValues('a'), name: 'A rule' };
    expect(toRule({ ...named, percent: ' 97,5 ' }).rule?.condition).toMatchObject({ percent: 97.5 });
    for (const percent of ['1e3', '0x20', '-5', '', 'Infinity']) expect(toRule({ ...named, percent }).problems).toHaveProperty('percent');
  });

  it('writes times in the largest unit that is whole', () => {
    expect([typed(120), typed(90), typed(7_200), typed(0)]).toEqual([
      { text: '2', unit: 'min' },
      { text: '90', unit: 's' },
      { text: '2', unit: 'h' },
      { text: '0', unit: 's' },
    ]);
  });

  it('finds the field of a path that the core names', () => {
    expect([fieldAt('condition.forSeconds'), fieldAt('recovery.withinSeconds'), fieldAt('scope.name'), fieldAt('')]).toEqual([
      'time',
      'within',
      'scopeName',
      '',
    ]);
  });
});

describe('the words of rules', () => {
  it('say when, whose and what then', () => {
    const [cpu] = suggestedRules;
    if (!cpu) throw new Error('there are suggestions');
    expect(plain(ruleWords(cpu))).toBe('CPU over 95 % of a core for 2 min · all containers · told');
    expect(plain(ruleWords({ ...cpu, notify: false, recovery: { maxRestarts: 3, withinSeconds: 600, firstDelaySeconds: 5 } }))).toMatch(
      /listed, restarted at most 3 times in 10 min$/,
    );
  });

  const nowMs = new Date(2026, 10, 21, 14, 32, 7).getTime();
  const breach = {
    hostId: 'h',
    containerId: 'a'.repeat(64),
    name: 'worker',
    fromMs: nowMs - 300_000,
    untilMs: nowMs - 177_000,
    text: 'CPU 121 %',
  };
  const trial = { containers: 24, sinceMs: nowMs - 900_000, notTriable: null, breaches: [breach, { ...breach, untilMs: null }] };

  it('say what a rule would have done', () => {
    expect(trialWords(trial, nowMs)).toBe('It would have been breached twice since 14:17:07, over 24 containers.');
    expect(trialWords({ ...trial, breaches: [] }, nowMs)).toBe('It would not have been breached since 14:17:07, over 24 containers.');
    expect(trialWords({ ...trial, containers: 0 }, nowMs)).toBe('No container is in its scope now.');
    expect(trialWords({ ...trial, notTriable: 'Health leaves no samples.' }, nowMs)).toBe('Health leaves no samples.');
    expect(plain(breachWords(breach, nowMs))).toBe('14:27:07 to 14:29:10, 2 min 3 s');
    expect(breachWords({ ...breach, untilMs: null }, nowMs)).toBe('14:27:07 until now');
  });
});

it.each([
  ['Invalid option: expected one of "system"|"light"|"dark"', 'Expected one of system, light, dark'],
  ['Too big: expected number to be <=65535', 'At most 65535'],
  ['Too small: expected number to be >=1', 'At least 1'],
  ['Too small: expected string to have >=1 characters', 'Too short: at least 1 characters'],
  ['Invalid input: expected number, received string', 'Expected a number, but it is a text'],
  ['Not a rule’s id', 'Not a rule’s id'],
])('a check that says %j is told as %j', (problem, words) => {
  expect(plainProblem(problem)).toBe(words);
});

it('what is wrong with a settings file is told line by line, bounded and visible', () => {
  const [first, second] = problemLines({ 'rules.2.condition.percent': 'Too small', '': 'Not JSON' });
  expect([first, second]).toEqual([
    { field: 'rules.2.condition.percent', problem: 'Too small' },
    { field: 'The file', problem: 'Not JSON' },
  ]);
  expect(problemLines({ [`a\u202e${'x'.repeat(500)}`]: 'b\u0007' })[0]).toMatchObject({ problem: 'b⟨BEL⟩' });
  expect(problemLines({ ['x'.repeat(500)]: 'b' })[0]?.field.length).toBe(121);
});
