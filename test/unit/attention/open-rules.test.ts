import { describe, expect, it } from 'vitest';
import { openRules } from '../../../src-main/attention/rules/open-rules.ts';
import type { RuleEvent } from '../../../src-main/attention/rules/rule-events.ts';
import type { Change } from '../../../src-shared/changes.ts';
import { fail } from '../../../src-shared/failure.ts';
import type { Container } from '../../../src-shared/model.ts';
import type { Rule } from '../../../src-shared/rules.ts';
import { defaultSettings, type Settings } from '../../../src-shared/settings.ts';
import { buildContainer } from '../../support/build.ts';
import { buildIncident } from '../../support/kept.ts';
import { clientOf, host, smallCore } from '../../support/small-core.ts';
import { aRule } from './rule-stage.ts';

const sick = (patch: Partial<Container> = {}) => buildContainer({ health: 'unhealthy', healthSinceMs: 1_000, ...patch });
const unhealthy = aRule({ condition: { kind: 'unhealthy', forSeconds: 5 } });

/** Rules on a Fleet that the test tells; nothing of it reaches an engine. */
function stage(rules: readonly Rule[], beginning: readonly Change[]) {
  const client = clientOf('unix:///nowhere/docker.sock');
  const core = smallCore(client, beginning);
  let settings: Settings = { ...defaultSettings, rules: [...rules] };
  let told: ((settings: Settings) => void) | null = null;
  const listening = { changes: 0, samples: 0 };
  const counted = (kind: keyof typeof listening, end: () => void) => {
    listening[kind] += 1;
    return () => {
      listening[kind] -= 1;
      end();
    };
  };
  const events: RuleEvent[] = [];
  const { fleet, onChanges, operations, log } = core.parts;
  const opened = openRules({
    fleet,
    operations,
    log,
    tell: core.tell,
    onChanges: (listener) => counted('changes', onChanges(listener)),
    onSamples: () => counted('samples', () => undefined),
    samples: { layoutOf: () => null, history: () => [] },
    clientFor: () => fail('system_error', 'There is no engine here.'),
    settings: {
      current: () => settings,
      onChange: (listener) => {
        told = listener;
        return () => {
          told = null;
        };
      },
    },
    flow: { send: async () => fail('system_error', 'There is no flow here.') },
    values: { kept: null, put: () => undefined },
    onRule: (event) => events.push(event),
    now: () => 100_000,
  });
  return {
    core,
    listening,
    said: () => events.map((it) => `${it.type} ${it.containerId.slice(0, 2)}`),
    set: (next: readonly Rule[]) => {
      settings = { ...settings, rules: [...next] };
      told?.(settings);
    },
    dispose: () => {
      opened.dispose();
      client.close();
    },
  };
}

const ours: Change = { type: 'hostFound', host: host() };
const listed = (hostId: string, containers: Container[]): Change => ({ type: 'containersListed', hostId, atMs: 0, containers });

describe('rules at work', () => {
  it('listen to nothing while all are off, and from the moment that one is on', () => {
    const { listening, set, dispose } = stage([{ ...unhealthy, enabled: false }], [ours]);
    expect(listening).toEqual({ changes: 0, samples: 0 });
    set([unhealthy]);
    expect(listening).toEqual({ changes: 1, samples: 1 });
    set([]);
    expect(listening).toEqual({ changes: 0, samples: 0 });
    set([unhealthy]);
    dispose();
    expect(listening).toEqual({ changes: 0, samples: 0 });
  });

  it('are about our own engines only: another Quarterdeck has rules of its own', () => {
    const remoteId = 'remote-0123abcd-h-1';
    const remote: Change = { type: 'hostFound', host: host({ id: remoteId }) };
    const theirs = sick({ hostId: remoteId, id: 'b'.repeat(64) });
    const { said, dispose } = stage([unhealthy], [ours, remote, listed('h-1', [sick()]), listed(remoteId, [theirs])]);
    expect(said()).toEqual(['begun aa']);
    dispose();
  });

  it('know nothing while the engine is away, and go on when it is back', () => {
    const { said, core, dispose } = stage([unhealthy], [ours, listed('h-1', [sick()])]);
    const problem = { kind: 'other' as const, message: 'away' };
    const status = { state: 'reconnecting' as const, sinceMs: 0, nextTryAtMs: null, problem };
    core.tell([{ type: 'hostStatusChanged', hostId: 'h-1', atMs: 0, status }]);
    core.tell([{ type: 'containerHealthChanged', hostId: 'h-1', containerId: sick().id, atMs: 2_000, event: null, health: 'healthy' }]);
    expect(said()).toEqual(['begun aa']);
    core.tell([{ type: 'hostStatusChanged', hostId: 'h-1', atMs: 0, status: { state: 'connected', sinceMs: 0 } }]);
    expect(said()).toEqual(['begun aa', 'ended aa']);
    dispose();
  });

  it('go on with an incident of an earlier run, and end it', () => {
    const incident = buildIncident({ kind: 'rule', ruleId: unhealthy.id, openedAtMs: 3_000 });
    const told: Change = { type: 'incidentTold', incident, news: null };
    const { said, core, dispose } = stage([unhealthy], [ours, told, listed('h-1', [sick()])]);
    expect(said()).toEqual([]);
    core.tell([{ type: 'containerHealthChanged', hostId: 'h-1', containerId: sick().id, atMs: 2_000, event: null, health: 'healthy' }]);
    expect(said()).toEqual(['ended aa']);
    dispose();
  });

  it('take in a thousand containers, under five rules, within a blink', () => {
    const rules = ['a', 'b', 'c', 'd', 'e'].map((id) => ({ ...unhealthy, id }));
    const containers = Array.from({ length: 1_000 }, (_, index) => buildContainer({ id: index.toString(16).padStart(64, '0') }));
    const begunMs = performance.now();
    const { core, dispose } = stage(rules, [ours, listed('h-1', containers)]);
    const attachedMs = performance.now();
    core.tell([
      { type: 'containerHealthChanged', hostId: 'h-1', containerId: containers[0]?.id ?? '', atMs: 0, event: null, health: 'healthy' },
    ]);
    console.log(
      `1,000 containers, 5 rules: ${(attachedMs - begunMs).toFixed(1)} ms, one Change ${(performance.now() - attachedMs).toFixed(2)} ms`,
    );
    expect(attachedMs - begunMs).toBeLessThan(1_000);
    dispose();
  });

  it('end a breach with its container, its rule, and its scope', () => {
    const scoped = { ...unhealthy, scope: { kind: 'container' as const, name: 'web' } };
    const { said, core, set, dispose } = stage([scoped], [ours, listed('h-1', [sick(), sick({ id: 'c'.repeat(64) })])]);
    expect(said()).toEqual(['begun aa', 'begun cc']);
    core.tell([{ type: 'containerRenamed', hostId: 'h-1', containerId: sick().id, atMs: 0, event: null, name: 'old', oldName: 'web' }]);
    core.tell([{ type: 'containerRemoved', hostId: 'h-1', containerId: 'c'.repeat(64), atMs: 0, event: null }]);
    expect(said().slice(2)).toEqual(['ended aa', 'ended cc']);
    set([unhealthy]);
    set([{ ...unhealthy, name: 'Other name' }]);
    set([{ ...unhealthy, condition: { kind: 'unhealthy', forSeconds: 6 } }]);
    set([]);
    expect(said().slice(4)).toEqual(['begun aa', 'ended aa', 'begun aa', 'ended aa']);
    dispose();
  });
});
