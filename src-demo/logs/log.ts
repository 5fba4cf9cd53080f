import { nth } from '../load/random.ts';
import type { Container, Run } from '../world/container.ts';
import { greetings, paceMs, type Utterance, utter } from './voices.ts';

export interface LogLine extends Utterance {
  readonly atMs: number;
}

/** Older lines are gone, as with a log driver that rotates its files. */
export const linesKept = 2_000;

const greetingGapMs = 35;

/** The newest lines written at or before `untilMs` and after `sinceMs`, oldest first, at most `limit`. */
export function linesOf(container: Container, sinceMs: number, untilMs: number, limit: number): LogLine[] {
  const wanted = Math.min(limit, linesKept);
  const lines: LogLine[] = [];
  for (const run of [...container.runs].reverse()) {
    if (lines.length >= wanted || (run.endedAtMs ?? untilMs) < sinceMs) break;
    for (const line of backwards(container, run, untilMs)) {
      if (lines.length >= wanted || line.atMs <= sinceMs) break;
      lines.push(line);
    }
  }
  return lines.reverse();
}

/** When the program will say its next thing after `afterMs`, if it runs on. */
export function nextLineAtMs(container: Container, afterMs: number): number | null {
  const run = container.runs.at(-1);
  if (!run || run.endedAtMs !== null) return null;
  let n = countBefore(container, run, afterMs);
  while (timeOf(container, run, n) <= afterMs) n++;
  return timeOf(container, run, n);
}

function* backwards(container: Container, run: Run, untilMs: number): Generator<LogLine> {
  const endMs = Math.min(run.endedAtMs ?? container.pausedSinceMs ?? untilMs, untilMs);
  if (run.endedAtMs !== null && run.endedAtMs <= untilMs) {
    for (const text of [...run.lastWords].reverse()) yield { atMs: run.endedAtMs, stream: 'stderr', text };
  }
  for (let n = countBefore(container, run, endMs); n >= 0; n--) {
    const atMs = timeOf(container, run, n);
    if (atMs > endMs || run.pauses.some((pause) => atMs > pause.fromMs && atMs < pause.toMs)) continue;
    yield { atMs, ...lineAt(container, run, n) };
  }
}

function lineAt(container: Container, run: Run, n: number): Utterance {
  const { voice, seed } = container.spec;
  const opening = greetings(voice);
  return opening[n] ?? utter(voice, seed ^ run.number, n);
}

/** A number not below that of the last line before `atMs`. */
function countBefore(container: Container, run: Run, atMs: number): number {
  const { voice } = container.spec;
  const lines = (atMs - run.startedAtMs) / paceMs[voice];
  return Math.max(0, Math.ceil(lines)) + greetings(voice).length;
}

function timeOf(container: Container, run: Run, n: number): number {
  const { voice, seed } = container.spec;
  const opening = greetings(voice).length;
  if (n < opening) return run.startedAtMs + n * greetingGapMs;
  const jitter = nth(seed ^ run.number ^ 0x5f3a, n) * 0.8;
  return run.startedAtMs + opening * greetingGapMs + (n - opening + jitter) * paceMs[voice];
}
