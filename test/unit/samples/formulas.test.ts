import { describe, expect, it } from 'vitest';
import { cpuPercentBetween, decodeStats, type StatsReading } from '../../../src-main/samples/decode-stats.ts';
import { blockBytes, cpuPercentLinux, cpuPercentWindows, memoryLimit, memoryUsed } from '../../../src-main/samples/formulas.ts';
import { emptyFrame, linuxV1, linuxV2, oneShot, podmanFrame, windowsFrame } from './frames.ts';

const machine = { cpuCount: 4, memoryBytes: 16_000_000_000 };

function reading(frame: unknown): StatsReading {
  const decoded = decodeStats(frame, machine);
  if (!decoded) throw new Error('no reading');
  return decoded;
}

const cpu = (totalUsage: number, systemUsage: number, readNs = 0) => ({ totalUsage, systemUsage, readNs, onlineCpus: 4 });

describe('CPU use', () => {
  it('is the share of the machine times its CPUs: one busy core of four is 100', () => {
    expect(cpuPercentLinux(cpu(1_000, 10_000), cpu(2_000, 14_000))).toBe(100);
    expect(cpuPercentLinux(cpu(1_000, 10_000), cpu(1_500, 14_000))).toBe(50);
  });

  it.each([
    ['the container was restarted and counts from 0', cpu(5_000, 10_000), cpu(10, 14_000)],
    ['both readings are of one moment', cpu(5_000, 10_000), cpu(5_000, 10_000)],
    ['the machine’s count ran backwards', cpu(5_000, 10_000), cpu(6_000, 9_000)],
    ['a count is no number', cpu(5_000, 10_000), cpu(Number.NaN, 20_000)],
  ])('is 0 where %s', (_, earlier, later) => {
    expect(cpuPercentLinux(earlier, later)).toBe(0);
  });

  it('is never more than the machine has', () => {
    expect(cpuPercentLinux(cpu(0, 10_000), cpu(50_000, 11_000))).toBe(400);
  });

  it('on Windows is the share of what the processors could have done, counted in 100 ns', () => {
    expect(cpuPercentWindows(cpu(0, 0, 0), cpu(5_000_000, 0, 1e9), 2)).toBe(25);
    expect(cpuPercentWindows(cpu(0, 0, 1e9), cpu(5_000_000, 0, 1e9), 2)).toBe(0);
    expect(cpuPercentWindows(cpu(9, 0, 0), cpu(5, 0, 1e9), 2)).toBe(0);
  });
});

describe('memory', () => {
  it('in use is what remains without the file cache that can be given back', () => {
    expect(memoryUsed({ usage: 100, totalInactiveFile: 30, inactiveFile: 20 })).toEqual({ usedBytes: 70, cacheBytes: 30 });
    expect(memoryUsed({ usage: 100, totalInactiveFile: null, inactiveFile: 20 })).toEqual({ usedBytes: 80, cacheBytes: 20 });
    expect(memoryUsed({ usage: 100, totalInactiveFile: 200, inactiveFile: 20 })).toEqual({ usedBytes: 80, cacheBytes: 20 });
    expect(memoryUsed({ usage: 100, totalInactiveFile: null, inactiveFile: null })).toEqual({ usedBytes: 100, cacheBytes: 0 });
  });

  it.each([
    [512, 512],
    [0, 0],
    [2 ** 63, 0],
    [16_000_000_000, 0],
  ])('a limit of %d is told as %d', (limit, told) => {
    expect(memoryLimit(limit, 16_000_000_000)).toBe(told);
  });
});

it('block figures are the sums of what starts with r and w, however it is spelled', () => {
  const entries = [
    { op: 'Read', value: 1 },
    { op: 'read', value: 2 },
    { op: 'Write', value: 10 },
    { op: 'write', value: 20 },
    { op: 'Total', value: 99 },
    { op: '', value: 99 },
  ];
  expect(blockBytes(entries)).toEqual({ read: 3, write: 30 });
});

describe('a frame of the stats API becomes a reading', () => {
  it('on Linux with cgroup v1', () => {
    const decoded = reading(linuxV1);
    expect(decoded.rest).toEqual({
      memoryBytes: 60_000_000,
      memoryCacheBytes: 40_000_000,
      memoryLimitBytes: 536_870_912,
      networkRxBytes: 1_500,
      networkTxBytes: 900,
      blockReadBytes: 4_096,
      blockWriteBytes: 8_192,
      pids: 5,
    });
    expect(decoded.previousCpu).not.toBeNull();
    if (decoded.previousCpu) expect(cpuPercentBetween(decoded.previousCpu, decoded)).toBeCloseTo(25, 5);
  });

  it('on Linux with cgroup v2, without networks (host network) and with no limit', () => {
    const decoded = reading(linuxV2);
    expect(decoded.rest).toMatchObject({
      memoryBytes: 80_000_000,
      memoryCacheBytes: 20_000_000,
      memoryLimitBytes: 0,
      networkRxBytes: 0,
      blockReadBytes: 4_096,
    });
    expect(decoded.cpu.onlineCpus).toBe(2);
  });

  it('of Podman, which names no CPUs: the machine’s count stands in', () => {
    expect(reading(podmanFrame).cpu.onlineCpus).toBe(4);
  });

  it('on Windows', () => {
    const decoded = reading(windowsFrame);
    expect(decoded.rest).toMatchObject({ memoryBytes: 33_000_000, memoryLimitBytes: 0, blockReadBytes: 111, blockWriteBytes: 222 });
    if (decoded.previousCpu) expect(cpuPercentBetween(decoded.previousCpu, decoded)).toBeCloseTo(25, 5);
  });

  it('with its time to the microsecond', () => {
    expect(reading(linuxV1).readAtMs).toBeCloseTo(Date.parse('2026-11-21T04:00:01.123Z') + 0.456789, 3);
  });

  it('without a previous one where it is the first of a stream or a single one', () => {
    expect(reading(oneShot).previousCpu).toBeNull();
  });

  it.each([
    ['of a stopped container', emptyFrame],
    ['that is no frame', { message: 'no such container' }],
    ['that is no object', 'text'],
  ])('but none comes of a frame %s', (_, frame) => {
    expect(decodeStats(frame, machine)).toBeNull();
  });
});
