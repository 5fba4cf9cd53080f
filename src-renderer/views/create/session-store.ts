import { create } from 'zustand';
import type { Failure } from '../../../src-shared/failure.ts';
import { problemsIn } from './field-keys.ts';
import { type FormValues, sameValues } from './form-values.ts';
import { type Problems, withoutBlankRows } from './to-config.ts';

/** Where a form is: being filled in, sent, or sent back. */
export type Phase =
  | { readonly kind: 'editing' }
  /** `before`: the operations that there were already, so that ours can be told from them. */
  | { readonly kind: 'sent'; readonly before: ReadonlySet<string> }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** One form with all that was typed into it. Kept while other views are shown, for as long as the window lives. */
export interface Session {
  readonly hostId: string;
  readonly values: FormValues;
  /** As it was opened: what differs from it was typed. */
  readonly opened: FormValues;
  /** What the user is told beside the fields, a sentence each. */
  readonly notes: readonly string[];
  /** Fields that were left once: only these show what is wrong with them, until the form is sent. */
  readonly visited: ReadonlySet<string>;
  /** How often it was tried to send it; the focus goes to the first problem each time. */
  readonly tries: number;
  /** What the core found wrong, until the field changes. */
  readonly refused: Problems;
  readonly phase: Phase;
}

interface SessionsState {
  readonly sessions: ReadonlyMap<string, Session>;
}

/** The forms by their id: 'create', or the key of the container that is updated. */
export const useSessions = create<SessionsState>()(() => ({ sessions: new Map() }));

export function sessionOf(id: string): Session | undefined {
  return useSessions.getState().sessions.get(id);
}

export function openSession(id: string, hostId: string, values: FormValues, notes: readonly string[] = []): void {
  put(id, {
    hostId,
    values,
    opened: values,
    notes,
    visited: new Set(),
    tries: 0,
    refused: new Map(),
    phase: { kind: 'editing' },
  });
}

export function closeSession(id: string): void {
  useSessions.setState(({ sessions }) => {
    const after = new Map(sessions);
    after.delete(id);
    return { sessions: after };
  });
}

/** Whether anything was typed that closing it for good would lose. */
export function isTouched(session: Session): boolean {
  return !sameValues(session.values, session.opened);
}

export function changeValues(id: string, patch: Partial<FormValues>): void {
  changeSession(id, ({ values, refused }) => {
    const changed = Object.keys(patch);
    return {
      values: { ...values, ...patch },
      refused: new Map([...refused].filter(([key]) => !changed.some((field) => key.startsWith(rootOf(field))))),
    };
  });
}

/** What the field is called in a configuration. */
function rootOf(field: string): string {
  if (field.startsWith('health')) return 'healthCheck';
  if (field.startsWith('memory')) return 'memoryLimitBytes';
  return field === 'maximumRetries' ? 'restartPolicy' : field;
}

export function visitField(id: string, key: string): void {
  const session = sessionOf(id);
  if (session && !session.visited.has(key)) changeSession(id, ({ visited }) => ({ visited: new Set([...visited, key]) }));
}

export function setHost(id: string, hostId: string): void {
  changeSession(id, () => ({ hostId }));
}

export function markTried(id: string): void {
  changeSession(id, ({ tries }) => ({ tries: tries + 1 }));
}

export function markSent(id: string, before: ReadonlySet<string>): void {
  changeSession(id, () => ({ phase: { kind: 'sent', before }, refused: new Map() }));
}

/** The values stay; what the core said of single fields is shown at them. */
export function markFailed(id: string, failure: Failure): void {
  changeSession(id, ({ values, tries }) => ({
    phase: { kind: 'failed', failure },
    refused: problemsIn(failure, withoutBlankRows(values)),
    tries: tries + 1,
  }));
}

export function markEditing(id: string): void {
  changeSession(id, () => ({ phase: { kind: 'editing' } }));
}

function changeSession(id: string, change: (before: Session) => Partial<Session>): void {
  const before = sessionOf(id);
  if (before) put(id, { ...before, ...change(before) });
}

function put(id: string, session: Session): void {
  useSessions.setState(({ sessions }) => ({ sessions: new Map([...sessions, [id, session]]) }));
}
