import type { Incident, IncidentEvidence, IncidentLogLine, TimelineEntry } from '../../../src-shared/incidents.ts';
import type { Actor } from '../../../src-shared/model.ts';
import type { FedAttention } from '../../support/fed-attention.ts';
import { anEvidence, anIncident, climbingSamples, containerIdOf } from '../../support/incidents.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const by = (kind: Actor['kind'], name: string | null = null): Actor => ({ kind, name });

function timelineOf(endMs: number): TimelineEntry[] {
  return [
    { atMs: endMs - 79 * minuteMs, tone: 'neutral', text: 'Started with image 4.12.0', by: by('dockerCompose') },
    { atMs: endMs - 58 * minuteMs, tone: 'crashed', text: 'Out of memory, exited 137', by: by('kernel') },
    { atMs: endMs - 58 * minuteMs + 900, tone: 'restarting', text: 'Started again', by: by('restartPolicy') },
    { atMs: endMs - 48_000, tone: 'attention', text: 'Memory began to climb, 8 MiB a second', by: by('notKnown') },
    { atMs: endMs, tone: 'crashed', text: 'Out of memory, exited 137; no tries left', by: by('kernel') },
  ];
}

function logOf(endMs: number, count: number): IncidentLogLine[] {
  return Array.from({ length: count }, (_, index) => ({
    atMs: endMs - (count - index) * 410,
    stream: index === count - 1 ? 'stderr' : 'stdout',
    text:
      index === count - 1
        ? 'ERROR resize: cannot allocate 48 MiB for page 1182'
        : index % 7 === 3
          ? `WARN  resize: heap ${440 + index} MiB, limit 512 MiB`
          : `INFO  resize: page ${1_175 + index} done in ${190 + index * 7} ms`,
  }));
}

function evidenceOf(endMs: number, name = 'worker'): IncidentEvidence {
  return anEvidence({
    name,
    verdict: 'outOfMemory',
    facts: [
      { label: 'Exit code', value: '137, killed by SIGKILL' },
      { label: 'OOM killed', value: 'Yes, the container itself' },
      { label: 'Limit', value: '512 MiB' },
      { label: 'Asked by', value: 'Nobody, no stop or kill before' },
      { label: 'Ran for', value: '7 min 55 s' },
      { label: 'In project', value: 'No other container died' },
      { label: 'Changed', value: 'The image, 41 min before: 4.11.2 to 4.12.0' },
    ],
    logTail: logOf(endMs, 100),
    errorLineIndex: 99,
    samples: [...climbingSamples(endMs, 509)],
    diedAtMs: endMs,
    memoryLimitBytes: 512 * 1_048_576,
    events: [
      { action: 'oom', attributes: { name }, timeNano: `${endMs}000000` },
      { action: 'die', attributes: { name, exitCode: '137' }, timeNano: `${endMs}000000` },
    ],
  });
}

const outOfMemory = (nowMs: number): Incident =>
  anIncident({
    id: 'oom',
    kind: 'outOfMemory',
    what: 'Out of memory at 512 MiB',
    errorLine: 'ERROR resize: cannot allocate 48 MiB for page 1182',
    openedAtMs: nowMs - 25 * minuteMs,
    lastAtMs: nowMs - 3 * minuteMs,
    deaths: 3,
    restarts: 2,
    timeline: timelineOf(nowMs - 3 * minuteMs),
  });

function some(nowMs: number): readonly Incident[] {
  const resolved = (agoMs: number, how: string) => ({ state: 'resolved' as const, atMs: nowMs - agoMs, how });
  return [
    outOfMemory(nowMs),
    anIncident({
      id: 'loop',
      name: 'rollup',
      kind: 'restartLoop',
      project: 'tide-metrics',
      what: 'Restart loop: exited 1 four times in 2 min',
      errorLine: "TypeError: Cannot read properties of undefined (reading 'bucket')",
      openedAtMs: nowMs - 5 * minuteMs,
      lastAtMs: nowMs - minuteMs,
      deaths: 4,
      restarts: 4,
    }),
    anIncident({
      id: 'unhealthy',
      name: 'ingest',
      kind: 'unhealthy',
      project: 'tide-metrics',
      what: 'Unhealthy: health check timed out after 3 s',
      errorLine: null,
      openedAtMs: nowMs - 9 * minuteMs,
      resolution: resolved(3 * minuteMs, 'Healthy for 2 min'),
      timeline: timelineOf(nowMs - 9 * minuteMs),
    }),
    anIncident({
      id: 'engine',
      name: 'postgres',
      kind: 'engineTookDown',
      voice: 'quiet',
      project: null,
      what: 'Taken down with the engine',
      errorLine: null,
      containers: ['postgres', 'redis', 'worker', 'ingest', 'gateway'].map((name) => ({
        containerId: containerIdOf(name),
        name,
        image: 'postgres:16',
      })),
      containerCount: 5,
      openedAtMs: nowMs - 20 * minuteMs,
      resolution: resolved(19 * minuteMs, 'All run again'),
    }),
    anIncident({
      id: 'yesterday',
      kind: 'outOfMemory',
      what: 'Out of memory at 512 MiB',
      openedAtMs: nowMs - 26 * hourMs,
      resolution: resolved(25.9 * hourMs, 'Running well for 2 min'),
    }),
    anIncident({
      id: 'segv',
      name: 'store',
      project: 'tide-metrics',
      what: 'Crashed: SIGSEGV, exited 139',
      errorLine: null,
      openedAtMs: nowMs - 80 * hourMs,
      resolution: resolved(79 * hourMs, 'Removed by you'),
    }),
  ];
}

const hostile = 'a\u202Eevil\u0007 <script>alert(1)</script> [link](http://evil.example) **bold** `code`';
const long = 'long-name-'.repeat(410).slice(0, 4_096);

/** What the window is told in the scene of that name. */
export function fed(name: string): FedAttention {
  const nowMs = Date.now();
  const oom = [evidenceOf(nowMs - 3 * minuteMs)];
  const loop = [evidenceOf(nowMs - minuteMs, 'rollup')];
  switch (name) {
    case 'incidents-none':
      return { incidents: [] };
    case 'incidents-one':
      return { incidents: [outOfMemory(nowMs)], evidence: { oom, loop } };
    case 'incidents-fifty':
      return {
        incidents: Array.from({ length: 50 }, (_, index) => {
          const base = some(nowMs)[index % 6] ?? outOfMemory(nowMs);
          return { ...base, id: `${base.id} ${index}`, openedAtMs: base.openedAtMs - index * 61_000 };
        }),
        evidence: { 'oom 0': oom },
      };
    case 'incidents-several': {
      const names = ['checkout-api', 'worker', 'gateway', 'web', 'postgres', 'redis', 'mailer', 'search'];
      const story = anIncident({
        id: 'down',
        kind: 'projectDown',
        what: 'Eight containers died within 300 ms, postgres first: exited 1',
        errorLine: 'FATAL:  could not write lock file "postmaster.pid": No space left on device',
        containers: names.map((it) => ({ containerId: containerIdOf(it), name: it, image: `registry.example/harbor-shop/${it}:4.12.0` })),
        containerCount: 8,
        openedAtMs: nowMs - 2 * minuteMs,
        lastAtMs: nowMs - 2 * minuteMs,
        deaths: 8,
        timeline: timelineOf(nowMs - 2 * minuteMs),
      });
      return { incidents: [story, ...some(nowMs).slice(2)], evidence: { down: names.map((it) => evidenceOf(nowMs - 2 * minuteMs, it)) } };
    }
    case 'incidents-resolved':
      return {
        incidents: some(nowMs).slice(2),
        evidence: { unhealthy: [{ ...evidenceOf(nowMs - 9 * minuteMs, 'ingest'), diedAtMs: null }] },
      };
    case 'incidents-muted':
      return {
        incidents: some(nowMs),
        mutes: [
          {
            scope: { kind: 'container', hostId: 'local', name: 'worker' },
            until: { kind: 'time', atMs: nowMs + 40 * minuteMs },
            sinceMs: nowMs - 20 * minuteMs,
          },
          {
            scope: { kind: 'project', hostId: 'local', project: 'tide-metrics' },
            until: { kind: 'forever' },
            sinceMs: nowMs - 20 * minuteMs,
          },
        ],
        evidence: { oom, loop },
      };
    case 'incidents-missing':
      return { incidents: some(nowMs), evidence: {} };
    case 'incidents-failed':
      return {
        incidents: some(nowMs),
        evidenceFails: 'What was kept could not be read: the file is damaged. It was set aside; new incidents are kept again.',
      };
    case 'incidents-hostile': {
      const it = outOfMemory(nowMs);
      const evidence = evidenceOf(nowMs - 3 * minuteMs, long);
      return {
        incidents: [
          {
            ...it,
            containers: [{ containerId: containerIdOf(long), name: long, image: long }],
            project: long,
            what: hostile.repeat(8),
            errorLine: hostile,
          },
          {
            ...it,
            id: 'evil',
            containers: [{ containerId: containerIdOf(hostile), name: hostile, image: hostile }],
            project: hostile,
            what: hostile,
          },
          ...some(nowMs).slice(1),
        ],
        evidence: {
          oom: [
            {
              ...evidence,
              facts: [{ label: hostile, value: long }, ...evidence.facts],
              logTail: [
                ...evidence.logTail.slice(0, 97),
                { atMs: null, stream: 'stderr', text: `${hostile} ${'x'.repeat(4_096)}` },
                { atMs: null, stream: 'stdout', text: long },
              ],
              errorLineIndex: 97,
            },
          ],
        },
      };
    }
    default:
      return { incidents: some(nowMs), evidence: { oom, loop } };
  }
}
