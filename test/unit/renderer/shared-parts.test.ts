import { describe, expect, test } from 'vitest';
import { shortImage, shortLabel, shortMiddle } from '../../../src-renderer/components/short-text.ts';
import { nothingLine, resultDetails, resultLine } from '../../../src-renderer/store/action-words.ts';
import { SampleRing } from '../../../src-renderer/store/sample-ring.ts';
import { matchesKeys, shownKeys } from '../../../src-renderer/store/shortcut-keys.ts';
import { shortVersion } from '../../../src-renderer/views/frame/host-version.ts';
import { aContainer } from './a-container.ts';

const measure = (text: string) => text.length;

describe('long text', () => {
  test('an image loses leading segments; its last one and its tag stay', () => {
    const image = 'registry.local/harbor-shop/checkout-api:4.12.0-rc.3';
    expect(shortImage(image, 100, measure)).toBe(image);
    expect(shortImage(image, 40, measure)).toBe('…/harbor-shop/checkout-api:4.12.0-rc.3');
    expect(shortImage(image, 28, measure)).toBe('…/checkout-api:4.12.0-rc.3');
    expect(shortImage(image, 16, measure)).toBe('checkout….0-rc.3');
  });

  test('a label loses what many share; its last segment stays', () => {
    const label = 'com.docker.compose.project.config_files';
    expect(shortLabel(label, 100, measure)).toBe(label);
    expect(shortLabel(label, 24, measure)).toBe('…project.config_files');
    expect(shortLabel(label, 9, measure)).toBe('conf…iles');
  });

  test('a path keeps both ends', () => {
    expect(shortMiddle('/home/ada/code', 9, measure)).toBe('/hom…code');
    expect(shortMiddle('/x', 9, measure)).toBe('/x');
  });

  test('an engine is called by major and minor version', () => {
    expect(['29.1.3', '20.10.24+dfsg1', 'dev'].map(shortVersion)).toEqual(['29.1', '20.10', 'dev']);
  });
});

describe('what became of a command', () => {
  const well = (name: string) => ({ name, failed: null });
  const failed = { name: 'ingest', failed: 'ingest did not stop within 10 s.' };

  test('one that went well is not told twice: its row says so', () => {
    expect(resultLine('stop', [well('web')])).toBeNull();
  });

  test('several say how many, and what failed', () => {
    expect(resultLine('stop', [well('a'), well('b'), well('c')])).toBe('Stopped 3 containers');
    expect(resultLine('stop', [well('a'), well('b'), failed])).toBe('Stopped 2 of 3. ingest did not stop within 10 s.');
    expect(resultLine('remove', [failed, failed])).toBe('Removed 0 of 2. ingest did not stop within 10 s. 1 more failed.');
    expect(resultLine('stop', [failed])).toBe('ingest did not stop within 10 s.');
    expect(resultLine('stop', [])).toBeNull();
  });

  test('a key that finds nothing to do says why', () => {
    const job = aContainer({ name: 'job', state: 'exited' });
    const web = aContainer({ name: 'web' });
    expect(nothingLine('pause', [job])).toBe('job does not run.');
    expect(nothingLine('kill', [job, job])).toBe('None of them runs.');
    expect(nothingLine('start', [web])).toBe('web runs already.');
    expect(nothingLine('unpause', [web])).toBe('web is not in a state for that.');
  });

  test('the details name each that failed', () => {
    expect(resultDetails([well('a'), failed])).toBe('ingest: ingest did not stop within 10 s.');
  });
});

describe('keys', () => {
  const press = (key: string, held: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', boolean>> = {}) => ({
    key,
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    shiftKey: false,
    ...held,
  });

  test('a letter is that letter without others held; Ctrl is Cmd on macOS', () => {
    expect(matchesKeys('s', press('s'), false)).toBe(true);
    expect(matchesKeys('s', press('s', { ctrlKey: true }), false)).toBe(false);
    expect(matchesKeys('Mod+a', press('a', { ctrlKey: true }), false)).toBe(true);
    expect(matchesKeys('Mod+a', press('a', { metaKey: true }), true)).toBe(true);
    expect(matchesKeys('Mod+a', press('a', { ctrlKey: true }), true)).toBe(false);
  });

  test('Shift tells extending from moving, but does not matter for signs that need it on some keyboards', () => {
    expect(matchesKeys('ArrowDown', press('ArrowDown', { shiftKey: true }), false)).toBe(false);
    expect(matchesKeys('Shift+ArrowDown', press('ArrowDown', { shiftKey: true }), false)).toBe(true);
    expect(matchesKeys('?', press('?', { shiftKey: true }), false)).toBe(true);
    expect(matchesKeys('/', press('/', { shiftKey: true }), false)).toBe(true);
    expect(matchesKeys('Space', press(' '), false)).toBe(true);
  });

  test('keys are written as on the keyboard', () => {
    expect([shownKeys('Mod+1', false), shownKeys('Mod+1', true), shownKeys('Shift+ArrowUp', false), shownKeys('Delete', false)]).toEqual([
      'Ctrl 1',
      '⌘ 1',
      'Shift ↑',
      'Del',
    ]);
  });
});

describe('the last minute of readings', () => {
  const sample = (atMs: number, networkRxBytes = 0) => ({
    atMs,
    cpuPercent: atMs / 1000,
    memoryBytes: 1,
    memoryCacheBytes: 0,
    memoryLimitBytes: 0,
    networkRxBytes,
    networkTxBytes: 0,
    blockReadBytes: 0,
    blockWriteBytes: 0,
    pids: 1,
  });

  test('keeps the newest, oldest first, and ignores what is not newer', () => {
    const ring = new SampleRing(3);
    for (const second of [1, 2, 3, 4, 4, 2]) ring.add(sample(second * 1000));
    expect([0, 1, 2].map((index) => ring.cpuPercent(index))).toEqual([2, 3, 4]);
    expect([ring.length, ring.latest?.atMs]).toEqual([3, 4000]);
  });

  test('tells rates between the last two, and none after a restart or a long gap', () => {
    const ring = new SampleRing(8);
    ring.add(sample(1000, 100));
    expect(ring.rates.networkRx).toBeNull();
    ring.add(sample(3000, 2100));
    expect(ring.rates.networkRx).toBe(1000);
    ring.add(sample(4000, 5));
    expect(ring.rates.networkRx).toBeNull();
    ring.add(sample(60_000, 9000));
    expect(ring.rates.networkRx).toBeNull();
  });
});
