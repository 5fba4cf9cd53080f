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
 * Lists the engine's containers and inspects each. One that went away in between is left out; one whose inspect hangs or
 * fails keeps what the list tells. Rejects as `client.call` does if the list itself fails.
 */
export async function readAllContainers(client: EngineClient, options: ReadAllOptions): Promise<AllContainers> {
  const listed = await listContainers(client, { deadlineMs: options.deadlineMs, signal: options.signal });
  return inspectAll(client, listed, options);
}

/** The second half of `readAllContainers`, for containers that are listed already. Rejects only on abort. */
export async function inspectAll(client: EngineClient, listed: readonly Container[], options: ReadAllOptions): Promise<AllContainers> {
  const answers = new Map<string, Container | null>();
  const scope = openScope(options.signal);
  const ids = listed.values();
  // Each takes the next one: a queue for so many small calls would cost a tenth of their time.
  const inspects = Array.from({ length: options.atOnce }, async () => {
    for (const { id } of ids) {
      if (scope.signal.aborted) return;
      try {
        answers.set(id, await inspectContainer(client, id, { deadlineMs: options.deadlineMs, signal: scope.signal }));
      } catch {
        // It keeps the list's facts and is asked again: `late` names it.
      }
    }
  });
  await Promise.race([Promise.all(inspects), wait(options.patienceMs, scope.signal)]);
  scope.end();
  options.signal.throwIfAborted();
  const containers = listed.flatMap((it) => {
    const answer = answers.get(it.id);
    return answer === null ? [] : [answer ?? it];
  });
  return { containers, late: listed.filter((it) => !answers.has(it.id)).map((it) => it.id) };
}
