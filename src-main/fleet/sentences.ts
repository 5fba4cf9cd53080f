import { formatDuration } from '../../src-shared/format.ts';
import type { Activity, Actor } from '../../src-shared/model.ts';
import type { Verdict } from '../attention/verdicts/verdict.ts';

export const notKnown: Actor = { kind: 'notKnown', name: null };

/** What the feed says of one thing: the parts of an Activity that depend on what happened. */
export type Line = Pick<Activity, 'kind' | 'tone' | 'text' | 'by' | 'facts'>;

/** The line for a death, in the words of its verdict: stopped, finished, crashed or out of memory. Pure. */
export function deathLine(end: Verdict): Line {
  const { kind, what, by } = end;
  // The feed shows the events themselves.
  const facts = end.facts.filter((it) => it.label !== 'Events');
  switch (kind) {
    case 'stopped':
      return { kind: 'lifecycle', tone: 'stopped', text: what === 'Stopped' ? `${what}${ran(end.ranForMs)}` : what, by, facts };
    case 'finished':
    case 'jobEnded':
      return { kind: 'lifecycle', tone: 'stopped', text: `${what}${after(end.ranForMs)}`, by, facts };
    case 'childOutOfMemory':
      return { kind: 'health', tone: 'attention', text: what, by, facts };
    case 'takenDownWithEngine':
      return { kind: 'lifecycle', tone: 'stopped', text: what, by, facts };
    case 'unhealthy':
      return { kind: 'health', tone: 'unhealthy', text: what, by, facts };
    case 'crashed':
    case 'outOfMemory':
    case 'restartLoop':
    case 'diedUnseen':
      return end.news
        ? { kind: 'crash', tone: 'crashed', text: what, by, facts }
        : { kind: 'lifecycle', tone: 'stopped', text: what, by, facts };
  }
}

function ran(ranForMs: number | null): string {
  return ranForMs === null ? '' : `; ran ${formatDuration(ranForMs)}`;
}

function after(ranForMs: number | null): string {
  return ranForMs === null ? '' : `, after ${formatDuration(ranForMs)}`;
}

const tries = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth'];

/** 'Started again, third try'. */
export function startedAgainText(restartCount: number): string {
  const word = tries[restartCount - 1];
  if (word) return `Started again, ${word} try`;
  return restartCount > 0 ? `Started again, try ${restartCount}` : 'Started again';
}
