import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openMemoryStore } from '../../src-main/store/memory-store.ts';
import { nothingKept, type Store } from '../../src-main/store/store.ts';
import type { Incident } from '../../src-shared/incidents.ts';
import type { Rule } from '../../src-shared/rules.ts';
import { type AttendingCore, openAttendingCore } from '../support/attending-core.ts';
import { act, type ContainerWish, randomName, removeAllContainers, runContainer, shells } from '../support/containers.ts';
import { startEngine, type TestEngine } from '../support/engine.ts';
import { aRule } from '../unit/attention/rule-stage.ts';

const waits = 'trap "exit 0" TERM; while :; do sleep 3600 & wait $!; done';
const recovery = { maxRestarts: 3, withinSeconds: 600, firstDelaySeconds: 1 };

describe('rules on a real engine', () => {
  let engine: TestEngine;
  let core: AttendingCore;
  const run = (wish: ContainerWish = {}) => runContainer(engine.socketPath, { name: randomName(), ...wish });
  const open = async (rules: readonly Rule[], store?: Store) => {
    core = await openAttendingCore(engine.dockerHost, { settings: { rules: [...rules] }, ...(store ? { store } : {}) });
  };
  const startsOf = (id: string) =>
    core.told.flatMap(({ change }) => (change.type === 'containerStarted' && change.containerId === id ? [change.atMs] : []));
  const storyOf = (id: string, kind: Incident['kind']) => core.of(id).find((it) => it.kind === kind);
  const feedOf = (id: string) =>
    core.core.keeper.fleet.activities.filter((it) => it.containerId === id).map((it) => `${it.text} (${it.by.kind})`);
  const plain = (text: string | undefined) => text?.replaceAll('\u00a0', ' ');

  beforeAll(async () => {
    engine = await startEngine();
  });
  afterEach(async () => {
    await core.close();
    await removeAllContainers(engine.socketPath);
  });
  afterAll(() => engine.dispose());

  it('a container that fails three times is restarted with growing waits, and then left alone with a clear word', async () => {
    await open([aRule({ name: 'Keep it up', recovery })]);
    const id = await run({ shell: 'sleep 0.2; echo "Error: no licence"; exit 1' });
    const leftAlone = 'Restarted 3 times by rule Keep it up, then left alone. Fix it, then start it.';
    await core.until('left alone', () => core.of(id).some((it) => it.what === leftAlone), 16_000);
    const [first = 0, second = 0, third = 0, fourth = 0, ...more] = startsOf(id);
    const gaps = [second - first, third - second, fourth - third].map((it) => Math.round(it / 100) / 10);
    console.log(`restarts by the rule, s after the start before: ${gaps.join(', ')}`);
    expect(more).toEqual([]);
    // Dead for 1 s, then 1, 2 and 4 s of patience.
    expect(gaps[0]).toBeGreaterThan(1.9);
    expect(gaps[1]).toBeGreaterThan(2.9);
    expect(gaps[2]).toBeGreaterThan(4.9);
    expect(core.of(id)).toHaveLength(1);
    expect(core.news().at(-1)).toBe(`worse ${core.of(id)[0]?.kind}: ${leftAlone}`);
    expect(core.of(id)[0]?.timeline.map((it) => plain(it.text))).toEqual(
      expect.arrayContaining(['Restart 1 of 3 in 1 s, by rule Keep it up', 'Restart 3 of 3 in 4 s, by rule Keep it up', leftAlone]),
    );
    expect(feedOf(id)).toContain(`${leftAlone} (rule)`);
    expect(feedOf(id).filter((it) => it === 'Started (rule)')).toHaveLength(3);
  });

  it('what is left alone and started by hand has its rule back', async () => {
    await open([aRule({ name: 'Keep it up', recovery: { ...recovery, maxRestarts: 1, firstDelaySeconds: 0 } })]);
    const id = await run({ shell: 'sleep 0.2; exit 1' });
    await core.until('left alone', () => core.of(id).some((it) => it.what.startsWith('Restarted once by rule')));
    expect(startsOf(id)).toHaveLength(2);
    await core.ask('startContainer', { containerId: id });
    await core.until('restarted again', () => startsOf(id).length === 4);
  });

  it('what a person stops stays stopped, by Quarterdeck and by others, also while a restart is planned', async () => {
    await open([aRule({ recovery: { ...recovery, firstDelaySeconds: 2 } })]);
    const [stopped, byOthers, planned] = await Promise.all([
      run({ shell: waits }),
      run({ shell: waits }),
      run({ shell: 'sleep 0.3; exit 3' }),
    ]);
    await core.ask('stopContainer', { containerId: stopped, timeoutSeconds: 1 });
    await act(engine.socketPath, byOthers, 'stop?t=1');
    await core.until('planned', () => core.of(planned).some((it) => it.timeline.some((one) => one.text.startsWith('Restart 1'))));
    await core.ask('stopContainer', { containerId: planned, timeoutSeconds: 1 });
    const crashes = await run({ shell: 'sleep 0.3; exit 3' });
    await core.until('another is restarted', () => startsOf(crashes).length === 2);
    for (const id of [stopped, byOthers, planned]) expect(startsOf(id)).toHaveLength(1);
    expect(core.of(stopped)).toEqual([]);
    expect(core.of(byOthers)).toEqual([]);
  });

  it('a stop under way is not turned into a restart', async () => {
    await open([
      aRule({ condition: { kind: 'memoryOverBytes', bytes: 1, forSeconds: 1 }, recovery: { ...recovery, firstDelaySeconds: 2 } }),
    ]);
    const id = await run({ shell: shells.ignoresTerm });
    core.core.setVisible('window-1', true);
    core.core.parts.watch('window-1', [{ hostId: core.host()?.id ?? '', containerId: id }]);
    await core.until('planned', () => storyOf(id, 'rule')?.timeline.some((it) => it.text.startsWith('Restart 1')) === true);
    await act(engine.socketPath, id, 'stop?t=4');
    await core.until('resolved', () => storyOf(id, 'rule')?.resolution.state === 'resolved');
    expect(startsOf(id)).toHaveLength(1);
  });

  it('CPU over its limit is an incident that ends with it', async () => {
    await open([aRule({ name: 'CPU high', condition: { kind: 'cpuOver', percent: 20, forSeconds: 2 } })]);
    const busy = `end=$(( $(date +%s) + 7 )); while [ $(date +%s) -lt $end ]; do x=1; done; ${waits}`;
    const id = await run({ shell: busy });
    core.core.setVisible('window-1', true);
    core.core.parts.watch('window-1', [{ hostId: core.host()?.id ?? '', containerId: id }]);
    await core.until('breach', () => storyOf(id, 'rule') !== undefined);
    const rule = core.core.parts.settings.current().rules[0];
    const trial = await core.ask('tryRule', { rule });
    expect(trial).toMatchObject({ ok: true, value: { notTriable: null, breaches: [{ containerId: id, untilMs: null }] } });
    await core.until('resolved', () => storyOf(id, 'rule')?.resolution.state === 'resolved', 14_000);
    console.log(core.news().map(plain).join('\n'));
    expect(core.news().map(plain)).toEqual([
      expect.stringMatching(/^opened rule: CPU [\d.]+ % for \d s, rule CPU high$/),
      expect.stringMatching(/^recovered rule: CPU/),
    ]);
    expect(storyOf(id, 'rule')?.resolution).toMatchObject({ how: 'CPU is back under 20\u00a0%' });
  });

  it('memory near the container’s own limit is one, and one without a limit has none', async () => {
    await open([aRule({ name: 'Memory', condition: { kind: 'memoryOverPercent', percent: 10, forSeconds: 1 } })]);
    const [id, unlimited] = await Promise.all([
      run({ shell: shells.holds(12), hostConfig: { Memory: 64 * 1_048_576 } }),
      run({ shell: shells.holds(12) }),
    ]);
    core.core.setVisible('window-1', true);
    core.core.parts.watch(
      'window-1',
      [id, unlimited].map((containerId) => ({ hostId: core.host()?.id ?? '', containerId })),
    );
    await core.until('breach', () => storyOf(id, 'rule') !== undefined, 14_000);
    expect(plain(storyOf(id, 'rule')?.what)).toMatch(/^Memory [\d.]+ % of its limit for \d+ s, rule Memory$/);
    expect(core.of(unlimited)).toEqual([]);
    await act(engine.socketPath, id, 'stop?t=0');
    await core.until('resolved', () => storyOf(id, 'rule')?.resolution.state === 'resolved');
    expect(storyOf(id, 'rule')?.resolution).toMatchObject({ how: 'Runs no more' });
  });

  it('an unhealthy container is restarted, once, and well again', async () => {
    await open([aRule({ condition: { kind: 'unhealthy', forSeconds: 1 }, recovery: { ...recovery, firstDelaySeconds: 0 } })]);
    const id = await run({
      shell: `if [ -e /ran ]; then : > /ok; fi; : > /ran; ${waits}`,
      more: { Healthcheck: { Test: ['CMD-SHELL', '[ -e /ok ]'], Interval: 1e9, Timeout: 2e9, Retries: 1 } },
    });
    await core.until('well again', () => core.of(id)[0]?.resolution.state === 'resolved', 16_000);
    expect(startsOf(id)).toHaveLength(2);
    expect(core.of(id)).toMatchObject([{ kind: 'unhealthy', resolution: { how: 'Healthy again' } }]);
    expect(feedOf(id)).toContain('Restarted (rule)');
  });

  it('restarts are counted over a restart of Quarterdeck, so that none comes on top', async () => {
    const values = new Map<string, unknown>();
    const store = (): Store => ({
      ...openMemoryStore(null),
      load: async () => ({ ...nothingKept, values: new Map(values) }),
      putValue: (key, value) => void values.set(key, JSON.parse(JSON.stringify(value))),
    });
    const rule = aRule({ recovery: { ...recovery, maxRestarts: 1 } });
    await open([rule], store());
    const id = await run({ shell: 'sleep 0.2; exit 1' });
    await core.until('restarted', () => startsOf(id).length === 2);
    await core.until('planned nothing more', () => core.of(id).some((it) => it.what.startsWith('Restarted once')));
    await core.close();
    await open([rule], store());
    const other = await run({ shell: 'sleep 0.2; exit 1' });
    await core.until('another is restarted', () => startsOf(other).length === 2);
    expect(startsOf(id)).toEqual([]);
  });

  it('a restart that was planned when Quarterdeck ended is done when it is back', async () => {
    const values = new Map<string, unknown>();
    const store = (): Store => ({
      ...openMemoryStore(null),
      load: async () => ({ ...nothingKept, values: new Map(values) }),
      putValue: (key, value) => void values.set(key, JSON.parse(JSON.stringify(value))),
    });
    const rule = aRule({ recovery: { ...recovery, firstDelaySeconds: 3 } });
    await open([rule], store());
    const id = await run({ shell: 'sleep 0.2; exit 1' });
    await core.until('planned', () => core.of(id).some((it) => it.timeline.some((one) => one.text.startsWith('Restart 1'))));
    await core.close();
    await open([rule], store());
    await core.until('restarted', () => startsOf(id).length === 1);
  });

  it('a rule that is switched off restarts nothing more, and its incident ends', async () => {
    const rule = aRule({
      condition: { kind: 'memoryOverBytes', bytes: 1, forSeconds: 1 },
      recovery: { ...recovery, firstDelaySeconds: 600 },
    });
    await open([rule]);
    const id = await run({ shell: waits });
    core.core.setVisible('window-1', true);
    core.core.parts.watch('window-1', [{ hostId: core.host()?.id ?? '', containerId: id }]);
    await core.until('breach', () => storyOf(id, 'rule') !== undefined);
    await core.ask('updateSettings', { rules: [{ ...rule, enabled: false }] });
    await core.until('resolved', () => storyOf(id, 'rule')?.resolution.state === 'resolved');
    expect(storyOf(id, 'rule')?.resolution).toMatchObject({ how: 'The rule was switched off' });
  });
});
