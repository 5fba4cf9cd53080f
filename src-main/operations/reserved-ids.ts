import { randomUUID } from 'node:crypto';
import type { Actor } from '../../src-shared/model.ts';

const reserved = new WeakMap<Actor, string>();

/**
 * An id for the next operation that is run for this very Actor object, so that a program can be told which of the
 * operations in the feed was its own. Make an Actor for each request.
 */
export function reserveOperationId(by: Actor): string {
  const id = randomUUID();
  reserved.set(by, id);
  return id;
}

/** Whether the reserved id is still unused. */
export function isReserved(by: Actor): boolean {
  return reserved.has(by);
}

/** The reserved id, once; a new one for everybody else. */
export function takeOperationId(by: Actor): string {
  const id = reserved.get(by) ?? randomUUID();
  reserved.delete(by);
  return id;
}
