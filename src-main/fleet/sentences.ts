import { exitCodeWords, signalName } from '../../src-shared/describe.ts';
import { formatDuration, formatMemoryLimit } from '../../src-shared/format.ts';
import type { Activity, Actor, Container } from '../../src-shared/model.ts';

export const notKnown: Actor = { kind: 'notKnown', name: null };

/** What the feed says of one thing: the parts of an Activity that depend on what happened. */
export type Line = Pick<Activity, 'kind' | 'tone' | 'text' | 'by' | 'facts'>;

export interface Death {
  readonly exitCode: number | null;
  readonly outOfMemory: boolean;
  readonly requested: boolean;
  /** The signals that somebody sent before it, oldest first. */
  readonly signals: readonly string[];
  readonly ranForMs: number | null;
  readonly by: Actor;
}

/** The line for a death: stopped, finished, crashed or out of memory. Pure. */
export function deathLine(container: Container, death: Death): Line {
  const facts = deathFacts(container, death);
  if (death.requested) {
    const killed = death.exitCode === 137 && death.signals.some((signal) => signalName(signal) === 'SIGKILL');
    const onlyKill = killed && death.signals.length === 1;
    const text = onlyKill ? 'Killed' : killed ? 'Stopped, had to be killed' : stoppedText(death);
    return { kind: 'lifecycle', tone: 'stopped', text, by: death.by, facts };
  }
  if (death.outOfMemory) {
    const at = container.memoryLimitBytes ? ` at ${formatMemoryLimit(container.memoryLimitBytes)}` : '';
    return {
      kind: 'crash',
      tone: 'crashed',
      text: `Ran out of memory${at}${exitSuffix(death.exitCode)}`,
      by: { kind: 'kernel', name: null },
      facts,
    };
  }
  const by: Actor = { kind: 'itself', name: null };
  if (death.exitCode === 0)
    return {
      kind: 'lifecycle',
      tone: 'stopped',
      text: `Finished, code 0${after(death.ranForMs)}`,
      by,
      facts,
    };
  // A job that somebody ran by hand may end with any code without that being news.
  const isJob = container.interactive || container.autoRemove;
  const text = crashText(death.exitCode);
  return isJob
    ? {
        kind: 'lifecycle',
        tone: 'stopped',
        text: `${text}${after(death.ranForMs)}`,
        by,
        facts,
      }
    : { kind: 'crash', tone: 'crashed', text, by, facts };
}

function stoppedText(death: Death): string {
  const expected = death.exitCode === 0 || death.exitCode === 143 || death.exitCode === null;
  return expected
    ? `Stopped${death.ranForMs === null ? '' : `; ran ${formatDuration(death.ranForMs)}`}`
    : `Stopped${exitSuffix(death.exitCode)}`;
}

function crashText(exitCode: number | null): string {
  if (exitCode === null) return 'Exited';
  if (exitCode === 127) return 'Command not found, exited 127';
  if (exitCode === 126) return 'Command can’t be executed, exited 126';
  const killed = exitCodeWords(exitCode)?.match(/^killed by (\w+)$/)?.[1];
  return killed ? `Crashed: ${killed}, exited ${exitCode}` : `Exited ${exitCode}`;
}

function exitSuffix(exitCode: number | null): string {
  return exitCode === null ? '' : `, exited ${exitCode}`;
}

function after(ranForMs: number | null): string {
  return ranForMs === null ? '' : `, after ${formatDuration(ranForMs)}`;
}

function deathFacts(container: Container, death: Death): Activity['facts'] {
  const facts: Activity['facts'] = [];
  if (death.exitCode !== null) {
    const words = exitCodeWords(death.exitCode);
    facts.push({
      label: 'Exit code',
      value: words ? `${death.exitCode}, ${words}` : String(death.exitCode),
    });
  }
  if (death.outOfMemory && container.memoryLimitBytes) {
    facts.push({
      label: 'Cause',
      value: `Memory reached its limit, ${formatMemoryLimit(container.memoryLimitBytes)}`,
    });
  }
  if (death.signals.length > 0)
    facts.push({
      label: 'Signals',
      value: death.signals.map(signalName).join(', '),
    });
  if (death.ranForMs !== null) facts.push({ label: 'Ran for', value: formatDuration(death.ranForMs) });
  return facts;
}

const tries = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth'];

/** 'Started again, third try'. */
export function startedAgainText(restartCount: number): string {
  const word = tries[restartCount - 1];
  if (word) return `Started again, ${word} try`;
  return restartCount > 0 ? `Started again, try ${restartCount}` : 'Started again';
}
