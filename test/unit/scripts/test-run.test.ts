import { describe, expect, it, vi } from 'vitest';
import { parseTestArguments } from '../../../scripts/lib/test-arguments.mjs';
import { Totals } from '../../../scripts/lib/totals.mjs';

describe('npm test', () => {
  it('runs every part when nothing is said', () => {
    expect([...parseTestArguments([]).only]).toEqual(['check', 'unit', 'engine', 'desktop']);
  });

  it('runs the parts that are named, and the tests that a filter names', () => {
    expect([...parseTestArguments(['--only', 'unit,engine']).only]).toEqual(['unit', 'engine']);
    expect(parseTestArguments(['--', 'fleet'])).toMatchObject({ filters: ['fleet'], long: false });
    expect([...parseTestArguments(['--long', '--', 'fleet']).only]).not.toContain('check');
  });

  it('says what there is when a part or option is unknown', () => {
    expect(() => parseTestArguments(['--only', 'units'])).toThrow(/no part 'units'[\s\S]*check\|unit\|engine\|desktop/);
    expect(() => parseTestArguments(['--fast'])).toThrow(/--only/);
  });

  it('ends with the sums as its last line, and counts what could not run as skipped', () => {
    const written = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    const totals = new Totals();
    totals.add({ passed: 3, failed: 1, tests: [{ name: 'is slow', file: 'a.test.ts', ms: 1500 }] });
    totals.skip('engine', 7, 'no root');
    totals.print(60_000);
    const lines = written.mock.calls
      .map(([text]) => String(text))
      .join('')
      .trim()
      .split('\n');
    written.mockRestore();
    expect(lines.at(-1)).toBe('3 passed, 1 failed, 7 skipped');
    expect(lines.join('\n')).toMatch(/1\.5 s {2}a\.test\.ts: is slow[\s\S]*7 engine tests were not run: no root/);
  });
});
