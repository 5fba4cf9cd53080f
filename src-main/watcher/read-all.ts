import type { Container } from '../../src-shared/model.ts';
import type { EngineClient } from '../docker/client.ts';
import { inspectContainer, listContainers } from '../docker/read-containers.ts';
import { openScope } from '../lib/scope.ts';
import { wait } from '../lib/wait.ts';

export interface ReadAllOptions {
  readonly signal: AbortSignal;
  readonly deadlineMs: number;
  /** Inspects that take longer than this, counted from the list's answer, are not waited for. */
  readonly patienceMs: number;
  readonly atOnce: number;
}

export interface AllContainers {
  readonly containers: readonly Container[];
  /** Those of which only the list's facts are known. */
  readonly late: readonly string[];
}

/**
 * Lists the engine's containers and inspects each. Those that were there when it was last looked (`knownIds`) are
 * inspected while the list is under way, as most of them still are. One that went away in between is left out; one whose
 * inspect hangs or fails keeps what the list tells. Rejects as `client.call` does if the list itself fails.
 */
export async function readAllContainers(
  client: EngineClient,
  options: ReadAllOptions,
  knownIds: Iterable<string> = [],
): Promise<AllContainers> {
  const listing = listContainers(client, { deadlineMs: options.deadlineMs, signal: options.signal });
  const inspects = new Inspects(client, options);
  inspects.ask(knownIds);
  try {
    return await inspects.finish(await listing);
  } finally {
    inspects.end();
  }
}

/** The second half of `readAllContainers`, for containers that are listed already. Rejects only on abort. */
export async function inspectAll(client: EngineClient, listed: readonly Container[], options: ReadAllOptions): Promise<AllContainers> {
  const inspects = new Inspects(client, options);
  try {
    return await inspects.finish(listed);
  } finally {
    inspects.end();
  }
}

/** Asks for each container once, so many at a time. Whoever makes it ends it. */
class Inspects {
  private readonly scope: ReturnType<typeof openScope>;
  /** Null: it is not there any more. */
  private readonly answers = new Map<string, Container | null>();
  private readonly asked = new Set<string>();
  private waiting: string[] = [];
  private busy = 0;
  private readonly workers: Promise<void>[] = [];
  private readonly client: EngineClient;
  private readonly options: ReadAllOptions;

  constructor(client: EngineClient, options: ReadAllOptions) {
    this.client = client;
    this.options = options;
    this.scope = openScope(options.signal);
  }

  ask(ids: Iterable<string>): void {
    for (const id of ids) {
      if (this.asked.has(id)) continue;
      this.asked.add(id);
      this.waiting.push(id);
    }
    // Each takes the next one: a queue for so many small calls would cost a tenth of their time.
    while (this.busy < this.options.atOnce && this.waiting.length > 0) this.workers.push(this.work());
  }

  /** All that are listed, with what inspect knows of them, as soon as that is known or patience ends. */
  async finish(listed: readonly Container[]): Promise<AllContainers> {
    const { signal, patienceMs } = this.options;
    const there = new Set(listed.map((it) => it.id));
    this.waiting = this.waiting.filter((id) => there.has(id));
    this.ask(there);
    await Promise.race([Promise.all(this.workers), wait(patienceMs, this.scope.signal)]);
    signal.throwIfAborted();
    const containers = listed.flatMap((it) => {
      const answer = this.answers.get(it.id);
      return answer === null ? [] : [answer ?? it];
    });
    return { containers, late: listed.filter((it) => !this.answers.has(it.id)).map((it) => it.id) };
  }

  end(): void {
    this.scope.end();
  }

  private async work(): Promise<void> {
    this.busy += 1;
    const { signal } = this.scope;
    for (let id = this.waiting.shift(); id !== undefined && !signal.aborted; id = this.waiting.shift()) {
      try {
        this.answers.set(id, await inspectContainer(this.client, id, { deadlineMs: this.options.deadlineMs, signal }));
      } catch {
        // It keeps the list's facts and is asked again: `late` names it.
      }
    }
    this.busy -= 1;
  }
}
