import { fail, type Result } from '../../src-shared/failure.ts';
import type { FlowReply } from '../../src-shared/flow.ts';
import { redactText } from '../lib/redact.ts';

/** A command whose reply is waited for. */
export interface WaitingRequest {
  readonly settle: (result: Result<FlowReply>) => void;
  readonly sentAtMs: number;
  readonly command: string;
}

interface Open extends WaitingRequest {
  readonly deadlineMs: number;
  readonly timeoutMs: number;
}

/** The commands of one container that wait for their replies. One timer for all: there may be thousands. */
export class Requests {
  private readonly open = new Map<string, Open>();
  private timer: NodeJS.Timeout | null = null;
  private timerAtMs = Number.POSITIVE_INFINITY;
  private lastId = 0;

  get size(): number {
    return this.open.size;
  }

  /** The id of the next command. */
  nextId(): string {
    this.lastId += 1;
    return this.lastId.toString(36);
  }

  /** Waits for the reply to `id`; a `socket_communication_error` when it has not come in time. */
  wait(id: string, command: string, timeoutMs: number): Promise<Result<FlowReply>> {
    return new Promise((settle) => {
      const sentAtMs = performance.now();
      this.open.set(id, { settle, sentAtMs, deadlineMs: sentAtMs + timeoutMs, timeoutMs, command });
      this.wakeAt(sentAtMs + timeoutMs);
    });
  }

  /** Whoever waits for the reply to `id`, no longer held here: settle it. Undefined where nobody waits. */
  take(id: string): WaitingRequest | undefined {
    const request = this.open.get(id);
    this.open.delete(id);
    return request;
  }

  /** The connection is over: nobody waits any longer. */
  failAll(message: string): void {
    const all = [...this.open.values()];
    this.open.clear();
    this.sleep();
    for (const request of all) request.settle(fail('socket_communication_error', message, { command: request.command }));
  }

  private wakeAt(deadlineMs: number): void {
    if (deadlineMs >= this.timerAtMs) return;
    this.sleep();
    this.timerAtMs = deadlineMs;
    this.timer = setTimeout(() => this.giveUpLate(), Math.max(1, Math.ceil(deadlineMs - performance.now())));
  }

  private sleep(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    this.timerAtMs = Number.POSITIVE_INFINITY;
  }

  private giveUpLate(): void {
    this.sleep();
    const nowMs = performance.now();
    let nextMs = Number.POSITIVE_INFINITY;
    for (const [id, request] of this.open) {
      if (request.deadlineMs > nowMs) {
        nextMs = Math.min(nextMs, request.deadlineMs);
        continue;
      }
      this.open.delete(id);
      const words = `The container did not answer ‘${request.command}’ within ${request.timeoutMs / 1_000} s. Look at its log, or give it longer.`;
      request.settle(fail('socket_communication_error', words, { command: request.command }));
    }
    if (nextMs < Number.POSITIVE_INFINITY) this.wakeAt(nextMs);
  }
}

/** The container answered that it could not do it; what it says may quote what it was sent. Pure. */
export function refusal(command: string, message: string): Result<never> {
  return fail('socket_communication_error', `The container answered: ${redactText(message)}`, { command, answered: 'yes' });
}
