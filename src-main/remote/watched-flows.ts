import type { FlowChunk, FlowMessage } from '../../src-shared/flow.ts';
import type { Caller, ContainerReference } from '../commands/parts.ts';

interface Watched {
  readonly container: ContainerReference;
  readonly callers: Map<string, { readonly caller: Caller; readonly stopListening: () => void }>;
  lastSequence: number;
}

/** Whose messages are watched through one remote. The remote sees one caller; here each gets its own, also after a reconnection. */
export class WatchedFlows {
  private readonly watched = new Map<string, Watched>();

  /** `onLast` is called when nobody watches the container any more and the remote has to be told. */
  add(container: ContainerReference, caller: Caller, onLast: (container: ContainerReference) => void): void {
    const key = keyOf(container);
    const one = this.watched.get(key) ?? { container, callers: new Map(), lastSequence: -1 };
    this.watched.set(key, one);
    if (one.callers.has(caller.id)) return;
    const leave = () => {
      if (this.remove(container, caller)) onLast(container);
    };
    caller.signal.addEventListener('abort', leave, { once: true });
    one.callers.set(caller.id, { caller, stopListening: () => caller.signal.removeEventListener('abort', leave) });
  }

  /** True if the caller was the last one. */
  remove(container: ContainerReference, caller: Caller): boolean {
    const key = keyOf(container);
    const one = this.watched.get(key);
    one?.callers.get(caller.id)?.stopListening();
    if (!one?.callers.delete(caller.id) || one.callers.size > 0) return false;
    return this.watched.delete(key);
  }

  /** Hands a chunk (with the remote's host id) to whoever watches; `hostId`: what the host is called here. */
  take(chunk: FlowChunk, hostId: string): void {
    const one = this.watched.get(keyOf(chunk));
    if (!one) return;
    one.lastSequence = chunk.messages.reduce((last, { sequence }) => Math.max(last, sequence), one.lastSequence);
    for (const { caller } of one.callers.values()) caller.push('flow', { ...chunk, hostId });
  }

  containers(): readonly ContainerReference[] {
    return [...this.watched.values()].map(({ container }) => container);
  }

  /** What is kept of a container's messages, asked for again after a reconnection: those that nobody here has seen. */
  catchUp(container: ContainerReference, messages: readonly FlowMessage[], hostId: string, restarted: boolean): void {
    const one = this.watched.get(keyOf(container));
    if (!one) return;
    const unseen = restarted ? messages : messages.filter(({ sequence }) => sequence > one.lastSequence);
    if (unseen.length > 0) this.take({ ...container, messages: [...unseen], skipped: 0 }, hostId);
  }

  /** What the answer to a caller's first question held. */
  seen(container: ContainerReference, messages: readonly FlowMessage[]): void {
    const one = this.watched.get(keyOf(container));
    if (one) one.lastSequence = messages.reduce((last, { sequence }) => Math.max(last, sequence), one.lastSequence);
  }
}

function keyOf({ hostId, containerId }: ContainerReference): string {
  return `${hostId}/${containerId}`;
}
