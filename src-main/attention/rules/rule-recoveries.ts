import type { Fleet } from '../../../src-shared/fleet.ts';
import { type ContainerKey, containerKey } from '../../../src-shared/ids.ts';
import type { Activity, Container } from '../../../src-shared/model.ts';
import type { Recovery, Rule } from '../../../src-shared/rules.ts';
import { restartContainer, startContainer } from '../../docker/actions.ts';
import { redactText } from '../../lib/redact.ts';
import { decideRecovery, leftAloneText, plannedText, type RecoveryState, untouched, whileWell } from './recovery.ts';
import { printOf, type RecoveryNote, readNotes, stateOf, writeNotes } from './recovery-notes.ts';
import type { RuleParts } from './rule-parts.ts';
import { isSampled } from './rule-readings.ts';
import { establishedMs, readingGapMs } from './rule-watch.ts';
import type { Watched } from './rule-watch-book.ts';

export interface RecoveriesOptions {
  readonly parts: RuleParts;
  /** Whether a person is about to end it, or something else is being done to it. */
  mustWait(watched: Watched, nowMs: number): boolean;
  /** A restart has ended, so that it must be looked at again. */
  onEnded(watched: Watched): void;
  now(): number;
}

/** Events of what was done until an operation's end come by another socket, and so a little later. */
const lateEventsMs = 2_000;
const attemptsKept = 20;
/** So long after a restart nothing is decided: the engine's events about it may still be on their way. */
const settleMs = 300;
/** Something else is being done to the container: it is tried again so much later. */
const busyMs = 1_000;

/** Restarts what breaks a rule, less and less eagerly, until it leaves it alone. Decisions are in recovery.ts. */
export class RuleRecoveries {
  /** When the restart ended; null while it goes on. */
  private readonly ours = new Map<ContainerKey, number | null>();
  private readonly notes: Map<string, RecoveryNote>;
  private readonly options: RecoveriesOptions;
  private disposed = false;

  constructor(options: RecoveriesOptions) {
    this.options = options;
    this.notes = new Map(readNotes(options.parts.values.kept).map((note) => [noteKey(note), note]));
  }

  /** Whether a rule restarts it, or has a moment ago. */
  isOurDoing(key: ContainerKey, nowMs: number): boolean {
    const endedMs = this.ours.get(key);
    if (endedMs === undefined) return false;
    if (endedMs === null || nowMs - endedMs < lateEventsMs) return true;
    this.ours.delete(key);
    return false;
  }

  /** What an earlier run has done for this rule, and the end that it was about. */
  earlier(rule: Rule, hostId: string, containerId: string): { readonly recovery: RecoveryState; readonly endMs: number | null } {
    const note = this.notes.get(noteKey({ ruleId: rule.id, hostId, containerId }));
    if (!note || note.print !== printOf(rule)) return { recovery: untouched, endMs: null };
    return { recovery: stateOf(note), endMs: note.endMs };
  }

  /** A person acted: nothing is planned any more, and the restarts are counted anew. */
  startOver(watched: Watched): void {
    watched.plannedMs = null;
    this.change(watched, { recovery: untouched, endMs: watched.endMs });
  }

  /** The container, or its rule, is none any more. */
  forget(watched: Watched): void {
    if (this.notes.delete(noteKey({ ...watched, ruleId: watched.rule.id }))) this.keep();
  }

  /** Forgets what was done for rules that are not among these, as they are now. */
  retainRules(rules: readonly Rule[]): void {
    const prints = new Map(rules.map((rule) => [rule.id, printOf(rule)]));
    this.drop((note) => prints.get(note.ruleId) !== note.print);
  }

  /** Forgets what was done to containers of the host that are none any more. */
  retainContainers(hostId: string, containerIds: ReadonlySet<string>): void {
    this.drop((note) => note.hostId === hostId && !containerIds.has(note.containerId));
  }

  /** Decides what to do about a container as it is now known. */
  consider(watched: Watched, container: Container, nowMs: number): void {
    const { rule, state } = watched;
    const { recovery } = rule;
    if (recovery === null || this.disposed) return;
    const established = establishedMs(rule, state);
    if (established === null) {
      watched.plannedMs = null;
      const relaxed = state.breachSinceMs === null ? whileWell(recovery, watched.recovery, nowMs) : watched.recovery;
      this.change(watched, { recovery: relaxed, endMs: state.breachSinceMs === null ? null : watched.endMs });
      return;
    }
    const endMs = rule.condition.kind === 'notRunning' ? (container.end?.atMs ?? null) : null;
    this.change(watched, { recovery: watched.recovery, endMs });
    const endedMs = this.ours.get(watched.key);
    if (endedMs === null) return;
    if (endedMs !== undefined && nowMs >= endedMs && nowMs < endedMs + settleMs) {
      watched.plannedMs = endedMs + settleMs;
      return;
    }
    // What was read long ago may be so no more.
    const isOld = isSampled(rule.condition) && nowMs - (state.lastAtMs ?? 0) > readingGapMs;
    if (isOld || this.options.mustWait(watched, nowMs)) {
      watched.plannedMs = isOld ? null : nowMs + busyMs;
      return;
    }
    this.decide(watched, recovery, container, established, nowMs);
  }

  dispose(): void {
    this.disposed = true;
  }

  private decide(watched: Watched, recovery: Recovery, container: Container, established: number, nowMs: number): void {
    const { rule } = watched;
    const decision = decideRecovery(recovery, watched.recovery, established, nowMs);
    const about = { rule, hostId: watched.hostId, containerId: watched.containerId, atMs: nowMs };
    switch (decision.do) {
      case 'nothing':
        watched.plannedMs = null;
        return;
      case 'wait': {
        const isNew = watched.plannedMs !== decision.dueMs;
        watched.plannedMs = decision.dueMs;
        if (!isNew) return;
        const { number, dueMs } = decision;
        const text = plannedText(number, recovery.maxRestarts, dueMs - nowMs);
        this.options.parts.onRule({ type: 'restartPlanned', ...about, number, of: recovery.maxRestarts, dueMs, text });
        return;
      }
      case 'leaveAlone': {
        watched.plannedMs = null;
        this.change(watched, { recovery: { ...watched.recovery, leftAloneAtMs: nowMs }, endMs: watched.endMs });
        const text = leftAloneText(rule.name, recovery, container.state === 'running');
        this.options.parts.tell([{ type: 'activityTold', activity: leftAloneActivity(rule, container, text, nowMs) }]);
        this.options.parts.log.warn('A rule leaves a container alone', { rule: rule.id, containerId: watched.containerId });
        this.options.parts.onRule({ type: 'leftAlone', ...about, text });
        return;
      }
      case 'restart':
        watched.plannedMs = null;
        this.restart(watched, recovery, container, decision.number).catch((error: unknown) => {
          this.options.parts.log.error('A rule’s restart threw', { rule: rule.id, error });
        });
    }
  }

  private async restart(watched: Watched, recovery: Recovery, container: Container, number: number): Promise<void> {
    const { parts, now } = this.options;
    const { rule, hostId, containerId, key } = watched;
    const client = parts.clientFor(hostId);
    const before = watched.recovery;
    this.ours.set(key, null);
    // Counted and kept before it is done: a Quarterdeck that is killed meanwhile must not count it as none.
    const counted: RecoveryState = { ...before, attemptsAtMs: [...before.attemptsAtMs, now()].slice(-attemptsKept) };
    this.change(watched, { recovery: counted, endMs: watched.endMs });
    const tried = { acted: false };
    const target = { containerId, name: container.name.slice(0, 64) };
    const starts = rule.condition.kind === 'notRunning';
    const result = client.ok
      ? await parts.operations.run({
          hostId,
          containerId,
          kind: starts ? 'start' : 'restart',
          by: { kind: 'rule', name: rule.name },
          name: target.name,
          act: (signal) => {
            tried.acted = true;
            return starts ? startContainer(client.value, target, { signal }) : restartContainer(client.value, target, null, { signal });
          },
        })
      : client;
    this.ours.set(key, now());
    if (this.disposed) return;
    const about = { rule, hostId, containerId, atMs: now(), number, of: recovery.maxRestarts };
    if (result.ok) parts.onRule({ type: 'restarted', ...about });
    else if (tried.acted) parts.onRule({ type: 'restartFailed', ...about, why: redactText(result.failure.message) });
    // Refused before anything was done, as something else is being done to it or the host is given a rest: that is no try.
    else if (watched.recovery === counted) this.change(watched, { recovery: before, endMs: watched.endMs });
    this.options.onEnded(watched);
    if (!tried.acted) watched.plannedMs = now() + busyMs;
  }

  private change(watched: Watched, to: Pick<Watched, 'recovery' | 'endMs'>): void {
    if (watched.recovery === to.recovery && watched.endMs === to.endMs) return;
    Object.assign(watched, to);
    const { rule, hostId, containerId, endMs } = watched;
    const { attemptsAtMs, leftAloneAtMs } = watched.recovery;
    const note = { ruleId: rule.id, print: printOf(rule), hostId, containerId, attemptsAtMs: [...attemptsAtMs], leftAloneAtMs, endMs };
    if (attemptsAtMs.length === 0 && leftAloneAtMs === null && endMs === null) this.notes.delete(noteKey(note));
    else this.notes.set(noteKey(note), note);
    this.keep();
  }

  private drop(isOver: (note: RecoveryNote) => boolean): void {
    const over = [...this.notes].filter(([, note]) => isOver(note));
    for (const [key] of over) this.notes.delete(key);
    if (over.length > 0) this.keep();
  }

  private keep(): void {
    this.options.parts.values.put(writeNotes([...this.notes.values()]));
  }
}

/** Whether it can't be restarted now, or something else is being done to it. Pure. */
export function isBusy({ containers, hosts, operations }: Fleet, { key, hostId, containerId }: Watched): boolean {
  if (hosts.get(hostId)?.status.state !== 'connected') return true;
  const state = containers.get(key)?.state;
  if (state === 'paused' || state === 'restarting' || state === 'removing') return true;
  return [...operations.values()].some((it) => it.hostId === hostId && it.containerId === containerId);
}

function leftAloneActivity(rule: Rule, container: Container, text: string, atMs: number): Activity {
  const { hostId, id, name, project } = container;
  return {
    id: `rule:${rule.id}:${containerKey(hostId, id)}:${atMs}`,
    atMs,
    hostId,
    containerId: id,
    containerName: name,
    project,
    kind: 'health',
    tone: 'attention',
    text,
    by: { kind: 'rule', name: rule.name },
    facts: [],
    events: [],
  };
}

function noteKey({ ruleId, hostId, containerId }: Pick<RecoveryNote, 'ruleId' | 'hostId' | 'containerId'>): string {
  return `${ruleId}/${containerKey(hostId, containerId)}`;
}
