import { create } from 'zustand';
import type { Failure } from '../../src-shared/failure.ts';

export interface ToastAction {
  readonly label: string;
  /** Shown beside the label; whoever shows the toast listens to it. */
  readonly shortcut?: string;
  readonly onPress: () => void;
}

export interface ToastInput {
  readonly text: string;
  readonly tone: 'plain' | 'bad';
  readonly action?: ToastAction;
  /** Shown behind 'Show details', with Copy. */
  readonly details?: string;
  /** A later toast of the same story takes the place of the earlier one. */
  readonly storyId?: string;
  /** How long a plain toast stays, in ms; Undo wants 8,000. */
  readonly stayMs?: number;
  /** When the action is over: the toast counts down to it and goes, whether it is looked at or not. */
  readonly untilMs?: number;
}

export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly tone: 'plain' | 'bad';
  readonly action: ToastAction | null;
  readonly details: string | null;
  readonly storyId: string | null;
  /** Null: until it is closed. */
  readonly stayMs: number | null;
  readonly untilMs: number | null;
}

const stayMs = 6_000;
export const toastsShown = 3;

export const useToasts = create<{ readonly toasts: readonly Toast[] }>(() => ({ toasts: [] }));

let lastId = 0;

/** Tells the user something that no row shows. Failures stay until they are closed. Returns the id for `closeToast`. */
export function showToast(input: ToastInput): number {
  lastId += 1;
  const toast = makeToast(lastId, input);
  useToasts.setState(({ toasts }) => ({ toasts: withToast(toasts, toast) }));
  return toast.id;
}

/** A Failure as a toast; its details go behind 'Show details'. */
export function showFailure(failure: Failure, storyId?: string): number {
  const details = [failure.kind, ...Object.entries(failure.details).map(([name, value]) => `${name}: ${value}`)].join('\n');
  return showToast({ text: failure.message, tone: 'bad', details, ...(storyId === undefined ? {} : { storyId }) });
}

export function closeToast(id: number): void {
  useToasts.setState(({ toasts }) => ({ toasts: toasts.filter((it) => it.id !== id) }));
}

export function makeToast(id: number, input: ToastInput): Toast {
  return {
    id,
    text: input.text,
    tone: input.tone,
    action: input.action ?? null,
    details: input.details ?? null,
    storyId: input.storyId ?? null,
    stayMs: input.tone === 'bad' || input.untilMs !== undefined ? null : (input.stayMs ?? stayMs),
    untilMs: input.untilMs ?? null,
  };
}

/** The toasts after `toast` came: its story's earlier toast gives way; over the limit the oldest plain one goes, then the oldest. */
export function withToast(toasts: readonly Toast[], toast: Toast): readonly Toast[] {
  const at = toast.storyId === null ? -1 : toasts.findIndex((it) => it.storyId === toast.storyId);
  if (at >= 0) return toasts.with(at, toast);
  const all = [...toasts, toast];
  while (all.length > toastsShown) {
    const plain = all.findIndex((it) => it.tone === 'plain' && it !== toast);
    all.splice(Math.max(plain, 0), 1);
  }
  return all;
}
