import type { ContainerKey } from '../../../src-shared/ids.ts';
import type { Rule } from '../../../src-shared/rules.ts';
import type { RecoveryState } from './recovery.ts';
import type { RuleState } from './rule-watch.ts';

/** A rule on one container, with what was done about it. */
export interface Watched {
  rule: Rule;
  readonly hostId: string;
  readonly containerId: string;
  readonly key: ContainerKey;
  state: RuleState;
  recovery: RecoveryState;
  /** When to look again though nothing new is told. */
  dueMs: number | null;
  /** When it is restarted; null: no restart is planned. */
  plannedMs: number | null;
  /** The end that nobody asked for which it is about. */
  endMs: number | null;
}

/** All that is watched: by container, then by rule. */
export class WatchBook {
  private readonly byKey = new Map<ContainerKey, Map<string, Watched>>();

  find(key: ContainerKey, ruleId: string): Watched | undefined {
    return this.byKey.get(key)?.get(ruleId);
  }

  /** Those of one container, which may be deleted meanwhile. */
  of(key: ContainerKey): readonly Watched[] {
    const ofContainer = this.byKey.get(key);
    return ofContainer ? [...ofContainer.values()] : [];
  }

  all(): readonly Watched[] {
    return [...this.byKey.values()].flatMap((it) => [...it.values()]);
  }

  add(watched: Watched): void {
    const ofContainer = this.byKey.get(watched.key) ?? new Map<string, Watched>();
    this.byKey.set(watched.key, ofContainer.set(watched.rule.id, watched));
  }

  delete({ key, rule }: Watched): void {
    const ofContainer = this.byKey.get(key);
    ofContainer?.delete(rule.id);
    if (ofContainer?.size === 0) this.byKey.delete(key);
  }

  clear(): void {
    this.byKey.clear();
  }

  /** When the first of them must be looked at again; null: none by itself. */
  nextMs(): number | null {
    let nextMs = Number.POSITIVE_INFINITY;
    for (const ofContainer of this.byKey.values())
      for (const { dueMs, plannedMs } of ofContainer.values()) nextMs = Math.min(nextMs, dueMs ?? nextMs, plannedMs ?? nextMs);
    return nextMs === Number.POSITIVE_INFINITY ? null : nextMs;
  }

  /** The containers that must be looked at again by now. */
  due(nowMs: number): ReadonlySet<ContainerKey> {
    const isDue = (atMs: number | null) => atMs !== null && atMs <= nowMs;
    return new Set(
      this.all()
        .filter((it) => isDue(it.dueMs) || isDue(it.plannedMs))
        .map((it) => it.key),
    );
  }
}
