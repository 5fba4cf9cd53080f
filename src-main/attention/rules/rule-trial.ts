import type { Fleet } from '../../../src-shared/fleet.ts';
import type { Container } from '../../../src-shared/model.ts';
import { isRemoteHostId } from '../../../src-shared/remote-wire.ts';
import type { Rule, RuleCondition, RuleTrial } from '../../../src-shared/rules.ts';
import { type SampleHistory, sampleWidth, unpackSample } from '../../../src-shared/samples.ts';
import { inScope, isSampled, readSample } from './rule-readings.ts';
import { calmState, evaluateRule, type RuleState } from './rule-watch.ts';
import { breachText } from './rule-words.ts';

type Breach = RuleTrial['breaches'][number];
const breachesTold = 200;

/** The containers that a rule is about, of the engines that this core reaches itself: the others' rules run where they are. */
export function containersOf(rule: Rule, fleet: Fleet): Container[] {
  return [...fleet.containers.values()].filter((it) => !isRemoteHostId(it.hostId) && inScope(rule.scope, it));
}

/** What a rule would have done over the samples that are kept. Pure. */
export function tryRule(rule: Rule, containers: readonly Container[], histories: readonly SampleHistory[]): RuleTrial {
  const notTriable = isSampled(rule.condition) ? null : whyNot(rule.condition);
  if (notTriable !== null) return { containers: containers.length, sinceMs: null, notTriable, breaches: [] };
  const byId = new Map(histories.map((it) => [`${it.hostId}/${it.containerId}`, it.values]));
  const firsts: number[] = [];
  const breaches: Breach[] = [];
  for (const container of containers) {
    const values = byId.get(`${container.hostId}/${container.id}`);
    if (values === undefined || values.length < sampleWidth) continue;
    firsts.push(values[0] ?? 0);
    breaches.push(...breachesOf(rule, container, values));
  }
  breaches.sort((one, other) => one.fromMs - other.fromMs);
  return {
    containers: containers.length,
    sinceMs: firsts.length === 0 ? null : firsts.reduce((one, other) => Math.min(one, other)),
    notTriable: null,
    breaches: breaches.slice(-breachesTold),
  };
}

function breachesOf(rule: Rule, container: Container, values: Float64Array): Breach[] {
  const breaches: Breach[] = [];
  let state: RuleState = calmState;
  let highest = 0;
  let lastOverMs = 0;
  for (let offset = 0; offset + sampleWidth <= values.length; offset += sampleWidth) {
    const sample = unpackSample(values, offset);
    const reading = readSample(rule.condition, sample, container, state);
    if (reading === null) continue;
    const evaluation = evaluateRule(rule, reading, state, null);
    state = evaluation.state;
    const last = breaches.at(-1);
    if (evaluation.event === 'begun') {
      highest = reading.value ?? 0;
      const { hostId, id: containerId, name } = container;
      breaches.push({ hostId, containerId, name, fromMs: state.breachSinceMs ?? reading.atMs, untilMs: null, text: '' });
    } else if (evaluation.event === 'ended' && last) breaches[breaches.length - 1] = { ...last, untilMs: state.wellSinceMs };
    if (reading.over) {
      highest = Math.max(highest, reading.value ?? 0);
      lastOverMs = reading.atMs;
    }
    const open = breaches.at(-1);
    if (open && state.breachSinceMs !== null && reading.over)
      breaches[breaches.length - 1] = { ...open, text: breachText(rule.condition, highest, lastOverMs - open.fromMs) };
  }
  const last = breaches.at(-1);
  if (last?.untilMs === null && container.state !== 'running') breaches[breaches.length - 1] = { ...last, untilMs: lastOverMs };
  return breaches;
}

function whyNot(condition: RuleCondition): string {
  switch (condition.kind) {
    case 'unhealthy':
    case 'restartsOver':
    case 'notRunning':
      return 'What is kept of the past is CPU and memory only. Switch the rule on to see what it does.';
    default:
      return 'Past answers of flow containers are not kept. Switch the rule on to see what it does.';
  }
}
