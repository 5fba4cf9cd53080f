import type { ChangeOf } from '../../../src-shared/changes.ts';
import { formatDuration } from '../../../src-shared/format.ts';
import type { EvidenceFact } from '../../../src-shared/incidents.ts';
import type { Container } from '../../../src-shared/model.ts';
import { hideSecrets } from '../../lib/redact.ts';
import { plainText } from '../evidence/plain-text.ts';
import type { Verdict } from './verdict.ts';

/** The last entry of inspect's State.Health.Log. */
export interface HealthCheckRun {
  /** -1 where it timed out or could not be run; null where that is not known. */
  readonly exitCode: number | null;
  readonly output: string;
  readonly startedAtMs: number | null;
  readonly endedAtMs: number | null;
}

export interface HealthNews {
  readonly change: ChangeOf<'containerHealthChanged'>;
  readonly container: Container;
  /** Null while inspect has not told. */
  readonly lastCheck: HealthCheckRun | null;
  readonly failingStreak: number | null;
  /** Somebody is ending the container: `intentOf` of its run. */
  readonly ending: boolean;
}

const outputLimit = 160;
/** How much of a check's output is looked at; the engine keeps 4 KiB. */
const looked = 4_096;

/** What a change of health means; null where it is none for the worse. */
export function classifyHealth({ change, container, lastCheck, failingStreak, ending }: HealthNews): Verdict | null {
  if (change.health !== 'unhealthy') return null;
  const why = lastCheck && checkText(lastCheck);
  const facts: EvidenceFact[] = [];
  if (why) facts.push({ label: 'Health check', value: why });
  if (lastCheck && lastCheck.exitCode !== null && lastCheck.exitCode >= 0)
    facts.push({ label: 'Its exit code', value: String(lastCheck.exitCode) });
  if (failingStreak !== null && failingStreak > 0) facts.push({ label: 'Failed in a row', value: String(failingStreak) });
  if (container.startedAtMs !== null && container.startedAtMs <= change.atMs)
    facts.push({ label: 'Runs for', value: formatDuration(change.atMs - container.startedAtMs) });
  return {
    kind: 'unhealthy',
    news: !ending,
    certain: true,
    by: { kind: 'healthCheck', name: null },
    facts,
    what: why ? `Unhealthy: ${why}` : 'Unhealthy',
    exitCode: null,
    diedAtMs: null,
    ranForMs: null,
    startsAgain: false,
  };
}

/** 'health check timed out after 3 s', its last line, or 'health check exited 1'. */
function checkText({ exitCode, output }: HealthCheckRun): string | null {
  const timedOut = /^Health check exceeded timeout \((?:(\d+)m)?(?:([\d.]+)s|([\d.]+)ms)?\)/.exec(output);
  if (timedOut) {
    const [, minutes = '0', seconds = '0', ms = '0'] = timedOut;
    return `health check timed out after ${shortTime(Number(minutes) * 60_000 + Number(seconds) * 1_000 + Number(ms))}`;
  }
  const last = output
    .slice(-looked)
    .split('\n')
    .map((line) => plainText(line).trim())
    .findLast((line) => line !== '');
  if (last !== undefined) return bounded(hideSecrets(last));
  return exitCode === null ? null : `health check exited ${exitCode}`;
}

function shortTime(durationMs: number): string {
  if (durationMs < 1_000) return `${Math.round(durationMs)}\u00a0ms`;
  return durationMs % 1_000 === 0 ? formatDuration(durationMs) : `${(durationMs / 1_000).toFixed(1)}\u00a0s`;
}

function bounded(text: string): string {
  return text.length > outputLimit ? `${text.slice(0, outputLimit - 1)}…` : text;
}
