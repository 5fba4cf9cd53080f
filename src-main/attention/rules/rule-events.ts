import type { Rule } from '../../../src-shared/rules.ts';

interface OnContainer {
  readonly rule: Rule;
  readonly hostId: string;
  readonly containerId: string;
  readonly atMs: number;
}

/** A rule that a container breaks. One at a time for a rule and container. */
export interface RuleBreach extends OnContainer {
  /** Since when it has been so: the rule's own duration lies between this and `atMs`. */
  readonly sinceMs: number;
  /** 'CPU 121 % for 2 min'. */
  readonly text: string;
  /** Per cent, bytes or a count, as its condition measures; null where it measures nothing. */
  readonly value: number | null;
}

/**
 * What rules tell, in order: `begun`, then what recovery does, then `ended`. Whoever keeps incidents makes one of kind
 * `rule` of each breach, or lets it join an open story of the same container that is about the same thing.
 */
export type RuleEvent =
  | ({ readonly type: 'begun' } & RuleBreach)
  /** The breach goes on after `begun`, and its container will be restarted at `dueMs`: 'Restart 2 of 3 in 4 s'. */
  | (OnContainer & {
      readonly type: 'restartPlanned';
      readonly number: number;
      readonly of: number;
      readonly dueMs: number;
      readonly text: string;
    })
  | (OnContainer & { readonly type: 'restarted'; readonly number: number; readonly of: number })
  /** `why` is the Failure's sentence, redacted. It counts as one of the restarts. */
  | (OnContainer & { readonly type: 'restartFailed'; readonly number: number; readonly of: number; readonly why: string })
  /** No more restarts: 'Restarted 3 times by rule X, then left alone. Fix it, then start it.' */
  | (OnContainer & { readonly type: 'leftAlone'; readonly text: string })
  /** `how`: 'CPU is back under 95 %', 'Removed', 'The rule was switched off'. */
  | (OnContainer & { readonly type: 'ended'; readonly how: string });

/** Whoever keeps incidents: called once an event, after the Fleet includes what caused it. */
export type RuleListener = (event: RuleEvent) => void;
