import type { Change } from '../../src-shared/changes.ts';
import { fail, type Result, succeed } from '../../src-shared/failure.ts';
import { containerKey } from '../../src-shared/ids.ts';
import type { Actor } from '../../src-shared/model.ts';
import { type ActionTarget, renameContainer, startContainer, stopContainer } from '../docker/actions.ts';
import type { EngineClient } from '../docker/client.ts';
import { verdictOf } from '../operations/faults.ts';
import type { DeletionEntry } from '../store/deletion-journal.ts';
import type { Deletions, DeletionsOptions, DeletionWish } from './deletion-parts.ts';
import { deletedName } from './names.ts';
import { giveNameBack, isAlive, lookAt, stopAndRemove, stopSeconds, wasRemoved } from './steps.ts';

/** One deletion from its asking to its end. */
interface Pending {
  /** `waiting`: asked for, nothing done. `freeing`: on its way to its other name, which it has from `hidden` on. */
  state: 'waiting' | 'freeing' | 'hidden' | 'removing' | 'undoing';
  entry: DeletionEntry;
  /** Ends when it has its other name, or won't get it. */
  freed: Promise<unknown>;
  /** Ends when the operation that renames and stops it has ended. */
  stopped: Promise<unknown>;
  timer: NodeJS.Timeout | null;
}

/** Takes up what the last run left, and carries it out once its host is connected. */
export function openDeletions(options: DeletionsOptions): Deletions {
  return new PendingDeletions({ undoMs: 8_000, ...options });
}

class PendingDeletions implements Deletions {
  private readonly pending = new Map<string, Pending>();
  private readonly endChanges: () => void;
  private closed = false;
  private readonly options: Required<DeletionsOptions>;

  constructor(options: Required<DeletionsOptions>) {
    this.options = options;
    const past = Promise.resolve();
    for (const entry of options.journal.left) this.hide({ state: 'hidden', entry, freed: past, stopped: past, timer: null });
    this.endChanges = options.onChanges((changes) => this.follow(changes));
  }

  async begin(client: EngineClient, wish: DeletionWish): Promise<Result<{ undoUntilMs: number }>> {
    const { hostId, target, by } = wish;
    const key = containerKey(hostId, target.containerId);
    if (this.pending.has(key)) return fail('validation_error', `${target.name} is already being deleted. Undo that, or wait.`);
    const undoUntilMs = Date.now() + this.options.undoMs;
    const { containerId, name } = target;
    const it: Pending = {
      state: 'waiting',
      entry: { hostId, containerId, name, deletedName: deletedName(name, containerId), volumes: wish.volumes, ran: false, undoUntilMs, by },
      freed: Promise.resolve(),
      stopped: Promise.resolve(),
      timer: null,
    };
    let renamed: () => void = () => undefined;
    const freed = new Promise<Result<null>>((resolve) => {
      renamed = () => resolve(succeed(null));
    });
    const operation = { hostId, containerId, kind: 'delete' as const, by, name };
    const done = this.options.operations.run({ ...operation, act: (signal) => this.freeAndStop(it, client, signal, renamed) });
    it.stopped = done;
    const answer = Promise.race([freed, done]);
    it.freed = answer;
    // One that is refused at once (something else is being done to it) was never told, and hides nothing.
    const accepted = [...this.options.fleet().operations.values()].some(
      (other) => other.containerId === containerId && other.kind === 'delete',
    );
    if (accepted) this.hide(it);
    const result = await answer;
    if (result.ok) return succeed({ undoUntilMs });
    if (accepted && this.pending.get(key) === it) this.end(it);
    return result;
  }

  async undo(client: EngineClient, hostId: string, target: ActionTarget, by: Actor): Promise<Result<null>> {
    const it = this.pending.get(containerKey(hostId, target.containerId));
    if (!it) return fail('validation_error', 'There is nothing to undo: it was removed or brought back already.');
    if (it.state === 'removing') return fail('validation_error', `${it.entry.name} is being removed already and can’t be brought back.`);
    if (it.state === 'undoing') return fail('validation_error', `${it.entry.name} is already being brought back.`);
    const before = it.state;
    it.state = 'undoing';
    if (it.timer) clearTimeout(it.timer);
    const { containerId, name } = it.entry;
    const operation = { hostId, containerId, kind: 'undoDelete' as const, by, name };
    const result = await this.options.operations.run({ ...operation, act: (signal) => this.bringBack(it, before, client, signal) });
    // Whoever wanted it back must not lose it: whatever went wrong, it is not removed any more.
    this.end(it);
    return result;
  }

  close(): void {
    this.closed = true;
    this.endChanges();
    for (const { timer } of this.pending.values()) if (timer) clearTimeout(timer);
  }

  /** Renames it so that its name is free, and stops it. One that goes by itself when it stops (`--rm`) runs on until it is removed. */
  private async freeAndStop(it: Pending, client: EngineClient, signal: AbortSignal, renamed: () => void): Promise<Result<null>> {
    if (it.state !== 'waiting') return fail('system_error', `${it.entry.name}: undone before it began.`, { cancelled: 'yes' });
    it.state = 'freeing';
    const looked = await lookAt(client, it.entry, signal);
    if (!looked.ok) return looked;
    if (looked.value === null) return { ok: false, failure: wasRemoved(it.entry.name) };
    const { id, name, autoRemove } = looked.value;
    const ran = isAlive(looked.value);
    it.entry = { ...it.entry, containerId: id, name, deletedName: deletedName(name, id), ran };
    try {
      await this.options.journal.put(it.entry);
    } catch (error) {
      this.options.log.error('The journal of deletions can’t be written', { error });
      return fail('system_error', `${name} was not deleted: the folder of Quarterdeck’s data can’t be written. Check that there is room.`);
    }
    const freed = await renameContainer(client, it.entry, it.entry.deletedName, { signal });
    if (!freed.ok) {
      this.forget(it);
      return freed;
    }
    const goesOn = this.isFreeing(it);
    if (goesOn) it.state = 'hidden';
    renamed();
    if (!goesOn || !ran || autoRemove) return succeed(null);
    return stopContainer(client, it.entry, stopSeconds, { signal });
  }

  private async bringBack(it: Pending, before: Pending['state'], client: EngineClient, signal: AbortSignal): Promise<Result<null>> {
    const { entry } = it;
    if (before === 'waiting') return succeed(null);
    await it.freed;
    const looked = await lookAt(client, it.entry, signal);
    if (!looked.ok) return looked;
    if (looked.value === null) return { ok: false, failure: wasRemoved(entry.name) };
    // Somebody else may have given it another name meanwhile: that one stays.
    if (looked.value.name === it.entry.deletedName) {
      const named = await giveNameBack(client, it.entry, it.entry.name, signal);
      if (!named.ok) return named;
    }
    this.end(it);
    if (!it.entry.ran) return succeed(null);
    // A start while the stop still waits would find it running, and the stop would end it after all.
    await it.stopped;
    return startContainer(client, it.entry, { signal });
  }

  private hide(it: Pending): void {
    const { hostId, containerId, name, undoUntilMs } = it.entry;
    this.pending.set(containerKey(hostId, containerId), it);
    this.options.tell([{ type: 'deletionBegun', deletion: { hostId, containerId, name, undoUntilMs } }]);
    it.timer = setTimeout(() => this.carryOut(it), Math.max(0, undoUntilMs - Date.now()));
    it.timer.unref();
  }

  /** Shows it again, unless it is gone from the Fleet with all that was told of it. */
  private end(it: Pending): void {
    const { hostId, containerId } = it.entry;
    const key = containerKey(hostId, containerId);
    if (it.timer) clearTimeout(it.timer);
    if (this.pending.get(key) === it) this.pending.delete(key);
    if (this.options.fleet().deletions.has(key)) {
      this.options.tell([{ type: 'deletionEnded', hostId, containerId, atMs: Date.now() }]);
    }
    this.forget(it);
  }

  /** What ends because the application ends is taken up at the next start. `remove` never rejects. */
  private forget(it: Pending): void {
    if (!this.closed) void this.options.journal.remove(it.entry);
  }

  /** It may have been undone while the engine renamed it. */
  private isFreeing(it: Pending): boolean {
    return it.state === 'freeing';
  }

  private carryOut(it: Pending): void {
    this.remove(it).catch((error: unknown) =>
      this.options.log.error('A deletion could not be carried out', { name: it.entry.name, error }),
    );
  }

  private async remove(it: Pending): Promise<void> {
    await it.stopped;
    const { hostId, containerId, name, by } = it.entry;
    const client = this.options.clientFor(hostId);
    // Where the host is away it waits for it, at the latest for the next start.
    if (it.state !== 'hidden' || !this.isConnected(hostId) || !client.ok) return;
    it.state = 'removing';
    let left = false;
    const result = await this.options.operations.run({
      hostId,
      containerId,
      kind: 'remove',
      by,
      name,
      act: async (signal) => {
        const looked = await lookAt(client.value, it.entry, signal);
        if (!looked.ok) return looked;
        // Whoever gave it another name wants it: it is theirs now.
        left = looked.value !== null && looked.value.name !== it.entry.deletedName;
        if (looked.value === null || left) return succeed(null);
        return stopAndRemove(client.value, it.entry, it.entry.volumes, signal);
      },
    });
    if (!result.ok && verdictOf('remove', result.failure) !== 'answered') {
      it.state = 'hidden';
      return;
    }
    if (!result.ok)
      this.options.log.error('A deleted container could not be removed and is shown again', { containerId, failure: result.failure });
    else if (!left) await this.options.flow.cleanup(hostId, containerId);
    // One that is removed leaves the Fleet by the engine's event: shown again until then, it would flash up.
    const leaves = result.ok && !left && this.options.fleet().containers.has(containerKey(hostId, containerId));
    if (leaves) this.forget(it);
    else this.end(it);
  }

  private isConnected(hostId: string): boolean {
    return this.options.fleet().hosts.get(hostId)?.status.state === 'connected';
  }

  private follow(changes: readonly Change[]): void {
    for (const change of changes) {
      if (change.type === 'containerRemoved') {
        const it = this.pending.get(containerKey(change.hostId, change.containerId));
        if (it && it.state !== 'undoing') this.end(it);
      } else if (change.type === 'hostStatusChanged' || change.type === 'hostCircuitChanged' || change.type === 'containersListed') {
        for (const it of this.pending.values())
          if (it.entry.hostId === change.hostId && it.state === 'hidden' && it.entry.undoUntilMs <= Date.now()) this.carryOut(it);
      }
    }
  }
}
