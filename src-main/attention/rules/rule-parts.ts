import type { Change } from '../../../src-shared/changes.ts';
import type { Result } from '../../../src-shared/failure.ts';
import type { Fleet } from '../../../src-shared/fleet.ts';
import type { FlowCommand, FlowReply } from '../../../src-shared/flow.ts';
import type { Rule, RuleTrial } from '../../../src-shared/rules.ts';
import type { SampleBatch, SampleHistory } from '../../../src-shared/samples.ts';
import type { ContainerReference } from '../../commands/parts.ts';
import type { EngineClient } from '../../docker/client.ts';
import type { Log } from '../../lib/log.ts';
import type { Operations } from '../../operations/operations.ts';
import type { SettingsStore } from '../../store/settings.ts';
import type { RuleListener } from './rule-events.ts';

/** What rules need of the rest of the core; the names are those of CoreParts where it has them. */
export interface RuleParts {
  fleet(): Fleet;
  /** Every Change once the Fleet includes it, the narrator's included. Returns its unsubscribe. */
  onChanges(listener: (changes: readonly Change[]) => void): () => void;
  /** Every tick's samples, once `samples` has them. Returns its unsubscribe. */
  onSamples(listener: (batch: SampleBatch) => void): () => void;
  readonly samples: {
    layoutOf(hostId: string): { readonly layout: number; readonly containerIds: readonly string[] } | null;
    history(containers: readonly ContainerReference[] | null, sinceMs: number): SampleHistory[];
  };
  /** For the feed's line when a container is left alone. */
  tell(changes: readonly Change[]): void;
  clientFor(hostId: string): Result<EngineClient>;
  readonly operations: Operations;
  readonly settings: Pick<SettingsStore, 'current' | 'onChange'>;
  readonly flow: { send(hostId: string, containerId: string, message: FlowCommand, timeoutMs: number): Promise<Result<FlowReply>> };
  /** Small values that outlive the core: `kept` as an earlier run has put it (unparsed), `put` under one key. */
  readonly values: { readonly kept: unknown; put(value: unknown): void };
  readonly onRule: RuleListener;
  readonly log: Log;
  readonly now?: () => number;
  /** Between two pings of a flow container that answers, in ms. */
  readonly pingEveryMs?: number;
}

/** Rules at work. Costs nothing while all are off. */
export interface Rules {
  /** What the rule would have done over the samples that are kept; changes nothing. */
  tryRule(rule: Rule): Result<RuleTrial>;
  /** Stops timers, pings and recoveries. */
  dispose(): void;
}

/** The key under which whoever composes rules keeps `values`. */
export const rulesValueKey = 'rules';
