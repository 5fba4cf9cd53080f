import type { Change } from '../../../src-shared/changes.ts';
import { type Result, succeed } from '../../../src-shared/failure.ts';
import { type ContainerKey, containerKey } from '../../../src-shared/ids.ts';
import type { Container } from '../../../src-shared/model.ts';
import { isRemoteHostId } from '../../../src-shared/remote-wire.ts';
import type { Rule, RuleTrial } from '../../../src-shared/rules.ts';
import { type SampleBatch, sampleMemoryMs, sampleRowWidth, unpackSample } from '../../../src-shared/samples.ts';
import { PastBreaches } from './past-breaches.ts';
import { printOf } from './recovery-notes.ts';
import { RuleMemories } from './rule-memories.ts';
import type { RuleParts, Rules } from './rule-parts.ts';
import { pingKey, RulePings, toBePinged } from './rule-pings.ts';
import { changesAtMs, inScope, isSampled, readSample, readState } from './rule-readings.ts';
import { isBusy, RuleRecoveries } from './rule-recoveries.ts';
import { containersOf, tryRule } from './rule-trial.ts';
import { calmState, evaluateRule, type Reading } from './rule-watch.ts';
import { WatchBook, type Watched } from './rule-watch-book.ts';
import { breachText, endText } from './rule-words.ts';

const pingEveryMs = 30_000;

/** Puts the settings' rules to work on the engines that this core reaches itself; those of a remote run where they are. */
export function openRules(parts: RuleParts): Rules {
  return new RulesAtWork(parts);
}

class RulesAtWork implements Rules {
  private rules: readonly Rule[] = [];
  private readonly watches = new WatchBook();
  private readonly past = new PastBreaches();
  private timer: NodeJS.Timeout | null = null;
  private endListening: (() => void) | null = null;
  private readonly endSettings: () => void;
  private readonly memories: RuleMemories;
  private readonly recoveries: RuleRecoveries;
  private readonly pings: RulePings;
  private readonly parts: RuleParts;
  private readonly now: () => number;

  constructor(parts: RuleParts) {
    this.parts = parts;
    this.now = parts.now ?? Date.now;
    this.recoveries = new RuleRecoveries({
      parts,
      now: this.now,
      mustWait: (watched, nowMs) => this.memories.mustLeave(watched.key, nowMs) || isBusy(parts.fleet(), watched),
      onEnded: (watched) => this.lookAt(watched.key),
    });
    this.memories = new RuleMemories(
      (key, nowMs) => this.recoveries.isOurDoing(key, nowMs),
      (key) => {
        for (const watched of this.watches.of(key)) this.recoveries.startOver(watched);
      },
    );
    this.pings = new RulePings({
      whom: () => toBePinged(parts.fleet(), this.watches.all()),
      send: (...asked) => parts.flow.send(...asked),
      onReading: (key, reading) => this.pinged(key, reading),
      onError: (error) => parts.log.error('A ping threw', { error }),
      now: this.now,
      everyMs: parts.pingEveryMs ?? pingEveryMs,
    });
    this.endSettings = parts.settings.onChange(({ rules }) => this.configure(rules));
    this.configure(parts.settings.current().rules);
  }

  tryRule(rule: Rule): Result<RuleTrial> {
    const containers = containersOf(rule, this.parts.fleet());
    const asked = containers.map(({ hostId, id }) => ({ hostId, containerId: id }));
    const histories = isSampled(rule.condition) ? this.parts.samples.history(asked, this.now() - sampleMemoryMs) : [];
    return succeed(tryRule(rule, containers, histories));
  }

  dispose(): void {
    this.endSettings();
    this.recoveries.dispose();
    this.stop();
  }

  private configure(all: readonly Rule[]): void {
    this.rules = all.filter((rule) => rule.enabled);
    for (const watched of this.watches.all()) {
      const rule = this.rules.find((it) => it.id === watched.rule.id);
      if (rule && printOf(rule) === printOf(watched.rule)) watched.rule = rule;
      else this.drop(watched, rule ? 'The rule was changed' : 'The rule was switched off');
    }
    this.recoveries.retainRules(this.rules);
    if (this.rules.length === 0) {
      this.stop();
      return;
    }
    this.pings.run(this.rules.some((rule) => rule.condition.kind === 'flowNotAnswering'));
    if (this.endListening === null) {
      const ends = [this.parts.onChanges((changes) => this.takeChanges(changes)), this.parts.onSamples((batch) => this.takeSamples(batch))];
      this.endListening = () => {
        for (const end of ends) end();
      };
    }
    for (const key of this.parts.fleet().containers.keys()) this.evaluate(key);
    this.plan();
  }

  private stop(): void {
    this.endListening?.();
    this.endListening = null;
    this.pings.dispose();
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    this.watches.clear();
    this.memories.clear();
  }

  private takeChanges(changes: readonly Change[]): void {
    const { keys, hostIds } = this.memories.take(changes, this.now());
    if (keys.size === 0 && hostIds.size === 0) return;
    const all = new Set(keys);
    if (hostIds.size > 0) {
      for (const [key, { hostId }] of this.parts.fleet().containers) if (hostIds.has(hostId)) all.add(key);
      for (const { key, hostId } of this.watches.all()) if (hostIds.has(hostId)) all.add(key);
    }
    for (const change of changes)
      if (change.type === 'containersListed')
        this.recoveries.retainContainers(change.hostId, new Set(change.containers.map((it) => it.id)));
    for (const key of all) this.evaluate(key);
    this.plan();
  }

  private takeSamples(batch: SampleBatch): void {
    const layout = this.parts.samples.layoutOf(batch.hostId);
    if (layout === null || layout.layout !== batch.layout || isRemoteHostId(batch.hostId)) return;
    const { containers } = this.parts.fleet();
    for (let offset = 0; offset + sampleRowWidth <= batch.values.length; offset += sampleRowWidth) {
      const key = containerKey(batch.hostId, layout.containerIds[batch.values[offset] ?? -1] ?? '');
      const container = containers.get(key);
      if (container === undefined || container.state !== 'running') continue;
      const sample = unpackSample(batch.values, offset + 1);
      for (const watched of this.watches.of(key))
        if (isSampled(watched.rule.condition))
          this.read(watched, container, readSample(watched.rule.condition, sample, container, watched.state));
    }
    this.plan();
  }

  private pinged(key: string, reading: Reading): void {
    for (const watched of this.watches.all()) {
      if (pingKey(watched) !== key) continue;
      const container = this.parts.fleet().containers.get(watched.key);
      // The first ping that was not answered tells since when.
      if (container?.state === 'running')
        this.read(watched, container, reading.over ? { ...reading, sinceMs: watched.state.overSinceMs ?? reading.sinceMs } : reading);
    }
    this.plan();
  }

  private lookAt(key: ContainerKey): void {
    this.evaluate(key);
    this.plan();
  }

  /** Reads of a container what the Fleet tells, for each rule that is about it. */
  private evaluate(key: ContainerKey): void {
    const fleet = this.parts.fleet();
    const container = fleet.containers.get(key);
    if (!container || fleet.deletions.has(key)) {
      for (const watched of this.watches.of(key)) this.drop(watched, container ? 'Deleted' : 'Removed');
      return;
    }
    if (isRemoteHostId(container.hostId)) return;
    for (const rule of this.rules) {
      const known = this.watches.find(key, rule.id);
      if (!inScope(rule.scope, container)) {
        if (known) this.drop(known, 'The rule is not about it any more');
        continue;
      }
      const watched = known ?? this.watch(rule, key, container);
      if (fleet.hosts.get(container.hostId)?.status.state !== 'connected') continue;
      const memory = this.memories.of(key);
      this.read(watched, container, readState(rule.condition, container, fleet.flows.get(key), memory, this.now()));
      const changesMs = changesAtMs(rule.condition, memory, this.now());
      if (changesMs !== null) watched.dueMs = Math.min(watched.dueMs ?? changesMs, changesMs);
    }
  }

  private read(watched: Watched, container: Container, reading: Reading | null): void {
    const { rule } = watched;
    const nowMs = this.now();
    const { state, event, dueMs } = evaluateRule(rule, reading, watched.state, container.startedAtMs);
    watched.state = state;
    watched.dueMs = dueMs;
    const about = { rule, hostId: container.hostId, containerId: container.id, atMs: nowMs };
    if (event === 'begun') {
      const sinceMs = state.breachSinceMs ?? nowMs;
      const text = breachText(rule.condition, state.value, nowMs - sinceMs);
      this.parts.onRule({ type: 'begun', ...about, sinceMs, text, value: state.value });
    } else if (event === 'ended') {
      const runs = container.state === 'running' || container.state === 'paused';
      this.parts.onRule({ type: 'ended', ...about, how: endText(rule.condition, runs) });
    }
    this.recoveries.consider(watched, container, nowMs);
  }

  private watch(rule: Rule, key: ContainerKey, container: Container): Watched {
    const { recovery, endMs } = this.recoveries.earlier(rule, container.hostId, container.id);
    if (endMs !== null) this.memories.knowEnd(key, endMs);
    const watched: Watched = {
      rule,
      key,
      hostId: container.hostId,
      containerId: container.id,
      // An incident of an earlier run of Quarterdeck goes on, or ends once the container is well.
      state: { ...calmState, breachSinceMs: this.past.sinceMs(this.parts.fleet().incidents, rule.id, key) },
      recovery,
      dueMs: null,
      plannedMs: null,
      endMs,
    };
    this.watches.add(watched);
    return watched;
  }

  private drop(watched: Watched, how: string): void {
    const { rule, hostId, containerId, state } = watched;
    this.watches.delete(watched);
    this.recoveries.forget(watched);
    if (state.breachSinceMs !== null) this.parts.onRule({ type: 'ended', rule, hostId, containerId, atMs: this.now(), how });
  }

  /** One timer for all, at the earliest time at which something changes by itself. */
  private plan(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    const nextMs = this.watches.nextMs();
    if (nextMs === null || this.endListening === null) return;
    const waitMs = Math.min(Math.max(1, nextMs - this.now()), 3_600_000);
    this.timer = setTimeout(() => this.onDue(), waitMs);
    this.timer.unref();
  }

  private onDue(): void {
    for (const key of this.watches.due(this.now())) this.evaluate(key);
    this.plan();
  }
}
