import { actorWords, exitCodeWords, shownState } from '../../../src-shared/describe.ts';
import { formatAgo, formatDuration, formatMemoryLimit } from '../../../src-shared/format.ts';
import type { Incident } from '../../../src-shared/incidents.ts';
import type { Container, End } from '../../../src-shared/model.ts';
import { displayText } from '../../components/display-text.ts';

/** What stands where the numbers would be: why there are none. */
export interface Cause {
  readonly what: string;
  readonly more: string | null;
  readonly tone: 'bad' | 'warn' | 'quiet';
}

/** Why a container does not run: its open incident's words, else what the engine said and nothing else; null while it runs. */
export function causeOf(container: Container, incident: Incident | null = null): Cause | null {
  const cause = causeByEngine(container);
  if (cause === null || cause.tone === 'quiet' || incident === null || !isOfLife(incident)) return cause;
  const what = displayText(incident.what);
  const errorLine = incident.errorLine === null ? null : displayText(incident.errorLine);
  return { what, more: errorLine === null || what.includes(errorLine) ? cause.more : errorLine, tone: cause.tone };
}

/** About its end: a breached rule, or a health check, does not say why it is down. */
function isOfLife({ kind }: Incident): boolean {
  return kind !== 'rule' && kind !== 'unhealthy' && kind !== 'childOutOfMemory' && kind !== 'projectDown';
}

/** Whether a container's row shows figures, and no cause. */
export function hasNumbers(container: Container): boolean {
  const state = shownState(container);
  return state === 'running' || state === 'healthy' || state === 'unhealthy' || state === 'starting' || state === 'paused';
}

function causeByEngine(container: Container): Cause | null {
  const state = shownState(container);
  switch (state) {
    case 'running':
    case 'healthy':
    case 'unhealthy':
    case 'starting':
    case 'paused':
      return null;
    case 'created':
      return { what: 'Created, not started yet', more: null, tone: 'quiet' };
    case 'removing':
      return { what: 'Being removed', more: null, tone: 'quiet' };
    case 'dead':
      return { what: 'Dead: the engine failed to remove it', more: null, tone: 'bad' };
    case 'restarting':
      return { what: restartWords(container), more: restartPolicyWords(container), tone: 'warn' };
    case 'crashed':
    case 'stopped':
    case 'exited':
      return {
        what: container.end ? endWords(container, container.end) : 'Exited',
        more: ranFor(container),
        tone: state === 'crashed' ? 'bad' : 'quiet',
      };
  }
}

function endWords(container: Container, end: End): string {
  if (end.outOfMemory) {
    return container.memoryLimitBytes ? `Out of memory at ${formatMemoryLimit(container.memoryLimitBytes)}` : 'Out of memory';
  }
  if (end.by.kind === 'engine') return 'Taken down with the engine';
  if (end.requested === 'yes') return end.by.kind === 'notKnown' ? 'Stopped, by whom is not known' : `Stopped by ${actorWords(end.by)}`;
  if (end.exitCode === null) return 'Exited, code not known';
  if (end.exitCode === 0) return 'Finished, code 0';
  return exitWords(end.exitCode);
}

const crashSignals: ReadonlySet<string> = new Set(['SIGSEGV', 'SIGABRT', 'SIGBUS', 'SIGILL', 'SIGFPE', 'SIGTRAP']);

/** 'Crashed: SIGSEGV, exited 139', 'Command not found, exited 127', 'Exited 1'. */
export function exitWords(exitCode: number): string {
  const words = exitCodeWords(exitCode);
  if (words === null) return `Exited ${exitCode}`;
  const signal = words.replace('killed by ', '');
  if (crashSignals.has(signal)) return `Crashed: ${signal}, exited ${exitCode}`;
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}, exited ${exitCode}`;
}

function restartWords({ end, restartCount }: Container): string {
  const again = restartCount > 1 ? `, restarted ${restartCount} times` : '';
  if (!end) return `Restarting${again}`;
  if (end.outOfMemory) return `Out of memory${again}`;
  return end.exitCode === null ? `Restarting${again}` : `${exitWords(end.exitCode)}${again}`;
}

function restartPolicyWords({ restartPolicy }: Container): string | null {
  return restartPolicy === '' || restartPolicy === 'no' ? null : `Restart policy ${restartPolicy}`;
}

function ranFor({ startedAtMs, end }: Container): string | null {
  if (startedAtMs === null || end?.atMs == null || end.atMs < startedAtMs) return null;
  return `Ran ${formatDuration(end.atMs - startedAtMs)}`;
}

/** The uptime column: how long it has been up, or how it ended and when. */
export interface UptimeWords {
  readonly first: string;
  readonly second: string | null;
  readonly secondIsBad: boolean;
}

export function uptimeWords(container: Container, nowMs: number): UptimeWords {
  const { state, end, startedAtMs, health, healthSinceMs } = container;
  const words = (first: string, second: string | null, secondIsBad = false): UptimeWords => ({ first, second, secondIsBad });
  if (state === 'running' || state === 'paused') {
    const first = startedAtMs === null ? '–' : formatDuration(nowMs - startedAtMs);
    if (health !== 'unhealthy' || healthSinceMs === null) return words(first, null);
    return words(first, `unhealthy ${roughly(nowMs - healthSinceMs)}`, true);
  }
  if (state === 'created') return words('–', null);
  const when = end?.atMs == null ? null : formatAgo(end.atMs, nowMs);
  if (end?.requested === 'yes') return words('Stopped', when);
  return words(end?.exitCode == null ? 'Exited' : `Exited ${end.exitCode}`, when);
}

/** One unit, as there is little room. */
function roughly(durationMs: number): string {
  return formatDuration(durationMs).split(' ')[0] ?? '';
}
