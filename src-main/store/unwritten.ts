import type { Put } from './store-protocol.ts';

/** How much waits at most while the disk refuses; the oldest goes. */
export interface UnwrittenLimits {
  readonly activities: number;
  readonly incidents: number;
  readonly evidence: number;
  readonly values: number;
}

const usualLimits: UnwrittenLimits = { activities: 5_000, incidents: 500, evidence: 300, values: 1_000 };

/**
 * What waits to be written: the latest of each thing. It is taken in an order in which it can be written: an incident that
 * is dropped before one of the same id that came later, evidence after its incident.
 */
export class Unwritten {
  private readonly drops = new Map<string, Put>();
  private readonly incidents = new Map<string, Put>();
  private readonly evidence = new Map<string, Map<string, Put & { kind: 'evidence' }>>();
  private readonly activities = new Map<string, Put>();
  private readonly values = new Map<string, Put>();
  private readonly limits: UnwrittenLimits;

  constructor(limits: UnwrittenLimits = usualLimits) {
    this.limits = limits;
  }

  get isEmpty(): boolean {
    return [this.drops, this.incidents, this.evidence, this.activities, this.values].every((it) => it.size === 0);
  }

  put(put: Put): void {
    switch (put.kind) {
      case 'drop':
        this.incidents.delete(put.incidentId);
        this.evidence.delete(put.incidentId);
        setBounded(this.drops, put.incidentId, put, this.limits.incidents);
        return;
      case 'incident':
        setBounded(this.incidents, put.id, put, this.limits.incidents);
        return;
      case 'evidence': {
        const all = this.evidence.get(put.incidentId) ?? new Map<string, typeof put>();
        setBounded(all, put.containerId, put, this.limits.evidence);
        setBounded(this.evidence, put.incidentId, all, this.limits.evidence);
        return;
      }
      case 'activity':
        setBounded(this.activities, put.id, put, this.limits.activities);
        return;
      case 'value':
        setBounded(this.values, put.key, put, this.limits.values);
        return;
    }
  }

  /** Takes out at most `count`. */
  take(count: number): Put[] {
    const taken: Put[] = [];
    const takeFrom = (map: Map<string, Put>) => {
      for (const [key, put] of map) {
        if (taken.length >= count) return;
        taken.push(put);
        map.delete(key);
      }
    };
    takeFrom(this.drops);
    takeFrom(this.incidents);
    for (const [incidentId, all] of this.evidence) {
      takeFrom(all);
      if (all.size === 0) this.evidence.delete(incidentId);
    }
    takeFrom(this.activities);
    takeFrom(this.values);
    return taken;
  }

  /** Puts back what was taken and could not be written, where nothing newer has come. */
  giveBack(puts: readonly Put[]): void {
    const newer = this.take(Number.POSITIVE_INFINITY);
    for (const put of [...puts, ...newer]) this.put(put);
  }

  /** The evidence that waits, by container. */
  evidenceOf(incidentId: string): ReadonlyMap<string, Put & { kind: 'evidence' }> {
    return this.evidence.get(incidentId) ?? new Map();
  }

  /** Keeps only what can still be asked for: nothing will be written any more. */
  keepEvidenceOnly(): void {
    for (const map of [this.drops, this.incidents, this.activities, this.values]) map.clear();
  }
}

/** What is told anew keeps its place. */
function setBounded<T>(map: Map<string, T>, key: string, value: T, limit: number): void {
  map.set(key, value);
  const oldest = map.size > limit ? map.keys().next() : null;
  if (oldest && !oldest.done) map.delete(oldest.value);
}
