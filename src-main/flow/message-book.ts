import { setImmediate as nextTurn } from 'node:timers/promises';
import { type FlowMessage, flowBodyLimit, flowMessagesKept } from '../../src-shared/flow.ts';
import type { FlowMessagesListener } from './flow-parts.ts';
import { type KeptMessage, shownBody, toShown } from './shown-message.ts';

export interface BookLimits {
  readonly messages: number;
  /** Text of all messages together, in characters. */
  readonly characters: number;
  /** How long new ones are gathered for those that watch, in ms. */
  readonly gatherMs: number;
  /** The most that is pushed at once: messages, and characters of their text. */
  readonly pushed: number;
  readonly pushedCharacters: number;
}

export const defaultBookLimits: BookLimits = {
  messages: flowMessagesKept,
  characters: 2_097_152,
  gatherMs: 50,
  pushed: 200,
  pushedCharacters: 65_536,
};

/** How long messages are masked at a stretch, in ms; a single one takes at most as long again. */
const maskSliceMs = 5;

let lastSequence = 0;

/** The last messages of one container, within bounds, and those that watch them come. */
export class MessageBook {
  private kept: KeptMessage[] = [];
  /** Where the oldest one is: shifting a thousand entries for each message would cost more than the message. */
  private first = 0;
  private characters = 0;
  private readonly listeners = new Set<FlowMessagesListener>();
  private fresh: KeptMessage[] = [];
  private skipped = 0;
  private timer: NodeJS.Timeout | null = null;
  private readonly limits: BookLimits;

  constructor(limits: BookLimits = defaultBookLimits) {
    this.limits = limits;
  }

  add(message: Omit<KeptMessage, 'sequence' | 'atMs' | 'masked'>, atMs: number = Date.now()): void {
    lastSequence += 1;
    const { direction, kind, correlationId, title, text, latencyMs } = message;
    // A part of a JSON text can't be masked by its keys, so a long one is masked whole before it is cut.
    const long = text.length > flowBodyLimit;
    const kept: KeptMessage = {
      sequence: lastSequence,
      atMs,
      direction,
      kind,
      correlationId,
      title,
      text: long ? shownBody(kind, text) : text,
      masked: long,
      latencyMs,
    };
    this.kept.push(kept);
    this.characters += kept.text.length;
    this.forgetOldest();
    if (this.listeners.size > 0) this.gather(kept);
  }

  /** What is kept at this moment, oldest first. Masked in slices: a hostile container's 2 MiB would block for half a second. */
  async messages(): Promise<readonly FlowMessage[]> {
    const shown: FlowMessage[] = [];
    let beganMs = performance.now();
    for (const message of this.kept.slice(this.first)) {
      shown.push(toShown(message));
      if (performance.now() - beganMs < maskSliceMs) continue;
      await nextTurn();
      beganMs = performance.now();
    }
    return shown;
  }

  clear(): void {
    this.kept = [];
    this.first = 0;
    this.characters = 0;
    this.fresh = [];
    this.skipped = 0;
  }

  /** Returns its unsubscribe. */
  watch(listener: FlowMessagesListener): () => void {
    this.push();
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
      if (this.listeners.size === 0) this.stopGathering();
    };
  }

  dispose(): void {
    this.listeners.clear();
    this.stopGathering();
  }

  private forgetOldest(): void {
    const { messages, characters } = this.limits;
    while (this.kept.length - this.first > messages || (this.characters > characters && this.kept.length - this.first > 1)) {
      this.characters -= this.kept[this.first]?.text.length ?? 0;
      this.first += 1;
    }
    if (this.first < messages) return;
    this.kept = this.kept.slice(this.first);
    this.first = 0;
  }

  private gather(message: KeptMessage): void {
    this.fresh.push(message);
    if (this.fresh.length > this.limits.pushed * 2) {
      this.skipped += this.limits.pushed;
      this.fresh = this.fresh.slice(this.limits.pushed);
    }
    this.timer ??= setTimeout(() => this.push(), this.limits.gatherMs);
  }

  private push(): void {
    const messages = this.newest();
    const skipped = this.skipped + this.fresh.length - messages.length;
    this.stopGathering();
    if (messages.length === 0) return;
    const shown = messages.map(toShown);
    for (const listener of [...this.listeners]) listener(shown, skipped);
  }

  /** As many of the fresh ones as may be pushed. */
  private newest(): readonly KeptMessage[] {
    const chosen = this.fresh.slice(-this.limits.pushed);
    let characters = 0;
    const tooMany = chosen.findLastIndex((message) => {
      characters += message.text.length;
      return characters > this.limits.pushedCharacters;
    });
    // The last one goes in any case.
    return chosen.slice(Math.min(tooMany + 1, chosen.length - 1));
  }

  private stopGathering(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    this.fresh = [];
    this.skipped = 0;
  }
}
