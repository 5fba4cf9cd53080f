import { z } from 'zod';
import { containerIdSchema } from '../../src-shared/ids.ts';
import type { Container } from '../../src-shared/model.ts';
import type { CallOptions, EngineClient } from './client.ts';
import { lenientText, timeMs } from './decode-facts.ts';
import { decodeInspect } from './decode-inspect.ts';
import { errorFacts } from './problems.ts';

const checkSchema = z.object({ ExitCode: z.number().catch(0), Output: lenientText, Start: lenientText, End: lenientText });
const endSchema = z.object({
  Config: z.object({ StopSignal: lenientText }).catch({ StopSignal: '' }),
  State: z
    .object({
      Error: lenientText,
      Health: z
        .object({ FailingStreak: z.number().nullable().catch(null), Log: z.array(checkSchema).catch([]) })
        .nullish()
        .catch(undefined),
    })
    .catch({ Error: '' }),
});

/** What inspect knows of a container's last run and health beside its list facts. */
export interface EndFacts {
  readonly container: Container;
  /** The engine's own words for what kept it from running; '' for none. */
  readonly engineError: string;
  /** '' where neither image nor container names one. */
  readonly stopSignal: string;
  readonly lastCheck: {
    readonly exitCode: number;
    readonly output: string;
    readonly startedAtMs: number | null;
    readonly endedAtMs: number | null;
  } | null;
  readonly failingStreak: number | null;
}

/** Asks for them; null if the container is gone, or what comes is none. Rejects as `client.readJson` does. */
export async function readEnd(client: EngineClient, containerId: string, options: CallOptions): Promise<EndFacts | null> {
  try {
    return decodeEnd(client.address.hostId, await client.readJson(`/containers/${containerIdSchema.parse(containerId)}/json`, options));
  } catch (error) {
    if (errorFacts(error).statusCode === 404) return null;
    throw error;
  }
}

function decodeEnd(hostId: string, answer: unknown): EndFacts | null {
  const container = decodeInspect(hostId, answer);
  const parsed = endSchema.safeParse(answer);
  if (!container || !parsed.success) return null;
  const { State, Config } = parsed.data;
  const last = State.Health?.Log.at(-1);
  return {
    container,
    engineError: State.Error,
    stopSignal: Config.StopSignal,
    lastCheck: last ? { exitCode: last.ExitCode, output: last.Output, startedAtMs: timeMs(last.Start), endedAtMs: timeMs(last.End) } : null,
    failingStreak: State.Health?.FailingStreak ?? null,
  };
}
