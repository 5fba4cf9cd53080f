import type { Failure } from '../../src-shared/failure.ts';
import type { OperationKind } from '../../src-shared/model.ts';

/** What an operation's end says of its host: it answered, it is at fault, or neither can be told (cancelled, refused here). */
export type Verdict = 'answered' | 'fault' | 'unknown';

/** The way to the engine broke; it may be back in a moment. */
const brokenConnection: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ENOENT', 'ETIMEDOUT', 'EHOSTUNREACH']);
const timedOut = 'DEADLINE';
const worthRepeating: ReadonlySet<number> = new Set([408, 429]);

/** An end that depends on a registry or on a configuration: what the engine answers with 500 there is mostly not its fault. */
const dependsOnOthers: ReadonlySet<OperationKind> = new Set<OperationKind>(['pull', 'create', 'update', 'updateCode']);

/** Of these, doing it twice is doing it once: a second start, stop or removal finds it done. */
const repeatable: ReadonlySet<OperationKind> = new Set<OperationKind>(['start', 'stop', 'remove']);

/**
 * Words with which the engine blames the container though it answers with 500, beside those for which action-failures.ts
 * has a sentence (`about: container`). Doing it again changes nothing, and the host is well. Seen on Engine 20.10.
 */
const containersFault =
  /runtime create failed|failed to create (?:shim )?task|error mounting|invalid mount|failed programming external connectivity|no such image|cannot kill container/i;

/** Whether an operation of this kind may be done again after this Failure: 408, 429, 5xx and broken connections only. Pure. */
export function mayRepeat(kind: OperationKind, failure: Failure): boolean {
  return repeatable.has(kind) && mayPass(failure);
}

/** Whether what failed so may succeed in a moment: what only reads may then be done again. Pure. */
export function mayPass(failure: Failure): boolean {
  const { code, statusCode } = factsOf(failure);
  if (code !== null) return brokenConnection.has(code);
  return statusCode !== null && (worthRepeating.has(statusCode) || isServersFault(statusCode, failure));
}

/** What a Failure says of the host: connections that break, timeouts and 5xx are its faults; 404, 409 or a refusal of ours are not. Pure. */
export function verdictOf(kind: OperationKind, failure: Failure): Verdict {
  const { code, statusCode } = factsOf(failure);
  if (code !== null) return code === timedOut || brokenConnection.has(code) ? 'fault' : 'unknown';
  if (statusCode === null) return 'unknown';
  return isServersFault(statusCode, failure) && !dependsOnOthers.has(kind) ? 'fault' : 'answered';
}

function isServersFault(statusCode: number, failure: Failure): boolean {
  return statusCode >= 500 && failure.details['about'] !== 'container' && !containersFault.test(failure.details['engine'] ?? '');
}

function factsOf(failure: Failure): { readonly code: string | null; readonly statusCode: number | null } {
  const status = Number(failure.details['statusCode'] ?? Number.NaN);
  return { code: failure.details['code'] ?? null, statusCode: Number.isInteger(status) ? status : null };
}
