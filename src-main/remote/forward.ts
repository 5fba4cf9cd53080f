import type { CoreCommandName, Value } from '../../src-shared/contract.ts';
import { parseResult } from '../../src-shared/contract.ts';
import { fail, type Result } from '../../src-shared/failure.ts';
import { type IncidentEvidence, incidentEvidenceSchema } from '../../src-shared/incidents.ts';
import { numbersFromWire } from '../../src-shared/remote-wire.ts';
import { sampleWidth } from '../../src-shared/samples.ts';
import { hostIdThere, incidentIdThere, localHostId } from './remote-ids.ts';

/** A command's argument with the ids and times that the remote knows. What a program said (`message.data`) is left as it is. */
export function argumentThere(argument: unknown, aheadMs: number): unknown {
  if (typeof argument !== 'object' || argument === null) return argument;
  const there: Record<string, unknown> = { ...argument };
  if (typeof there['incidentId'] === 'string' && typeof there['hostId'] === 'string')
    there['incidentId'] = incidentIdThere(there['incidentId'], there['hostId']);
  if (typeof there['hostId'] === 'string') there['hostId'] = hostIdThere(there['hostId']);
  // A mute names its host once more, and the time at which it ends.
  if (typeof there['scope'] === 'object') there['scope'] = argumentThere(there['scope'], aheadMs);
  const until = there['until'];
  if (typeof until === 'object' && until !== null && 'atMs' in until && typeof until.atMs === 'number')
    there['until'] = { ...until, atMs: until.atMs - aheadMs };
  for (const name of ['watched', 'containers']) {
    const list = there[name];
    if (Array.isArray(list)) there[name] = list.map((one: unknown) => argumentThere(one, aheadMs));
  }
  if (typeof there['sinceMs'] === 'number') there['sinceMs'] -= aheadMs;
  return there;
}

/** The remote's answer to a command, checked, with our host ids. */
export function answerHere<C extends CoreCommandName>(command: C, answer: unknown, remoteId: string, aheadMs: number): Result<Value<C>> {
  try {
    return parseResult(command, withOurIds(command, onOurClock(command, answer, aheadMs), remoteId));
  } catch (error) {
    return fail(
      'system_error',
      'The other Quarterdeck gave an answer that this one does not understand. Use the same version on both machines.',
      {
        command,
        cause: error instanceof Error ? error.message.slice(0, 300) : String(error),
      },
    );
  }
}

function withOurIds(command: CoreCommandName, answer: unknown, remoteId: string): unknown {
  switch (command) {
    case 'getSampleHistory':
    case 'broadcastFlow':
      return changeValue(answer, (value) => (Array.isArray(value) ? value.map((one: unknown) => withOurId(one, remoteId)) : value));
    case 'inspectContainer':
      return changeValue(answer, (value) =>
        typeof value === 'object' && value !== null && 'container' in value
          ? { ...value, container: withOurId(value.container, remoteId) }
          : value,
      );
    default:
      return answer;
  }
}

function onOurClock(command: CoreCommandName, answer: unknown, aheadMs: number): unknown {
  switch (command) {
    case 'getSampleHistory':
      return historyFromWire(answer, aheadMs);
    case 'getIncidentEvidence':
      return changeValue(answer, (value) =>
        incidentEvidenceSchema
          .array()
          .parse(value)
          .map((it) => evidenceHere(it, aheadMs)),
      );
    default:
      return answer;
  }
}

/** As its incident is told here. The engine's own words keep the engine's times. */
function evidenceHere(evidence: IncidentEvidence, aheadMs: number): IncidentEvidence {
  const later = (atMs: number | null) => (atMs === null ? null : atMs + aheadMs);
  return {
    ...evidence,
    diedAtMs: later(evidence.diedAtMs),
    logTail: evidence.logTail.map((it) => ({ ...it, atMs: later(it.atMs) })),
    samples: evidence.samples.map((it, at) => (at % sampleWidth === 0 ? it + aheadMs : it)),
  };
}

function historyFromWire(answer: unknown, aheadMs: number): unknown {
  return changeValue(numbersInValue(answer), (value) => {
    for (const one of Array.isArray(value) ? value : []) {
      const values: unknown = Reflect.get(Object(one), 'values');
      if (values instanceof Float64Array) shiftTimes(values, 0, sampleWidth, aheadMs);
    }
    return value;
  });
}

function numbersInValue(answer: unknown): unknown {
  return changeValue(answer, numbersFromWire);
}

/** Puts the times in rows of `width` numbers, at `offset` in each, on our clock. */
export function shiftTimes(values: Float64Array, offset: number, width: number, aheadMs: number): void {
  if (aheadMs === 0) return;
  for (let at = offset; at < values.length; at += width) values[at] = (values[at] ?? 0) + aheadMs;
}

function withOurId(value: unknown, remoteId: string): unknown {
  if (typeof value !== 'object' || value === null || !('hostId' in value) || typeof value.hostId !== 'string') return value;
  return { ...value, hostId: localHostId(remoteId, value.hostId) };
}

function changeValue(answer: unknown, change: (value: unknown) => unknown): unknown {
  return typeof answer === 'object' && answer !== null && 'value' in answer ? { ...answer, value: change(answer.value) } : answer;
}
