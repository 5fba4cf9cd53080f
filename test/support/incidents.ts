import type { Incident, IncidentEvidence } from '../../src-shared/incidents.ts';
import type { Sample } from '../../src-shared/samples.ts';
import { packSample, sampleWidth } from '../../src-shared/samples.ts';

let made = 0;

/** An open incident of one crashed container, with whatever a test wants different. */
export function anIncident(facts: Partial<Incident> & { readonly name?: string } = {}): Incident {
  made += 1;
  const { name = 'worker', ...others } = facts;
  return {
    id: `incident-${made}`,
    hostId: 'local',
    kind: 'crashed',
    voice: 'told',
    containers: [{ containerId: containerIdOf(name), name, image: 'registry.example/harbor-shop/worker:4.12.0' }],
    containerCount: 1,
    project: 'harbor-shop',
    ruleId: null,
    what: 'Exited 1: connect ECONNREFUSED db:5432',
    errorLine: 'Error: connect ECONNREFUSED db:5432',
    openedAtMs: 1_000,
    lastAtMs: 1_000,
    resolution: { state: 'open' },
    deaths: 1,
    restarts: 0,
    timeline: [],
    ...others,
  };
}

/** Always the same for a name. */
export function containerIdOf(name: string): string {
  let hash = 7;
  for (const character of name) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 4_294_967_296;
  return hash.toString(16).padStart(64, '0');
}

export function anEvidence(facts: Partial<IncidentEvidence> & { readonly name?: string } = {}): IncidentEvidence {
  const { name = 'worker', ...others } = facts;
  return {
    containerId: containerIdOf(name),
    verdict: 'crashed',
    facts: [],
    logTail: [],
    errorLineIndex: null,
    samples: [],
    diedAtMs: 1_000,
    memoryLimitBytes: null,
    events: [],
    ...others,
  };
}

const mebibyte = 1_048_576;

/** Five minutes of readings up to `endMs`: memory is flat and climbs to `peakMebibytes` in the last 48 s. */
export function climbingSamples(endMs: number, peakMebibytes: number): readonly number[] {
  const count = 300;
  const packed = new Float64Array(count * sampleWidth);
  for (let index = 0; index < count; index += 1) {
    const left = count - 1 - index;
    const climb = Math.max(0, 48 - left) / 48;
    const sample: Sample = {
      atMs: endMs - 400 - left * 1_000,
      cpuPercent: 21 + 6 * Math.sin(index / 7) + climb * 60,
      memoryBytes: (128 + 3 * Math.sin(index / 5) + climb * (peakMebibytes - 128)) * mebibyte,
      memoryCacheBytes: 20 * mebibyte,
      memoryLimitBytes: 512 * mebibyte,
      networkRxBytes: index * 1_000,
      networkTxBytes: index * 500,
      blockReadBytes: 0,
      blockWriteBytes: 0,
      pids: 12,
    };
    packSample(packed, index * sampleWidth, sample);
  }
  return [...packed];
}
