import type { Change } from '../../../src-shared/changes.ts';
import { type ContainerKey, containerKey } from '../../../src-shared/ids.ts';
import type { Container, OperationKind } from '../../../src-shared/model.ts';
import { isTerminating } from '../verdicts/sequence.ts';
import { emptyMemory, type RuleMemory } from './rule-readings.ts';

interface Kept {
  memory: RuleMemory;
  /** Whether somebody asked for the last death; null before there was one. */
  lastEnd: 'yes' | 'no' | 'notKnown' | null;
  flowState: string | null;
  /** It has come to rest after a death: who starts it now is no restart policy. */
  restedAfterEnd: boolean;
  /** A person is about to end it: nothing is restarted until then, or until it starts anew. */
  leaveUntilMs: number;
}

/** A stop may take as long as its timeout; a signal like HUP may, or may not, be an image's stop signal. */
const stopTakesMs = 600_000;
const signalTakesMs = 15_000;
const restartsKept = 1_001;

const endsIt: ReadonlySet<OperationKind> = new Set<OperationKind>(['stop', 'kill', 'delete', 'remove']);
const asks: ReadonlySet<OperationKind> = new Set<OperationKind>([
  ...endsIt,
  'start',
  'restart',
  'ensureRunning',
  'restartGracefully',
  'update',
  'updateCode',
]);

/** What Changes tell the rules of each container beside what the Fleet keeps: restarts, and what people do with it. */
export class RuleMemories {
  private readonly all = new Map<ContainerKey, Kept>();
  private readonly isOurDoing: (key: ContainerKey, atMs: number) => boolean;
  private readonly onPerson: (key: ContainerKey) => void;

  /** `onPerson`: somebody else than a rule started, stopped or changed it. */
  constructor(isOurDoing: (key: ContainerKey, nowMs: number) => boolean, onPerson: (key: ContainerKey) => void) {
    this.isOurDoing = isOurDoing;
    this.onPerson = onPerson;
  }

  of(key: ContainerKey): RuleMemory {
    return this.all.get(key)?.memory ?? emptyMemory;
  }

  /** Whether a person is about to end it, so that no rule may restart it. */
  mustLeave(key: ContainerKey, nowMs: number): boolean {
    return nowMs < (this.all.get(key)?.leaveUntilMs ?? 0);
  }

  /** An end that an earlier run of Quarterdeck knew nobody had asked for. */
  knowEnd(key: ContainerKey, endMs: number): void {
    const kept = this.keep(key);
    kept.memory = { ...kept.memory, knownEndMs: endMs };
  }

  clear(): void {
    this.all.clear();
  }

  /** Takes in what happened; gives what must be looked at again: containers, and hosts with all of theirs. */
  take(changes: readonly Change[], nowMs: number): { readonly keys: ReadonlySet<ContainerKey>; readonly hostIds: ReadonlySet<string> } {
    const keys = new Set<ContainerKey>();
    const hostIds = new Set<string>();
    for (const change of changes) {
      const touched = this.takeOne(change, nowMs);
      if (touched === null) continue;
      if (typeof touched === 'string') hostIds.add(touched);
      else keys.add(touched.key);
    }
    return { keys, hostIds };
  }

  private takeOne(change: Change, nowMs: number): string | { readonly key: ContainerKey } | null {
    switch (change.type) {
      case 'containersListed':
        this.retain(change.hostId, new Set(change.containers.map((it) => it.id)));
        return change.hostId;
      case 'hostForgotten':
        this.retain(change.hostId, new Set());
        return change.hostId;
      case 'hostStatusChanged':
        return change.hostId;
      case 'operationChanged': {
        const { hostId, containerId, by, kind } = change.operation;
        if (containerId === null || by.kind === 'rule' || !asks.has(kind)) return null;
        const key = containerKey(hostId, containerId);
        if (endsIt.has(kind)) this.keep(key).leaveUntilMs = nowMs + stopTakesMs;
        this.onPerson(key);
        return { key };
      }
      case 'flowChanged': {
        const key = containerKey(change.flow.hostId, change.flow.containerId);
        const kept = this.keep(key);
        if (kept.flowState !== change.flow.state.state) kept.memory = { ...kept.memory, flowSinceMs: nowMs };
        kept.flowState = change.flow.state.state;
        return { key };
      }
      case 'flowForgotten':
      case 'deletionBegun':
      case 'deletionEnded':
      case 'containerPaused':
      case 'containerUnpaused':
      case 'containerRenamed':
      case 'containerHealthChanged':
      case 'containerUpdated':
      case 'containerStopped':
      case 'containerRestarted':
      case 'containerRanOutOfMemory':
      case 'containerCreated':
        return { key: 'deletion' in change ? keyOf(change.deletion) : keyOf(change) };
      case 'containerRemoved':
        this.all.delete(keyOf(change));
        return { key: keyOf(change) };
      case 'containerInspected':
        this.inspected(keyOf(change), change.container);
        return { key: keyOf(change) };
      case 'containerSignalled': {
        const key = keyOf(change);
        if (!this.isOurDoing(key, nowMs))
          this.keep(key).leaveUntilMs = nowMs + (isTerminating(change.signal) ? stopTakesMs : signalTakesMs);
        return { key };
      }
      case 'containerDied':
        this.keep(keyOf(change)).lastEnd = 'notKnown';
        return { key: keyOf(change) };
      case 'endExplained':
        this.keep(keyOf(change)).lastEnd = change.requested;
        return { key: keyOf(change) };
      case 'containerStarted':
        this.started(keyOf(change), change.atMs, nowMs);
        return { key: keyOf(change) };
      default:
        return null;
    }
  }

  /** Nobody has told of those that were removed while nobody looked. */
  private retain(hostId: string, containerIds: ReadonlySet<string>): void {
    const listed = new Set([...containerIds].map((id) => containerKey(hostId, id)));
    for (const key of this.all.keys()) if (key.startsWith(`${hostId}/`) && !listed.has(key)) this.all.delete(key);
  }

  private inspected(key: ContainerKey, container: Container): void {
    const kept = this.all.get(key);
    if (kept) kept.restedAfterEnd = container.state === 'exited' || container.state === 'dead';
  }

  private started(key: ContainerKey, atMs: number, nowMs: number): void {
    const kept = this.keep(key);
    kept.leaveUntilMs = 0;
    const ours = this.isOurDoing(key, nowMs);
    if (kept.lastEnd === 'no') {
      const restartsAtMs = [...kept.memory.restartsAtMs, atMs].slice(-restartsKept);
      kept.memory = { ...kept.memory, restartsAtMs };
    }
    const byPerson = !ours && (kept.lastEnd !== 'no' || kept.restedAfterEnd);
    kept.lastEnd = null;
    kept.restedAfterEnd = false;
    if (byPerson) this.onPerson(key);
  }

  private keep(key: ContainerKey): Kept {
    const known = this.all.get(key);
    if (known) return known;
    const fresh: Kept = { memory: emptyMemory, lastEnd: null, flowState: null, restedAfterEnd: false, leaveUntilMs: 0 };
    this.all.set(key, fresh);
    return fresh;
  }
}

function keyOf(change: { readonly hostId: string; readonly containerId: string }): ContainerKey {
  return containerKey(change.hostId, change.containerId);
}
