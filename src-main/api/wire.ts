import type { Failure, Result } from '../../src-shared/failure.ts';

/** A Failure as programs get it. */
export interface WireFailure {
  readonly error: true;
  readonly error_type: Failure['kind'];
  readonly message: string;
  readonly details: Readonly<Record<string, string>>;
  /** ISO 8601, UTC. */
  readonly timestamp: string;
}

export interface WireSuccess {
  readonly error: false;
  readonly data: unknown;
}

export function toWire(failure: Failure, more: Readonly<Record<string, string>> = {}): WireFailure {
  const { kind, message, details, atMs } = failure;
  return { error: true, error_type: kind, message, details: { ...details, ...more }, timestamp: isoTime(atMs) };
}

export function answerOf(result: Result<unknown>, more: Readonly<Record<string, string>> = {}): WireSuccess | WireFailure {
  return result.ok ? { error: false, data: result.value } : toWire(result.failure, more);
}

/** `2025-01-19T10:30:00Z`: with milliseconds only where there are any. */
export function isoTime(atMs: number): string {
  return new Date(atMs).toISOString().replace('.000Z', 'Z');
}
