import { type ContainerKey, containerKey } from '../../../src-shared/ids.ts';
import { type Incident, isOpen } from '../../../src-shared/incidents.ts';

type Incidents = ReadonlyMap<string, Incident>;

/** Breaches of which the Fleet has open incidents, from an earlier run of Quarterdeck; looked for once for many containers. */
export class PastBreaches {
  private of: Incidents = new Map();
  private sinceMsByKey: ReadonlyMap<string, number> = new Map();

  /** Since when the rule is broken there; null where no incident says so. */
  sinceMs(incidents: Incidents, ruleId: string, key: ContainerKey): number | null {
    if (this.of !== incidents) {
      this.of = incidents;
      this.sinceMsByKey = openBreaches(incidents);
    }
    return this.sinceMsByKey.get(breachKey(ruleId, key)) ?? null;
  }
}

function openBreaches(incidents: Incidents): ReadonlyMap<string, number> {
  const breaches = new Map<string, number>();
  for (const incident of incidents.values()) {
    const [container] = incident.containers;
    if (incident.ruleId === null || container === undefined || !isOpen(incident)) continue;
    breaches.set(breachKey(incident.ruleId, containerKey(incident.hostId, container.containerId)), incident.openedAtMs);
  }
  return breaches;
}

function breachKey(ruleId: string, key: ContainerKey): string {
  return `${ruleId} ${key}`;
}
