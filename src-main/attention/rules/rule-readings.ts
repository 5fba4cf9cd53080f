import type { FlowStatus } from '../../../src-shared/flow.ts';
import type { Container } from '../../../src-shared/model.ts';
import type { RuleCondition, RuleScope } from '../../../src-shared/rules.ts';
import type { Sample } from '../../../src-shared/samples.ts';
import { evened, type Reading, type RuleState } from './rule-watch.ts';

/** What the rules know of a container beside the Fleet. */
export interface RuleMemory {
  /** Starts after a death that nobody asked for, oldest first. */
  readonly restartsAtMs: readonly number[];
  /** Since when its flow socket is as it is. */
  readonly flowSinceMs: number | null;
  /** An end that nobody asked for, which an earlier run of Quarterdeck has seen; null for none. */
  readonly knownEndMs: number | null;
}

export const emptyMemory: RuleMemory = { restartsAtMs: [], flowSinceMs: null, knownEndMs: null };

/** The event's and inspect's times of one death differ by some milliseconds. */
const sameEndMs = 2_000;

/** Whether a rule is about this container. */
export function inScope(scope: RuleScope, container: Container): boolean {
  switch (scope.kind) {
    case 'all':
      return true;
    case 'project':
      return container.project === scope.project;
    case 'container':
      return container.name === scope.name;
  }
}

/** Whether it is read from samples, one reading a sample. */
export function isSampled(condition: RuleCondition): boolean {
  return condition.kind === 'cpuOver' || condition.kind === 'memoryOverBytes' || condition.kind === 'memoryOverPercent';
}

/** A sample as the condition sees it; null where the condition is not about samples. */
export function readSample(condition: RuleCondition, sample: Sample, container: Container, before: RuleState): Reading | null {
  const { atMs } = sample;
  const moment = { atMs, sinceMs: null, lasting: false };
  switch (condition.kind) {
    case 'cpuOver': {
      const value = evened(before, sample.cpuPercent, atMs);
      return { ...moment, value, over: value > condition.percent };
    }
    case 'memoryOverBytes':
      return { ...moment, value: sample.memoryBytes, over: sample.memoryBytes > condition.bytes };
    case 'memoryOverPercent': {
      if (container.memoryLimitBytes === null || container.memoryLimitBytes <= 0) return { ...moment, value: null, over: false };
      const value = (sample.memoryBytes / container.memoryLimitBytes) * 100;
      return { ...moment, value, over: value > condition.percent };
    }
    default:
      return null;
  }
}

/** What the Fleet says of the condition now; null where it says nothing. The host must be connected. */
export function readState(
  condition: RuleCondition,
  container: Container,
  flow: FlowStatus | undefined,
  memory: RuleMemory,
  nowMs: number,
): Reading | null {
  const is = (over: boolean, sinceMs: number | null, value: number | null = null): Reading => ({
    atMs: nowMs,
    over,
    value,
    sinceMs,
    lasting: true,
  });
  const runs = container.state === 'running' || container.state === 'paused';
  if (condition.kind === 'restartsOver') {
    const restarts = memory.restartsAtMs.filter((atMs) => atMs > nowMs - condition.withinSeconds * 1_000).length;
    return is(restarts > condition.count, null, restarts);
  }
  if (condition.kind === 'notRunning') return runs ? is(false, container.startedAtMs) : readEnd(container, memory, is);
  if (container.state === 'restarting' || container.state === 'removing') return null;
  if (!runs) return is(false, container.end?.atMs ?? null);
  switch (condition.kind) {
    case 'cpuOver':
    case 'memoryOverBytes':
    case 'memoryOverPercent':
    case 'flowNotAnswering':
      return null;
    case 'unhealthy':
      // One that is still starting is neither.
      return container.health === 'starting' ? null : is(container.health === 'unhealthy', container.healthSinceMs);
    case 'flowNotConnected':
      if (flow === undefined) return is(false, null);
      if (flow.state.state === 'connected') return is(false, flow.state.sinceMs);
      return is(true, Math.max(memory.flowSinceMs ?? 0, container.startedAtMs ?? 0) || null);
  }
}

/** A death counts only where it is known that nobody asked for it: a rule must never undo what a person did. */
function readEnd(container: Container, memory: RuleMemory, is: (over: boolean, sinceMs: number | null) => Reading): Reading | null {
  if (container.state === 'created') return is(false, null);
  if ((container.state !== 'exited' && container.state !== 'dead') || container.end === null) return null;
  const { atMs, requested } = container.end;
  if (requested === 'yes') return is(false, atMs);
  const known = atMs !== null && memory.knownEndMs !== null && Math.abs(atMs - memory.knownEndMs) < sameEndMs;
  // 'no' is said only of a death that was seen: what was dead before we knew it, or died unseen, is nobody's breach.
  return known || requested === 'no' ? is(true, atMs) : null;
}

/** When a reading of the Fleet changes by itself: a restart leaves the time that is looked at. Null: never. */
export function changesAtMs(condition: RuleCondition, memory: RuleMemory, nowMs: number): number | null {
  if (condition.kind !== 'restartsOver') return null;
  const windowMs = condition.withinSeconds * 1_000;
  const oldest = memory.restartsAtMs.find((atMs) => atMs > nowMs - windowMs);
  return oldest === undefined ? null : oldest + windowMs;
}
