import type { Change } from '../../src-shared/changes.ts';
import { fail, type Result, succeed } from '../../src-shared/failure.ts';
import { containerKey } from '../../src-shared/ids.ts';
import type { IncidentEvidence, MuteScope, MuteUntil } from '../../src-shared/incidents.ts';
import type { Rule, RuleTrial } from '../../src-shared/rules.ts';
import { openMemoryStore } from '../store/memory-store.ts';
import type { SettingsStore } from '../store/settings.ts';
import { type Kept, nothingKept, type Store } from '../store/store.ts';
import type { Attention } from './attention.ts';
import type { AttentionParts } from './attention-parts.ts';
import { type AttentionTimes, usualTimes } from './attention-times.ts';
import { ContainerWatch } from './container-watch.ts';
import { ContainerCgroups } from './evidence/container-cgroups.ts';
import { EvidenceKeeper } from './evidence/evidence-keeper.ts';
import { Examiner } from './evidence/examiner.ts';
import { PastImages } from './evidence/past-images.ts';
import { DeathTeller } from './incidents/death-teller.ts';
import { DeathWatch } from './incidents/death-watch.ts';
import { IncidentBook } from './incidents/incident-book.ts';
import { OwnActs } from './incidents/own-acts.ts';
import { RunBook } from './incidents/run-book.ts';
import { SeenKeeper } from './incidents/seen-keeper.ts';
import { UnseenTeller } from './incidents/unseen-teller.ts';
import { UnseenWatch } from './incidents/unseen-watch.ts';
import { Vanished } from './incidents/vanished.ts';
import { WellWatch } from './incidents/well-watch.ts';
import { Mutes, mutesValueKey } from './mutes.ts';
import { openRules } from './rules/open-rules.ts';
import type { RuleEvent } from './rules/rule-events.ts';
import { ruleTelling } from './rules/rule-incidents.ts';
import { type RuleParts, type Rules, rulesValueKey } from './rules/rule-parts.ts';

export interface AttentionOptions
  extends Omit<AttentionParts, 'settings' | 'now' | 'times'>,
    Pick<RuleParts, 'onSamples' | 'operations' | 'flow'> {
  readonly samples: RuleParts['samples'];
  readonly settings: Pick<SettingsStore, 'current' | 'onChange'>;
  /** What an earlier run has put in `store`. Nothing is judged before it is known. */
  readonly kept: Promise<Kept>;
  readonly now?: () => number;
  readonly times?: Partial<AttentionTimes>;
}

const evidenceAtOnce = 20;

/** Puts attention to work: follows the Fleet's Changes, and tells incidents and mutes as Changes. */
export function openAttention(options: AttentionOptions): Attention {
  return new AttentionAtWork(options);
}

class AttentionAtWork implements Attention {
  private readonly book: IncidentBook;
  private readonly mutes: Mutes;
  private readonly examiner: Examiner;
  private readonly evidence: EvidenceKeeper;
  private readonly seen: SeenKeeper;
  private readonly unseen: UnseenWatch;
  private readonly cgroups = new ContainerCgroups();
  private readonly deaths: DeathWatch;
  private readonly well: WellWatch;
  private readonly watch: ContainerWatch;
  private readonly endChanges: () => void;
  private readonly opened: Promise<void>;
  private rules: Rules | null = null;
  /** Hosts whose story is played: it is over with them. */
  private readonly demos = new Set<string>();
  private readonly demoStore = openMemoryStore(null);
  private disposed = false;
  /** What came before it was known what an earlier run has kept. */
  private waiting: Change[] | null = [];
  private readonly parts: AttentionParts;
  private readonly options: AttentionOptions;

  constructor(options: AttentionOptions) {
    this.options = options;
    const parts: AttentionParts = { ...options, now: options.now ?? Date.now, times: { ...usualTimes, ...options.times } };
    this.parts = parts;
    const acts = new OwnActs();
    const runs = new RunBook();
    const images = new PastImages();
    this.book = new IncidentBook({ ...parts, storeOf: (hostId) => this.storeOf(hostId) });
    this.mutes = new Mutes({ ...parts, incidents: () => this.book.stories().map((it) => it.incident) });
    this.examiner = new Examiner(parts);
    this.evidence = new EvidenceKeeper(parts, this.book, acts, images);
    this.seen = new SeenKeeper(parts, runs);
    const unseenTeller = new UnseenTeller(parts, runs, this.book, this.examiner, this.evidence);
    this.unseen = new UnseenWatch(parts, runs, this.seen, this.book, unseenTeller);
    const vanished = new Vanished(parts, runs, acts, this.cgroups);
    const teller = new DeathTeller(parts, this.book, this.evidence);
    this.deaths = new DeathWatch(parts, this.book, this.examiner, teller, vanished);
    this.well = new WellWatch(parts, this.book, runs, (hostId) => this.unseen.knows(hostId));
    const { book, deaths, unseen, seen, well, cgroups } = this;
    this.watch = new ContainerWatch(parts, { acts, runs, images, book, deaths, unseen, seen, well, cgroups });
    // What a batch causes is told in a batch of its own, once everybody has had this one. A microtask would come too early:
    // Electron runs those as soon as it has sent the batch to the window, in the middle of whatever caused it.
    this.endChanges = options.onChanges((changes) => {
      if (this.waiting) this.waiting.push(...changes);
      else process.nextTick(() => this.take(changes));
    });
    this.opened = this.open().catch((error: unknown) => parts.log.error('Attention could not be put to work', { error }));
  }

  async evidenceOf(incidentId: string): Promise<Result<IncidentEvidence[]>> {
    const hostId = this.book.get(incidentId)?.incident.hostId;
    const kept = await this.storeOf(hostId).evidenceOf(incidentId);
    return succeed(kept.slice(0, evidenceAtOnce));
  }

  forget(hostId: string, incidentId: string): Result<null> {
    if (!this.book.forget(hostId, incidentId))
      return fail('validation_error', 'This incident is not known any more. The list will catch up.');
    this.mutes.settle();
    return succeed(null);
  }

  mute(scope: MuteScope, until: MuteUntil): Result<null> {
    return this.mutes.mute(scope, until);
  }

  unmute(scope: MuteScope): Result<null> {
    return this.mutes.unmute(scope);
  }

  tryRule(rule: Rule): Result<RuleTrial> {
    return this.rules?.tryRule(rule) ?? fail('system_error', 'Quarterdeck is still starting. Try again in a moment.');
  }

  async dispose(): Promise<void> {
    this.disposed = true;
    this.endChanges();
    await this.opened;
    this.rules?.dispose();
    await this.deaths.close();
    this.cgroups.dispose();
    this.unseen.dispose();
    this.well.dispose();
    this.mutes.dispose();
    this.examiner.close();
    await this.evidence.close();
    this.book.dispose();
    this.seen.close();
  }

  private storeOf(hostId: string | undefined): Store {
    return hostId !== undefined && this.demos.has(hostId) ? this.demoStore : this.options.store;
  }

  private async open(): Promise<void> {
    const kept = await this.options.kept.catch((error: unknown) => {
      this.parts.log.error('What was kept could not be read', { error });
      return nothingKept;
    });
    if (this.disposed) return;
    this.book.load(kept.incidents);
    this.mutes.load(kept.values.get(mutesValueKey));
    this.seen.load(kept.values);
    const { fleet, onChanges, onSamples, samples, clientFor, operations, settings, flow, log, store } = this.options;
    const tell = (changes: readonly Change[]) => this.parts.tell(changes, { atOnce: false });
    const values = { kept: kept.values.get(rulesValueKey), put: (value: unknown) => store.putValue(rulesValueKey, value) };
    const onRule = (event: RuleEvent) => this.takeRule(event);
    const { now } = this.parts;
    this.rules = openRules({ fleet, onChanges, onSamples, samples, tell, clientFor, operations, settings, flow, values, onRule, log, now });
    const waiting = this.waiting ?? [];
    this.waiting = null;
    this.take(waiting);
  }

  private take(changes: readonly Change[]): void {
    if (this.disposed) return;
    for (const change of changes) {
      if (change.type === 'hostFound' && change.host.demo) this.demos.add(change.host.id);
      if (change.type === 'hostForgotten' && this.demos.has(change.hostId)) this.book.forgetHost(change.hostId);
    }
    this.watch.take(changes);
    if (changes.some((it) => it.type === 'incidentTold')) this.mutes.settle();
  }

  private takeRule(event: RuleEvent): void {
    const container = this.parts.fleet().containers.get(containerKey(event.hostId, event.containerId));
    const telling = ruleTelling(event, this.book.stories(), container, this.parts.times);
    if (telling) this.book.put([telling]);
  }
}
