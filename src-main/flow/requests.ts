import { fail, type Result, succeed } from '../../src-shared/failure.ts';
import type { FlowReply } from '../../src-shared/flow.ts';
import { redactText } from '../lib/redact.ts';
import type { Json } from './json.ts';

interface Open {
  readonly settle: (result: Result<FlowReply>) => void;
  readonly sentAtMs: number;
  readonly deadlineMs: number;
  readonly timeoutMs: number;
  readonly command: string;
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

  /** The time from sending `id` until now, in ms; null where nobody waits for it. */
  latencyOf(id: string): number | null {
    const request = this.open.get(id);
    return request ? performance.now() - request.sentAtMs : null;
  }

  succeed(id: string, data: Json, latencyMs: number): void {
    this.take(id)?.settle(succeed({ data, latencyMs }));
  }

  /** The container answered that it could not do it; what it says may quote what it was sent. */
  refuse(id: string, message: string): void {
    const request = this.take(id);
    const details = { command: request?.command ?? '', answered: 'yes' };
    request?.settle(fail('socket_communication_error', `The container answered: ${redactText(message)}`, details));
  }

  /** The connection is over: nobody waits any longer. */
  failAll(message: string): void {
    const all = [...this.open.values()];
    this.open.clear();
    this.sleep();
    for (const request of all) request.settle(fail('socket_communication_error', message, { command: request.command }));
  }

  private take(id: string): Open | undefined {
    const request = this.open.get(id);
    this.open.delete(id);
    return request;
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
