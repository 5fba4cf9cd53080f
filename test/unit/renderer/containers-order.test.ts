import { describe, expect, test } from 'vitest';
import {
  type ArrangeInput,
  arrange,
  type Group,
  holdOrder,
  keepSame,
  lineId,
  toLines,
} from '../../../src-renderer/views/containers/arrange.ts';
import { compareNames } from '../../../src-renderer/views/containers/name-order.ts';
import { defaultSort, isLiveSort, nextSort, publishedPorts } from '../../../src-renderer/views/containers/sorting.ts';
import { countStates } from '../../../src-renderer/views/containers/state-filter.ts';
import { containerKey } from '../../../src-shared/ids.ts';
import type { Container } from '../../../src-shared/model.ts';
import { aContainer, anEnd, byKey } from './a-container.ts';

const crashed = { state: 'exited', end: anEnd({ exitCode: 1 }) } as const;
const exited = { state: 'exited', end: anEnd() } as const;

function arranged(containers: readonly Container[], input: Partial<ArrangeInput> = {}): readonly Group[] {
  const liveOf = () => ({ cpuPercent: null, memoryBytes: null, networkBytesPerSecond: null });
  return arrange({ containers: byKey(containers), text: '', stateFilter: 'all', sort: defaultSort, liveOf, ...input });
}

function names(groups: readonly Group[], containers: readonly Container[]): string[][] {
  const all = byKey(containers);
  return groups.map((group) => [group.project ?? '-', ...group.members.map((key) => all.get(key)?.name ?? '?')]);
}

describe('the order of the table', () => {
  test('what needs attention comes first, then by name, and what rests last; no project stands last', () => {
    const list = [
      aContainer({ name: 'zoo' }),
      aContainer({ name: 'web', project: 'shop' }),
      aContainer({ name: 'done', project: 'shop', ...exited }),
      aContainer({ name: 'api', project: 'shop' }),
      aContainer({ name: 'worker', project: 'shop', ...crashed }),
      aContainer({ name: 'sick', project: 'shop', health: 'unhealthy' }),
    ];
    expect(names(arranged(list), list)).toEqual([
      ['shop', 'worker', 'sick', 'api', 'web', 'done'],
      ['-', 'zoo'],
    ]);
  });

  test('a project in trouble stands before the others', () => {
    const list = [aContainer({ name: 'a', project: 'alpha' }), aContainer({ name: 'b', project: 'beta', ...crashed })];
    expect(names(arranged(list), list).map(([project]) => project)).toEqual(['beta', 'alpha']);
  });

  test('names count as people do: web-2 before web-10, case aside', () => {
    expect(['web-10', 'Web-2', 'api'].toSorted(compareNames)).toEqual(['api', 'Web-2', 'web-10']);
  });

  test('sorted by CPU the busiest group and row come first, rows without a reading last', () => {
    const list = [
      aContainer({ name: 'idle', project: 'a' }),
      aContainer({ name: 'silent', project: 'b' }),
      aContainer({ name: 'busy', project: 'b' }),
    ];
    const cpu: Record<string, number | null> = { idle: 1, busy: 90, silent: null };
    const groups = arranged(list, {
      sort: nextSort(defaultSort, 'cpu'),
      liveOf: (_key, { name }) => ({ cpuPercent: cpu[name] ?? null, memoryBytes: null, networkBytesPerSecond: null }),
    });
    expect(names(groups, list)).toEqual([
      ['b', 'busy', 'silent'],
      ['a', 'idle'],
    ]);
  });

  test('one project on two hosts makes two groups', () => {
    const list = [aContainer({ project: 'shop' }), aContainer({ project: 'shop', hostId: 'box' })];
    expect(arranged(list).map((group) => group.hostId)).toEqual(['box', 'local']);
  });

  test('a column sorts numbers from the largest and words from A; a second press turns it round', () => {
    expect(nextSort(defaultSort, 'memory')).toEqual({ column: 'memory', descending: true });
    expect(nextSort(defaultSort, 'name')).toEqual({ column: 'name', descending: false });
    expect(nextSort({ column: 'name', descending: false }, 'name')).toEqual({ column: 'name', descending: true });
    expect([isLiveSort(defaultSort), isLiveSort({ column: 'network', descending: true })]).toEqual([false, true]);
  });

  test('a port published on IPv4 and IPv6 is one port', () => {
    const port = (hostPort: number | null, hostAddress: string) => ({ containerPort: 80, protocol: 'tcp', hostPort, hostAddress }) as const;
    expect(publishedPorts(aContainer({ ports: [port(8080, '0.0.0.0'), port(8080, '::'), port(80, ''), port(null, '')] }))).toEqual([
      80, 8080,
    ]);
  });
});

describe('filters', () => {
  const list = [
    aContainer({
      name: 'web',
      image: 'nginx:1.27',
      project: 'shop',
      ports: [{ containerPort: 80, protocol: 'tcp', hostPort: 8080, hostAddress: null }],
    }),
    aContainer({ name: 'db', image: 'postgres:17' }),
  ];

  test.each([
    ['WEB', 'web'],
    ['postgres', 'db'],
    [':8080', 'web'],
    ['shop nginx', 'web'],
  ])('%s finds %s', (text, name) => {
    expect(names(arranged(list, { text }), list).flatMap(([, ...rest]) => rest)).toEqual([name]);
  });

  test('an id finds its container, and words that match different containers find none', () => {
    expect(arranged(list, { text: list[1]?.id ?? '' })).toHaveLength(1);
    expect(arranged(list, { text: 'web postgres' })).toEqual([]);
  });

  test('the counts of running, attention and stopped add up to all', () => {
    const all = [...list, aContainer(crashed), aContainer(exited), aContainer({ state: 'paused' }), aContainer({ state: 'restarting' })];
    expect(countStates(all)).toEqual({ all: 6, running: 3, attention: 2, stopped: 1 });
    expect(arranged(all, { stateFilter: 'attention' }).flatMap((it) => it.members)).toHaveLength(2);
  });
});

describe('while the pointer is over the rows', () => {
  test('rows stay where they are; the new come last in their group and the gone go', () => {
    const list = [aContainer({ name: 'a' }), aContainer({ name: 'b' }), aContainer({ name: 'c' })];
    const shown = arranged(list);
    const later = [...list.slice(0, 2), aContainer({ name: 'aa' })].map((it) => (it.name === 'b' ? { ...it, ...crashed } : it));
    expect(names(arranged(later), later)).toEqual([['-', 'b', 'a', 'aa']]);
    expect(names(holdOrder(shown, arranged(later)), later)).toEqual([['-', 'a', 'b', 'aa']]);
  });

  test('a new project comes last', () => {
    const before = [aContainer({ project: 'beta' })];
    const after = [...before, aContainer({ project: 'alpha' })];
    expect(holdOrder(arranged(before), arranged(after)).map((it) => it.project)).toEqual(['beta', 'alpha']);
  });
});

test('an arrangement that differs nowhere is the same one, and a group that does not differ the same group', () => {
  const list = [aContainer({ name: 'a', project: 'shop' }), aContainer({ name: 'b', project: 'deck' })];
  const shown = arranged(list);
  expect(keepSame(shown, arranged(list))).toBe(shown);
  const more = keepSame(shown, arranged([...list, aContainer({ name: 'c', project: 'deck' })]));
  expect(more.map((group) => shown.includes(group))).toEqual([false, true]);
});

test('a folded group shows its head only', () => {
  const container = aContainer({ project: 'shop' });
  const groups = arranged([container]);
  expect(toLines(groups, new Set()).map(lineId)).toEqual(['group:local/shop', containerKey('local', container.id)]);
  expect(toLines(groups, new Set(['local/shop'])).map(lineId)).toEqual(['group:local/shop']);
});
