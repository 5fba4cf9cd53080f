import { boundText } from '../../../src-shared/container-detail.ts';
import type { EvidenceFact, IncidentEvidence, IncidentLogLine, VerdictKind } from '../../../src-shared/incidents.ts';
import type { LogLine } from '../../../src-shared/logs.ts';
import type { Container, EngineEvent } from '../../../src-shared/model.ts';
import { hidden, redactText } from '../../lib/redact.ts';

/** So long at most is worked without a pause. */
const sliceMs = 4;

/** All that is known of one death, as far as it has come. */
export interface DeathFacts {
  readonly container: Container;
  readonly verdict: VerdictKind;
  readonly facts: readonly EvidenceFact[];
  readonly tail: readonly LogLine[];
  readonly errorLineIndex: number | null;
  readonly samples: readonly number[];
  readonly diedAtMs: number | null;
  readonly events: readonly EngineEvent[];
}

/**
 * What is kept of it: without secrets, and bounded. `nextTurn` is waited for after each `sliceMs`: to look for secrets in lines
 * that are made to be hard to read takes milliseconds a line.
 */
export async function evidenceOf(death: DeathFacts, nextTurn: () => Promise<unknown>): Promise<IncidentEvidence> {
  return {
    containerId: death.container.id,
    verdict: death.verdict,
    facts: death.facts.map(({ label, value }) => ({ label, value: redactText(value) })),
    logTail: await redactedTail(death.tail, nextTurn),
    errorLineIndex: death.errorLineIndex,
    samples: [...death.samples],
    diedAtMs: death.diedAtMs,
    memoryLimitBytes: death.container.memoryLimitBytes,
    events: death.events.slice(-60),
  };
}

/** A log's lines as error lines are looked for in them. */
export function plainTail(tail: readonly LogLine[]): IncidentLogLine[] {
  return tail.map(({ atMs, stream, text }) => ({ atMs, stream, text }));
}

/** Each line for itself, but a private key over all of its lines. */
async function redactedTail(tail: readonly LogLine[], nextTurn: () => Promise<unknown>): Promise<IncidentLogLine[]> {
  const lines: IncidentLogLine[] = [];
  let inKey = false;
  let sinceMs = performance.now();
  for (const { atMs, stream, text } of tail) {
    if (performance.now() - sinceMs > sliceMs) {
      await nextTurn();
      sinceMs = performance.now();
    }
    const begins = /-----BEGIN [A-Z ]{0,32}PRIVATE KEY-----/.test(text);
    const ends = /-----END [A-Z ]{0,32}PRIVATE KEY-----/.test(text);
    const inside = inKey && !begins;
    inKey = (inKey || begins) && !ends;
    lines.push({ atMs, stream, text: inside ? hidden : redactText(text) });
  }
  return lines;
}

/** What was different shortly before a death. */
export interface Changed {
  readonly updated: { readonly code: boolean; readonly agoMs: number } | null;
  /** The image of the container that had its name before, and since when this one is there. */
  readonly replaced: { readonly image: string; readonly agoMs: number } | null;
  readonly diedWith: readonly string[];
}

const namesTold = 10;

/** The same as facts of the evidence. Pure. */
export function changedFacts(changed: Changed, ago: (durationMs: number) => string): EvidenceFact[] {
  const facts: EvidenceFact[] = [];
  const { updated, replaced, diedWith } = changed;
  if (updated) facts.push({ label: 'Changed before', value: `${updated.code ? 'New code' : 'Updated'} ${ago(updated.agoMs)} before` });
  if (replaced) facts.push({ label: 'Image before', value: `${boundText(replaced.image, 255)}, replaced ${ago(replaced.agoMs)} before` });
  if (diedWith.length > 0) {
    const more = diedWith.length > namesTold ? ` and ${diedWith.length - namesTold} more` : '';
    const names = diedWith.slice(0, namesTold).map((it) => boundText(it, 64));
    facts.push({ label: 'Died with it', value: `${names.join(', ')}${more}` });
  }
  return facts;
}
