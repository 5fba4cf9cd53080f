import { describe, expect, it } from 'vitest';
import {
  formatAge,
  formatAgo,
  formatDuration,
  formatMemory,
  formatMemoryLimit,
  formatPercent,
  formatRate,
} from '../../../src-shared/format.ts';

const plain = (text: string) => text.replaceAll('\u00a0', ' ');
const hour = 3_600_000;

describe('numbers read as the docker command writes them', () => {
  it.each([
    [formatPercent(0), '0.0 %'],
    [formatPercent(46.13), '46.1 %'],
    [formatPercent(99.96), '100 %'],
    [formatPercent(121.4), '121 %'],
    [formatMemory(512), '512 B'],
    [formatMemory(9.4 * 1_048_576), '9.4 MiB'],
    [formatMemory(412 * 1_048_576), '412 MiB'],
    [formatMemory(1.52 * 1024 * 1_048_576), '1.52 GiB'],
    [formatMemory(1_023.9 * 1_048_576), '1.00 GiB'],
    [formatMemoryLimit(64 * 1_048_576), '64 MiB'],
    [formatMemoryLimit(1024 * 1_048_576), '1 GiB'],
    [formatMemoryLimit(1536 * 1_048_576), '1.5 GiB'],
    [formatRate(0), '0 B/s'],
    [formatRate(48_200), '48 kB/s'],
    [formatRate(1_240_000), '1.2 MB/s'],
    [formatDuration(14_000), '14 s'],
    [formatDuration(26 * 60_000), '26 min'],
    [formatDuration(3 * hour + 12 * 60_000), '3 h 12 min'],
    [formatDuration(76 * hour), '3 d 4 h'],
    [formatAge(432), '0.4 s'],
    [formatAge(12_000), '12 s'],
    [formatAgo(0, 180_000), '3 min ago'],
    [formatAgo(new Date(2026, 0, 1, 12).getTime(), new Date(2026, 0, 2, 13).getTime()), 'yesterday'],
    [formatAgo(new Date(2026, 0, 1, 12).getTime(), new Date(2026, 0, 9, 13).getTime()), '2026-01-01'],
  ])('%s', (given, expected) => {
    expect(plain(given)).toBe(expected);
  });
});
