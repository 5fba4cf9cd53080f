import { setMaxListeners } from 'node:events';
import PQueue from 'p-queue';
import type { Change } from '../../src-shared/changes.ts';
import { fail, makeFailure, type Result, succeed } from '../../src-shared/failure.ts';
import type { Actor, Operation, OperationKind, Outcome, Progress } from '../../src-shared/model.ts';
import type { Log } from '../lib/log.ts';
import { wait } from '../lib/wait.ts';
import { type Guard, openGuard, type Resilience, usualResilience } from './guard.ts';
import { takeOperationId } from './reserved-ids.ts';
import { mayJoin, operationTarget, priorityOf, refusalWords } from './rules.ts';

/** One run of an operation: the first, or a repetition of one that is safe to repeat. */
export interface Run {
  readonly operationId: string;
  /** 0 at first, then 1, 2 ... */
  readonly repetition: number;
  /** Its lines name the operation. */
  readonly log: Log;
  /** It concerns this container too until it ends: what takes the place of the one that it was begun for. */
  alsoConcerns(containerId: string): void;
}

export interface OperationRequest<T> {
  readonly hostId: string;
  /** Null for what concerns the whole host (prune). */
  readonly containerId: string | null;
  readonly kind: OperationKind;
  readonly by: Actor;
  /** How a Failure names what is acted on: the container's name, or the host's. */
  readonly name: string;
  /** Whether the user may end it before it is done; its `act` then undoes what it has begun. */
  readonly cancellable?: boolean;
  /** Does it, with a deadline of its own. `signal` fires when it is cancelled or the operations are closed. */
  act(signal: AbortSignal, report: (progress: Progress) => void, run: Run): Promise<Result<T>>;
}

export interface Operations {
  /**
   * Queues `request` and answers with its end. Refused at once, with a Failure, while another operation on the same
   * container has not ended, and while the host is given a rest after several failures in a row. Repeated are only starts,
   * stops and removals, after 408, 429, 5xx and broken connections. Told: `operationChanged` when it is queued and when it starts, then one `operationEnded`.
   */
  run<T>(request: OperationRequest<T>): Promise<Result<T>>;
  /** Ends one that can be cancelled. One that nobody knows has ended already. */
  cancel(operationId: string): Result<null>;
  /** Lets the next operation through on a host that is given a rest after failures. */
  retry(hostId: string): void;
  /** The host is none any more: what is known of its failures goes. */
  forget(hostId: string): void;
  /** Cancels what runs or waits; each of them ends in a Failure. */
  close(): void;
  /** Resolves once none runs any more, so that what was cancelled has taken back what it made; after `withinMs` in any case. */
  ended(withinMs: number): Promise<void>;
}

export interface OperationsOptions {
  tell(changes: readonly Change[]): void;
  readonly log: Log;
  /** At once per host. Beyond 4 on two cores only the waiting grows (anchors: 17 lifecycles a second at 4, 8 and 16). */
  readonly concurrency?: number;
  readonly resilience?: Partial<Resilience>;
  readonly now?: () => number;
}

/** One queue a host, one operation a container, a person before a script before background work. */
export function openOperations(options: OperationsOptions): Operations {
  return new HostQueues(options);
}

class HostQueues implements Operations {
  private readonly queues = new Map<string, PQueue>();
  private readonly active = new Map<string, Operation>();
  private readonly cancels = new Map<string, AbortController>();
  /** Operation id -> the target that it concerns beside its own. */
  private readonly besides = new Map<string, string>();
  private readonly guards = new Map<string, Guard>();
  private readonly closing = new AbortController();
  private readonly options: Required<Omit<OperationsOptions, 'resilience'>>;
  private readonly resilience: Resilience;

  constructor(options: OperationsOptions) {
    this.options = { concurrency: 4, now: Date.now, ...options };
    this.resilience = { ...usualResilience, ...options.resilience };
  }

  async run<T>(request: OperationRequest<T>): Promise<Result<T>> {
    if (this.closing.signal.aborted) return closedFailure();
    const target = operationTarget({ ...request, subject: request.name });
    const inTheWay =
      target === null ? [] : [...this.active.values()].filter((it) => operationTarget(it) === target || this.besides.get(it.id) === target);
    const joins = inTheWay.length > 0 && inTheWay.every((it) => mayJoin(request.kind, it.kind));
    const [other] = inTheWay;
    if (other && !joins) return fail('docker_api_error', refusalWords(request.name, other.kind), { running: other.kind });

    const resting = this.guard(request.hostId).refusal();
    if (resting !== null) return { ok: false, failure: resting };

    const operation: Operation = {
      id: takeOperationId(request.by),
      hostId: request.hostId,
      containerId: request.containerId,
      kind: request.kind,
      by: request.by,
      state: 'queued',
      sinceMs: this.options.now(),
      subject: request.name,
      progress: null,
      cancellable: request.cancellable ?? false,
    };
    this.active.set(operation.id, operation);
    this.cancels.set(operation.id, new AbortController());
    // What shortens an operation that runs must not wait behind it.
    if (joins) return this.perform(operation, request);
    this.options.tell([{ type: 'operationChanged', operation }]);
    return this.queue(request.hostId).add(() => this.perform(operation, request), { priority: priorityOf(request.by) });
  }

  cancel(operationId: string): Result<null> {
    const operation = this.active.get(operationId);
    if (!operation) return succeed(null);
    if (!operation.cancellable) return fail('validation_error', `${operation.subject}: this can’t be cancelled. Wait until it has ended.`);
    this.cancels.get(operationId)?.abort();
    return succeed(null);
  }

  retry(hostId: string): void {
    this.guards.get(hostId)?.retry();
  }

  forget(hostId: string): void {
    this.guards.get(hostId)?.close();
    this.guards.delete(hostId);
  }

  close(): void {
    this.closing.abort();
    for (const guard of this.guards.values()) guard.close();
  }

  async ended(withinMs: number): Promise<void> {
    const enough = new AbortController();
    await Promise.race([Promise.all([...this.queues.values()].map((it) => it.onIdle())), wait(withinMs, enough.signal)]);
    enough.abort();
  }

  private guard(hostId: string): Guard {
    const known = this.guards.get(hostId);
    if (known) return known;
    const guard = openGuard(this.resilience, (circuit) => {
      this.options.log.warn('The circuit of a host changed', { hostId, circuit });
      this.options.tell([{ type: 'hostCircuitChanged', hostId, atMs: this.options.now(), circuit }]);
    });
    this.guards.set(hostId, guard);
    return guard;
  }

  private queue(hostId: string): PQueue {
    const known = this.queues.get(hostId);
    if (known) return known;
    const queue = new PQueue({ concurrency: this.options.concurrency });
    queue.once('idle', () => this.queues.delete(hostId));
    this.queues.set(hostId, queue);
    return queue;
  }

  private async perform<T>(queued: Operation, request: OperationRequest<T>): Promise<Result<T>> {
    const operation: Operation = { ...queued, state: 'running', sinceMs: this.options.now() };
    const cancelled = this.cancels.get(operation.id)?.signal;
    const result = this.closing.signal.aborted
      ? closedFailure()
      : cancelled?.aborted
        ? cancelledFailure(request.name)
        : await this.act(operation, request);
    this.active.delete(operation.id);
    this.cancels.delete(operation.id);
    this.besides.delete(operation.id);
    const outcome: Outcome = result.ok ? { ok: true } : result;
    this.options.tell([{ type: 'operationEnded', operationId: operation.id, outcome }]);
    // Writing its line takes longer than all that is done here for its answer, which goes first.
    const endedAtMs = this.options.now();
    setImmediate(() => this.report(operation, request.name, outcome, endedAtMs));
    return result;
  }

  private async act<T>(operation: Operation, request: OperationRequest<T>): Promise<Result<T>> {
    this.active.set(operation.id, operation);
    this.options.tell([{ type: 'operationChanged', operation }]);
    const log = this.options.log.with({ operationId: operation.id });
    const cancel = this.cancels.get(operation.id);
    const signal = cancel ? AbortSignal.any([this.closing.signal, cancel.signal]) : this.closing.signal;
    // Each of its calls listens, and a create looks for all of its volumes at once: many are no leak.
    setMaxListeners(0, signal);
    const alsoConcerns = (containerId: string) => void this.besides.set(operation.id, `${operation.hostId}/${containerId}`);
    const act = async (repetition: number): Promise<Result<T>> =>
      request.act(signal, (progress) => this.progress(operation.id, progress), {
        operationId: operation.id,
        repetition,
        log,
        alsoConcerns,
      });
    try {
      return await this.guard(operation.hostId).execute(operation.kind, act, signal, log);
    } catch (error) {
      log.error('An operation threw', { kind: operation.kind, containerId: operation.containerId, error });
      const message = `${request.name}: Quarterdeck made a mistake, and the action may not have been done. Look at the container and try again.`;
      return { ok: false, failure: makeFailure('system_error', message) };
    }
  }

  private progress(operationId: string, progress: Progress): void {
    const operation = this.active.get(operationId);
    if (!operation) return;
    const moved: Operation = { ...operation, progress };
    this.active.set(operationId, moved);
    this.options.tell([{ type: 'operationChanged', operation: moved }]);
  }

  private report(operation: Operation, name: string, outcome: Outcome, endedAtMs: number): void {
    const facts = {
      operationId: operation.id,
      kind: operation.kind,
      name,
      hostId: operation.hostId,
      containerId: operation.containerId,
      by: operation.by.kind,
    };
    const durationMs = endedAtMs - operation.sinceMs;
    if (outcome.ok) this.options.log.info('Operation ended', { ...facts, durationMs });
    else this.options.log.warn('Operation failed', { ...facts, durationMs, failure: outcome.failure });
  }
}

function closedFailure(): Result<never> {
  return fail('system_error', 'Quarterdeck is closing. The action was not started.');
}

function cancelledFailure(name: string): Result<never> {
  return fail('system_error', `${name}: cancelled before it began.`, { cancelled: 'yes' });
}
