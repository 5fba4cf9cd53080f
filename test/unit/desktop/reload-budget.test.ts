import { describe, expect, it } from 'vitest';
import { ReloadBudget } from '../../../src-main/desktop/reload-budget.ts';

describe('a window whose page crashed', () => {
  it('is loaded again three times a minute, and no more', () => {
    const budget = new ReloadBudget();
    expect([0, 1_000, 2_000, 3_000].map((atMs) => budget.spend(atMs))).toEqual([true, true, true, false]);
    expect(budget.spend(120_000)).toBe(true);
  });
});
