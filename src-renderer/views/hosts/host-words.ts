import type { Discovery } from '../../../src-shared/discovery.ts';
import { formatDuration, formatMemoryLimit } from '../../../src-shared/format.ts';
import type { Capabilities, Host, HostStatus, Problem } from '../../../src-shared/model.ts';

/** The word beside the host's shape. */
export function statusWord(status: HostStatus): string {
  switch (status.state) {
    case 'connecting':
      return 'Connecting';
    case 'connected':
      return 'Connected';
    case 'reconnecting':
      return 'Reconnecting';
    case 'unreachable':
      return 'Not reachable';
  }
}

/** Since when, and when the next try comes: 'for 3 h 12 min', 'for 12 s, next try in 3 s'. */
export function statusSince(status: HostStatus, nowMs: number): string {
  const since = `for ${formatDuration(nowMs - status.sinceMs)}`;
  if (status.state !== 'reconnecting' || status.nextTryAtMs === null) return since;
  const leftMs = status.nextTryAtMs - nowMs;
  return leftMs < 1_000 ? `${since}, trying now` : `${since}, next try in ${formatDuration(leftMs)}`;
}

export function problemOf(status: HostStatus): Problem | null {
  return status.state === 'reconnecting' || status.state === 'unreachable' ? status.problem : null;
}

export interface Fact {
  readonly label: string;
  readonly value: string;
}

/** What a host is, for reading; empty before it has answered once. */
export function engineFacts(host: Host): readonly Fact[] {
  const { engine } = host;
  if (!engine) return [];
  return [
    { label: 'Engine', value: `${engine.name} ${engine.version}${engine.rootless ? ', rootless' : ''}` },
    { label: 'API', value: engine.apiVersion },
    { label: 'System', value: engine.operatingSystem },
    { label: 'CPUs', value: String(engine.cpuCount) },
    { label: 'Memory', value: formatMemoryLimit(engine.memoryBytes) },
  ];
}

export interface CapabilityWords {
  readonly name: string;
  readonly has: boolean;
  readonly words: string;
}

/** What can be done with a host's containers, in words; only what this window offers. Empty before it has answered once. */
export function capabilityWords({ engine, capabilities }: Host): readonly CapabilityWords[] {
  if (!engine) return [];
  const { actions, logs, flow, samples } = capabilities;
  return [
    { name: 'Actions', has: actions, words: actions ? 'Make, start, stop, restart, pause, kill, update, delete' : 'Can only be looked at' },
    { name: 'Logs', has: logs, words: logs ? 'Followed live' : 'Not available' },
    { name: 'Messages', has: flow, words: flow ? 'With flow containers' : 'Not available' },
    { name: 'CPU and memory', has: samples !== 'none', words: sampleWords[samples] },
  ];
}

const sampleWords: Record<Capabilities['samples'], string> = {
  none: 'Not measured',
  api: 'Every second for what is in view, every 10 s for the rest',
  kernel: 'Every second, read from the kernel',
  remote: 'Measured where the containers run',
};

/** Where the addresses came from, as a sentence. */
export function sourceWords(discovery: Discovery): string {
  const text = discovery.sourceText;
  switch (discovery.source) {
    case 'settings':
      return 'The address is set in Quarterdeck’s settings, so no other place is looked at.';
    case 'dockerHost':
      return `DOCKER_HOST is ${text ?? 'set'}, so no other place is looked at.`;
    case 'context':
      return `The Docker context is ${text ?? 'set'}, so no other place is looked at.`;
    case 'usual':
      return 'Neither DOCKER_HOST nor a Docker context names an engine, so all usual places are looked at.';
    case 'demo':
      return 'Quarterdeck was started on its demo engine, so no other place is looked at.';
  }
}

export interface AttemptLook {
  readonly shape: 'running' | 'removed' | 'notKnown' | 'stopped' | 'attention';
  /** Somebody could do something about it. */
  readonly notable: boolean;
}

/** How one address's outcome looks. */
export function attemptLook(problem: Problem | null): AttemptLook {
  switch (problem?.kind) {
    case undefined:
      return { shape: 'running', notable: false };
    case 'socketMissing':
      return { shape: 'removed', notable: false };
    case 'refused':
    case 'connectionLost':
      return { shape: 'notKnown', notable: false };
    case 'stoppedOnPurpose':
      return { shape: 'stopped', notable: true };
    case 'permissionDenied':
    case 'notAnswering':
    case 'malformedAddress':
    case 'notSupportedYet':
    case 'tooOld':
    case 'other':
      return { shape: 'attention', notable: true };
  }
}
