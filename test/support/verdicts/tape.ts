import { z } from 'zod';
import type { HealthCheckRun } from '../../../src-main/attention/verdicts/verdict-health.ts';
import { decodeEvent } from '../../../src-main/docker/decode-event.ts';
import { decodeInspect } from '../../../src-main/docker/decode-inspect.ts';
import type { ContainerEventChange } from '../../../src-shared/changes.ts';
import type { Container } from '../../../src-shared/model.ts';

/** What an engine said of one row: its events and inspects as they came, without what no verdict rests on. */
export const tapeSchema = z.object({
  row: z.string(),
  engine: z.string(),
  /** When the play began, after the containers had been started, and when it was over. */
  beganAtMs: z.number(),
  endedAtMs: z.number(),
  containers: z.array(z.object({ before: z.unknown(), after: z.unknown() })),
  events: z.array(z.unknown()),
  /** What the engine remembered of a gap; null where it was not asked. */
  remembered: z.array(z.unknown()).nullable(),
});
export type Tape = z.infer<typeof tapeSchema>;

export const tapeHost = 'h-0123456789ab';

const keptOfInspect = z.object({
  Id: z.string(),
  Name: z.string(),
  Created: z.string(),
  RestartCount: z.number(),
  State: z.record(z.string(), z.unknown()),
  Config: z.object({
    Image: z.string(),
    Tty: z.boolean(),
    OpenStdin: z.boolean(),
    Labels: z.record(z.string(), z.string()),
    StopSignal: z.string().optional(),
  }),
  HostConfig: z.object({
    AutoRemove: z.boolean(),
    Memory: z.number(),
    RestartPolicy: z.object({ Name: z.string(), MaximumRetryCount: z.number() }),
  }),
});

/** The part of inspect's answer that is worth keeping; null where the container is gone. */
export function trimInspect(answer: unknown): unknown {
  return keptOfInspect.safeParse(answer).data ?? null;
}

export function containerOf(inspected: unknown): Container | null {
  return decodeInspect(tapeHost, inspected);
}

export function stopSignalOf(inspected: unknown): string | null {
  const { data } = keptOfInspect.safeParse(inspected);
  return data ? (data.Config.StopSignal ?? '') : null;
}

export function changesOf(events: readonly unknown[], containerId: string): ContainerEventChange[] {
  return events.flatMap((json) => {
    const change = decodeEvent(tapeHost, json, JSON.stringify(json));
    return change?.containerId === containerId ? [change] : [];
  });
}

const healthSchema = z.object({
  State: z.object({
    Health: z.object({ FailingStreak: z.number(), Log: z.array(z.object({ ExitCode: z.number(), Output: z.string() })) }),
  }),
});

/** What inspect says of the last health check. */
export function healthOf(inspected: unknown): { readonly lastCheck: HealthCheckRun | null; readonly failingStreak: number | null } {
  const { data } = healthSchema.safeParse(inspected);
  const last = data?.State.Health.Log.at(-1);
  const lastCheck = last ? { exitCode: last.ExitCode, output: last.Output, startedAtMs: null, endedAtMs: null } : null;
  return { lastCheck, failingStreak: data?.State.Health.FailingStreak ?? null };
}
