import { type FlowChunk, type FlowMessage, flowMessagesKept } from '../../../src-shared/flow.ts';
import { invoke, onPush } from '../../bridge.ts';
import { showFailure } from '../../store/toasts.ts';

export type FlowEntry =
  | { readonly kind: 'message'; readonly number: number; readonly message: FlowMessage }
  /** A line of ours between the messages. */
  | { readonly kind: 'mark'; readonly number: number; readonly text: string };

export type WatchState = { readonly kind: 'opening' } | { readonly kind: 'open' } | { readonly kind: 'failed'; readonly message: string };

/**
 * The messages of one container while its tab is open: those that the core has kept, then each as it comes. At most
 * `flowMessagesKept`, told once a frame.
 */
export class FlowSession {
  entries: readonly FlowEntry[] = [];
  /** How many there were since the tab was opened or emptied. */
  seen = 0;
  state: WatchState = { kind: 'opening' };
  private readonly container: { readonly hostId: string; readonly containerId: string };
  private readonly listeners = new Set<() => void>();
  /** Chunks that overtook the answer to `watchFlow`. */
  private early: FlowChunk[] = [];
  private lastSequence = -1;
  private nextNumber = 0;
  private version = 0;
  private frame = 0;

  constructor(hostId: string, containerId: string) {
    this.container = { hostId, containerId };
  }

  /** Begins to watch. Returns what ends it. */
  start(): () => void {
    const stopListening = onPush(
      'flow',
      (chunk) => this.take(chunk),
      () => this.fail('Quarterdeck could not read a part of these messages. Open them again.'),
    );
    void this.open();
    return () => {
      stopListening();
      cancelAnimationFrame(this.frame);
      void invoke('unwatchFlow', this.container);
    };
  }

  async open(): Promise<void> {
    this.state = { kind: 'opening' };
    this.tell();
    const answer = await invoke('watchFlow', this.container);
    if (!answer.ok) return this.fail(answer.failure.message);
    this.state = { kind: 'open' };
    this.add(answer.value, 0);
    for (const chunk of this.early.splice(0)) this.add(chunk.messages, chunk.skipped);
    this.tell();
  }

  /** Forgets them here and in the core. */
  async clear(): Promise<void> {
    const answer = await invoke('clearFlow', this.container);
    if (!answer.ok) {
      showFailure(answer.failure, 'flow');
      return;
    }
    this.entries = [];
    this.seen = 0;
    this.tell();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly getVersion = (): number => this.version;

  private take(chunk: FlowChunk): void {
    if (chunk.hostId !== this.container.hostId || chunk.containerId !== this.container.containerId) return;
    if (this.state.kind === 'opening') {
      this.early = [...this.early, chunk].slice(-flowMessagesKept);
      return;
    }
    this.add(chunk.messages, chunk.skipped);
    this.tell();
  }

  private add(messages: readonly FlowMessage[], skipped: number): void {
    const added: FlowEntry[] = [];
    if (skipped > 0) added.push(this.mark(`${skipped.toLocaleString('en')} left out: they came faster than anybody can read`));
    for (const message of messages) {
      // What was kept and what is pushed may overlap.
      if (message.sequence <= this.lastSequence) continue;
      this.lastSequence = message.sequence;
      added.push({ kind: 'message', number: this.newNumber(), message });
    }
    this.seen += added.length;
    this.entries = [...this.entries, ...added].slice(-flowMessagesKept);
  }

  private mark(text: string): FlowEntry {
    return { kind: 'mark', number: this.newNumber(), text };
  }

  private newNumber(): number {
    this.nextNumber += 1;
    return this.nextNumber;
  }

  private fail(message: string): void {
    this.state = { kind: 'failed', message };
    this.tell();
  }

  /** Once a frame at most; a hidden window draws none. */
  private tell(): void {
    if (this.frame !== 0) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      this.version += 1;
      for (const listener of this.listeners) listener();
    });
  }
}
