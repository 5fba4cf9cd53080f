import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openEvents } from '../../../src-main/api/events.ts';
import { Known } from '../../../src-main/api/known.ts';
import { FleetKeeper } from '../../../src-main/fleet/keeper.ts';
import { keepFeed } from '../../../src-main/fleet/kept-feed.ts';
import { SampleStore } from '../../../src-main/samples/sample-store.ts';
import type { Store } from '../../../src-main/store/store.ts';
import { applyChanges } from '../../../src-shared/apply-changes.ts';
import type { Change } from '../../../src-shared/changes.ts';
import { emptyFleet } from '../../../src-shared/fleet.ts';
import type { Activity } from '../../../src-shared/model.ts';
import { buildActivity, keptAtMs } from '../../support/kept.ts';
import { clientOf, host, smallCore } from '../../support/small-core.ts';
import { openTestStore, type TestStore } from '../../support/store.ts';

const told = (activity: Activity): Change => ({ type: 'activityTold', activity });
const recalled = (activity: Activity): Change => ({ type: 'activityRecalled', activity });

describe('the feed of an earlier run', () => {
  let store: TestStore;
  beforeEach(async () => {
    store = await openTestStore();
  });
  afterEach(() => store.end());

  /** A core's life, as far as the feed goes. */
  async function start(): Promise<{ keeper: FleetKeeper; feed(): string[]; end(): Promise<void> }> {
    const open: Store = await store.open();
    const keeper = new FleetKeeper({ frameMs: 0 });
    const end = keepFeed({ keeper, store: open, kept: open.load(), times: { quietMs: 0, longestMs: 1, pauseMs: 0 } });
    return {
      keeper,
      feed: () => keeper.fleet.activities.map((it) => it.text),
      end: async () => {
        end();
        keeper.dispose();
        await open.close();
      },
    };
  }

  it('is there again after a restart, in order, and what happens now comes after it', async () => {
    const yesterday = await start();
    yesterday.keeper.tell([
      told(buildActivity({ id: 'a', text: 'Stopped' })),
      told(buildActivity({ id: 'b', text: 'Crashed', atMs: keptAtMs + 1 })),
    ]);
    yesterday.keeper.tell([told(buildActivity({ id: 'a', text: 'Restarted' }))]);
    await yesterday.end();

    const today = await start();
    today.keeper.tell([told(buildActivity({ id: 'c', text: 'Started', atMs: keptAtMs + 60_000 }))]);
    await expect.poll(() => today.feed()).toEqual(['Restarted', 'Crashed', 'Started']);
    await today.end();

    const tomorrow = await start();
    await expect.poll(() => tomorrow.feed()).toEqual(['Restarted', 'Crashed', 'Started']);
    await tomorrow.end();
  });

  it('has a thousand lines of many', async () => {
    const yesterday = await start();
    yesterday.keeper.tell(
      Array.from({ length: 1_500 }, (_, number) =>
        told(buildActivity({ id: `line-${number}`, text: String(number), atMs: keptAtMs + number })),
      ),
    );
    await yesterday.end();
    const today = await start();
    await expect.poll(() => today.feed().length).toBe(1_000);
    expect(today.feed()).toEqual(Array.from({ length: 1_000 }, (_, number) => String(number + 500)));
    await today.end();
  });

  it('keeps neither what another Quarterdeck has told nor the stories of a demo', async () => {
    const yesterday = await start();
    yesterday.keeper.tell([
      { type: 'hostFound', host: host({ id: 'demo', demo: true }) },
      told(buildActivity({ id: 'a', hostId: 'demo' })),
      told(buildActivity({ id: 'b', hostId: 'remote-0123abcd-h-1' })),
      told(buildActivity({ id: 'c', text: 'Ours' })),
    ]);
    await yesterday.end();
    const today = await start();
    await expect.poll(() => today.feed()).toEqual(['Ours']);
    await today.end();
  });

  it('does not stand over what is told of the same story now', () => {
    const fleet = applyChanges(emptyFleet, [told(buildActivity({ text: 'Restarted' })), recalled(buildActivity({ text: 'Stopped' }))]);
    expect(fleet.activities.map((it) => it.text)).toEqual(['Restarted']);
  });

  it('is no event for programs', () => {
    const core = smallCore(clientOf('unix:///nowhere.sock'), []);
    const sent: string[] = [];
    const parts = { ...core.parts, flow: { ...core.parts.flow, onEvent: () => () => undefined } };
    const never = { samples: new SampleStore(), onSamples: () => () => undefined, setVisible: () => undefined };
    const end = openEvents({ ...never, parts }, new Known(), (event) => sent.push(event));
    core.tell([recalled(buildActivity())]);
    expect(sent).toEqual([]);
    core.tell([told(buildActivity({ id: 'now' }))]);
    expect(sent).toEqual(['user_activity']);
    end();
  });
});
