import { expect, it, vi } from 'vitest';
import { keptValues } from '../../../src-main/store/kept-values.ts';
import { openTestStore } from '../../support/store.ts';

it('What was told is on disk at once, so that a kill a moment later does not lose it', async () => {
  const store = await openTestStore();
  try {
    const gathering = await store.open({ times: { batchMs: 3_600_000 } });
    const kept = gathering.load();
    await kept;
    keptValues(gathering, kept).put('notices', { told: ['incident-1'] });
    // Read by another, as the next start would after a kill: the first is asked for nothing, which would make it write.
    await vi.waitFor(async () => {
      const { values } = await (await store.open()).load();
      expect(values.get('notices')).toEqual({ told: ['incident-1'] });
    }, 8_000);
  } finally {
    await store.end();
  }
});
