import { describe, expect, test } from 'vitest';
import { parseArguments } from '../../../src-demo/arguments.ts';
import { parseCommand } from '../../../src-demo/control/command.ts';
import { eventFits } from '../../../src-demo/endpoints/events.ts';
import { parseFilters } from '../../../src-demo/http/filters.ts';
import { engineTime, humanDuration } from '../../../src-demo/shapes/timestamps.ts';
import { composeEvent } from '../../../src-demo/world/event.ts';
import { backOffMs, policyRestarts } from '../../../src-demo/world/restart-policy.ts';
import { signalNumber } from '../../../src-demo/world/signals.ts';

describe('the words of the demo engine', () => {
  test.each([
    [400, 'Less than a second'],
    [1_400, '1 second'],
    [59_999, '59 seconds'],
    [60_000, 'About a minute'],
    [45 * 60_000, '45 minutes'],
    [3_600_000, 'About an hour'],
    [47 * 3_600_000, '47 hours'],
    [3 * 86_400_000, '3 days'],
    [15 * 86_400_000, '2 weeks'],
    [90 * 86_400_000, '3 months'],
  ])('%i ms is said as %s', (durationMs, words) => expect(humanDuration(durationMs)).toBe(words));

  test('times have nanoseconds, and none is the zero time', () => {
    expect(engineTime(Date.UTC(2026, 10, 21, 4, 2, 3, 5) + 0.25)).toBe('2026-11-21T04:02:03.005250000Z');
    expect(engineTime(null)).toBe('0001-01-01T00:00:00Z');
  });

  test('an event keeps every digit of its time', () => {
    const event = composeEvent({
      type: 'container',
      action: 'die',
      id: 'ab',
      image: 'nginx',
      attributes: { name: 'web', exitCode: '1' },
      timeNano: 1_795_233_750_895_833_666n,
    });
    expect(event.line).toContain('"timeNano":1795233750895833666}\n');
    expect(JSON.parse(event.line)).toMatchObject({
      status: 'die',
      id: 'ab',
      from: 'nginx',
      Type: 'container',
      time: 1_795_233_750,
      scope: 'local',
    });
    expect(event.line.indexOf('exitCode')).toBeLessThan(event.line.indexOf('"name"'));
  });

  test('filters are alternatives within a key and demands between keys', () => {
    const event = composeEvent({
      type: 'container',
      action: 'health_status: healthy',
      id: 'ab12',
      image: 'nginx:1',
      attributes: { name: 'web', team: 'a' },
      timeNano: 1n,
    });
    const fits = (filters: object) => {
      const parsed = parseFilters(new URLSearchParams({ filters: JSON.stringify(filters) }));
      return 'status' in parsed ? 'refused' : eventFits(event, parsed);
    };
    expect(fits({ type: ['container'], event: ['die', 'health_status'] })).toBe(true);
    expect(fits({ event: ['health'] })).toBe(false);
    expect(fits({ container: ['web'], label: ['team=a'] })).toBe(true);
    expect(fits({ container: ['web'], label: ['team=b'] })).toBe(false);
    expect(fits({ type: { network: true } })).toBe(false);
    expect(fits([])).toBe('refused');
  });

  test('the restart policy and its doubling waits', () => {
    expect([0, 1, 2, 20].map(backOffMs)).toEqual([100, 200, 400, 60_000]);
    expect(policyRestarts({ name: 'on-failure', maximumRetries: 2 }, 1, 1)).toBe(true);
    expect(policyRestarts({ name: 'on-failure', maximumRetries: 2 }, 1, 2)).toBe(false);
    expect(policyRestarts({ name: 'on-failure', maximumRetries: 0 }, 0, 0)).toBe(false);
    expect(policyRestarts({ name: 'always', maximumRetries: 0 }, 0, 9)).toBe(true);
  });

  test('signals by name and number', () => {
    expect(['KILL', 'SIGTERM', 'hup', '9', 'sigwinch', 'NOPE', '0', '65', ''].map(signalNumber)).toEqual([
      9,
      15,
      1,
      9,
      28,
      null,
      null,
      null,
      null,
    ]);
  });

  test('the command line, and what is wrong with it', () => {
    expect(parseArguments(['--socket', '/s', '--containers', '200', '--seed', '7', '--still'])).toEqual({
      socketPath: '/s',
      containers: 200,
      seed: 7,
      still: true,
    });
    for (const words of [[], ['--socket'], ['--socket', '/s', '--containers', 'many'], ['--socket', '/s', '--loud']]) {
      expect(parseArguments(words)).toMatch(/usage: demo/);
    }
  });

  test('orders are read strictly', () => {
    expect(parseCommand('{"do":"flood","perSecond":500,"seconds":2}')).toEqual({ do: 'flood', kind: 'kill', perSecond: 500, seconds: 2 });
    expect(parseCommand('{"do":"hang","on":"yes"}')).toEqual({ do: 'hang', on: false });
    for (const text of ['', 'null', '[]', '{"do":"explode"}', '{"do":"resize"}', '{"do":"resize","containers":-1}'])
      expect(parseCommand(text)).toBeNull();
  });
});
