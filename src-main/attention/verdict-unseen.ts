import type { ContainerEventChange } from '../../src-shared/changes.ts';
import type { Container } from '../../src-shared/model.ts';
import type { RunSequence } from './sequence.ts';
import type { Verdict } from './verdict.ts';

/** A time in which nobody watched, and what is known of it. */
export interface Gap {
  /** `away`: the connection to the engine was lost; `closed`: no Quarterdeck ran. */
  readonly how: 'away' | 'closed';
  /** When we last heard of the engine, and when it was listed. */
  readonly fromMs: number;
  readonly untilMs: number;
  /** Whether the engine itself was down meanwhile: true where nothing listened or it was stopped; null where that is not known. */
  readonly engineWasDown: boolean | null;
  /** `GET /info`: containers outlive the daemon; null where that was not asked. */
  readonly liveRestore: boolean | null;
}

export interface Unseen {
  /** As it was known before; it ran then. */
  readonly before: Container;
  /** As it is now, inspected. */
  readonly now: Container;
  readonly gap: Gap;
  /** `engineTookThemDown` of all of the host's containers. */
  readonly engineTookDown: boolean;
  /** Its last run before the gap, as far as its events had come. */
  readonly run: RunSequence;
  /** What the engine still remembers of the gap (`GET /events?since=`), oldest first; null where it was not asked or restarted. */
  readonly remembered: readonly ContainerEventChange[] | null;
  readonly stopSignal: string | null;
  readonly notifyJobs: boolean;
}

/**
 * Whether the engine's end, and not their own, ended what ran before the gap: without live-restore no run outlives the
 * daemon. Takes all containers of the host, before and now.
 */
export function engineTookThemDown(before: readonly Container[], now: readonly Container[], gap: Gap): boolean {
  void [before, now, gap];
  return false;
}

/** What happened to a container that ran when it was last seen; null: the same run goes on. */
export function classifyUnseen(unseen: Unseen): Verdict | null {
  void unseen;
  return null;
}
