import { z } from 'zod';

/** The four kinds of expected error; the names are those of the Socket.IO API. */
export const failureKindSchema = z.enum(['docker_api_error', 'socket_communication_error', 'validation_error', 'system_error']);
export type FailureKind = z.infer<typeof failureKindSchema>;

export const failureSchema = z.object({
  kind: failureKindSchema,
  /** A sentence for the user: what happened and what to do next. Never holds a secret. */
  message: z.string(),
  /** Small facts for 'Show details' and the log, such as `statusCode` or `address`. */
  details: z.record(z.string(), z.string()),
  atMs: z.number(),
});
/** An expected error as a value. */
export type Failure = z.infer<typeof failureSchema>;

/** What every command answers with: a value or a Failure, never an exception. */
export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };

export function resultSchema<T extends z.ZodType>(value: T) {
  return z.discriminatedUnion('ok', [z.object({ ok: z.literal(true), value }), z.object({ ok: z.literal(false), failure: failureSchema })]);
}

export function succeed<T>(value: T): Result<T> {
  return { ok: true, value };
}

export function fail(kind: FailureKind, message: string, details: Record<string, string> = {}): Result<never> {
  return { ok: false, failure: makeFailure(kind, message, details) };
}

export function makeFailure(kind: FailureKind, message: string, details: Record<string, string> = {}): Failure {
  return { kind, message, details, atMs: Date.now() };
}
