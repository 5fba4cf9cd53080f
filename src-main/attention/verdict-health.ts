import type { ChangeOf } from '../../src-shared/changes.ts';
import type { Container } from '../../src-shared/model.ts';
import type { Verdict } from './verdict.ts';

/** The last entry of inspect's State.Health.Log. */
export interface HealthCheckRun {
  readonly exitCode: number;
  readonly output: string;
  readonly startedAtMs: number | null;
  readonly endedAtMs: number | null;
}

export interface HealthNews {
  readonly change: ChangeOf<'containerHealthChanged'>;
  readonly container: Container;
  /** Null while inspect has not told. */
  readonly lastCheck: HealthCheckRun | null;
  readonly failingStreak: number | null;
  /** Somebody is ending the container: `intentOf` of its run. */
  readonly ending: boolean;
}

/** What a change of health means; null where it is none for the worse. */
export function classifyHealth(news: HealthNews): Verdict | null {
  void news;
  return null;
}
