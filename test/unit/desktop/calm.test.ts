import { describe, expect, it } from 'vitest';
import { openCalm } from '../../../src-main/desktop/calm.ts';
import { FleetKeeper } from '../../../src-main/fleet/keeper.ts';

const never = 60_000;

describe('what the first list does not need', () => {
  it('waits for the first frame and for the engines', async () => {
    const keeper = new FleetKeeper();
    const calm = openCalm({ quietMs: 0, patienceMs: never, longestMs: never });
    let come = false;
    void calm.come.then(() => {
      come = true;
    });
    keeper.tell([{ type: 'discoveryReported', discovery: discovery(false) }]);
    calm.painted(keeper);
    await new Promise((resolve) => setImmediate(resolve));
    expect(come).toBe(false);

    keeper.tell([{ type: 'discoveryReported', discovery: discovery(true) }]);
    await calm.come;
  });

  it('does not wait for ever for engines that don’t answer', async () => {
    const calm = openCalm({ quietMs: never, patienceMs: 1, longestMs: never });
    calm.painted(new FleetKeeper());
    await calm.come;
  });

  it('does not wait for ever for a window that draws nothing', async () => {
    await openCalm({ quietMs: never, patienceMs: never, longestMs: 1 }).come;
  });

  it('comes at once where nobody waits for a list, as at a hidden start or a quit', async () => {
    const calm = openCalm({ quietMs: never, patienceMs: never, longestMs: never });
    calm.end();
    await calm.come;
    // The window was closed: nothing is left to wait for.
    calm.painted(new FleetKeeper());
  });
});

function discovery(complete: boolean) {
  return { source: 'usual' as const, sourceText: null, attempts: [], atMs: 0, complete };
}
