import { formatDuration, formatMemoryLimit } from '../../../src-shared/format.ts';
import type { EvidenceFact } from '../../../src-shared/incidents.ts';
import type { Container } from '../../../src-shared/model.ts';
import { exitCodeText } from './exit-words.ts';
import type { RunSequence } from './sequence.ts';

export interface EndFacts {
  readonly container: Pick<Container, 'memoryLimitBytes' | 'restartPolicy'>;
  readonly run: RunSequence;
  readonly exitCode: number | null;
  readonly ranForMs: number | null;
  readonly outOfMemory: boolean;
  /** inspect's own word. */
  readonly oomKilled: boolean;
}

/** What a verdict on an end rests on, most telling first. */
export function endFacts({ container, run, exitCode, ranForMs, outOfMemory, oomKilled }: EndFacts): EvidenceFact[] {
  const facts: EvidenceFact[] = [];
  if (run.death) facts.push({ label: 'Exit code', value: exitCodeText(exitCode) });
  if (outOfMemory) facts.push({ label: 'Cause', value: memoryCause(container.memoryLimitBytes) });
  if (run.outOfMemory) facts.push({ label: 'Out of memory', value: outOfMemoryText(run) });
  if (oomKilled) facts.push({ label: 'Engine’s OOMKilled', value: 'true' });
  if (run.signals.length > 0) facts.push({ label: 'Signals', value: run.signals.map((it) => it.name).join(', ') });
  if (ranForMs !== null) facts.push({ label: 'Ran for', value: formatDuration(ranForMs) });
  const sequence = sequenceText(run);
  if (sequence !== '') facts.push({ label: 'Events', value: sequence });
  if (container.restartPolicy !== 'no') facts.push({ label: 'Restart policy', value: container.restartPolicy });
  return facts;
}

export function memoryCause(limitBytes: number | null): string {
  return limitBytes === null ? 'The machine’s memory ran out' : `Memory reached its limit, ${formatMemoryLimit(limitBytes)}`;
}

/** ' at 512 MiB'; '' where nothing limits it but the machine. */
export function atLimit(limitBytes: number | null): string {
  return limitBytes === null ? '' : ` at ${formatMemoryLimit(limitBytes)}`;
}

function outOfMemoryText({ outOfMemory, death }: RunSequence): string {
  const times = outOfMemory && outOfMemory.count > 1 ? `${outOfMemory.count} times, the last ` : '';
  const beforeMs = outOfMemory && death ? death.atMs - outOfMemory.lastAtMs : null;
  if (beforeMs === null) return `${times}killed a process in it`;
  return `${times}killed a process ${beforeMs < 1_000 ? `${Math.abs(beforeMs)}\u00a0ms` : formatDuration(beforeMs)} ${beforeMs < 0 ? 'after' : 'before'} the end`;
}

/** The engine's own words in the order of their times: 'kill SIGTERM, die 143, stop'. */
export function sequenceText(run: RunSequence): string {
  const steps: { readonly atMs: number; readonly text: string }[] = run.signals.map((it) => ({ atMs: it.atMs, text: `kill ${it.name}` }));
  if (run.outOfMemory) steps.push({ atMs: run.outOfMemory.lastAtMs, text: 'oom' });
  if (run.death) steps.push({ atMs: run.death.atMs, text: `die ${run.death.exitCode ?? '–'}` });
  if (run.stoppedAtMs !== null) steps.push({ atMs: run.stoppedAtMs, text: 'stop' });
  if (run.removedAtMs !== null) steps.push({ atMs: run.removedAtMs, text: 'destroy' });
  return steps
    .sort((one, other) => one.atMs - other.atMs)
    .map((it) => it.text)
    .join(', ');
}
