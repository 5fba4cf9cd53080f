import { z } from 'zod';
import { boundText } from '../../src-shared/container-detail.ts';
import { containerIdSchema } from '../../src-shared/ids.ts';
import type { Container, End, Port } from '../../src-shared/model.ts';
import {
  cleanName,
  composeFacts,
  imageLimit,
  labelsSchema,
  lenientText,
  orderPorts,
  timeMs,
  toHealth,
  toProtocol,
  toState,
} from './decode-facts.ts';

const flag = z.boolean().catch(false);
const bindingSchema = z.object({ HostIp: lenientText, HostPort: lenientText });

/**
 * Inspect as far as a Container needs it. What is missing or odd gets a default: one field must not hide a container.
 * What engines do leave out is optional: a default by `catch` makes zod write an error first, which costs as much as all the rest.
 */
const inspectSchema = z.object({
  Id: containerIdSchema,
  Name: lenientText,
  Created: lenientText,
  RestartCount: z.number().catch(0),
  State: z
    .object({
      Status: lenientText,
      ExitCode: z.number().nullable().catch(null),
      OOMKilled: flag,
      StartedAt: lenientText,
      FinishedAt: lenientText,
      // Podman before 4.2 says Healthcheck.
      Health: z
        .object({ Status: lenientText, Log: z.array(z.object({ Start: lenientText, ExitCode: z.number().catch(0) })).catch([]) })
        .optional()
        .catch(undefined),
      Healthcheck: z.object({ Status: lenientText }).optional().catch(undefined),
    })
    .catch({ Status: '', ExitCode: null, OOMKilled: false, StartedAt: '', FinishedAt: '' }),
  Config: z
    .object({
      Image: lenientText,
      Tty: flag,
      OpenStdin: flag,
      Labels: labelsSchema,
      ExposedPorts: z.record(z.string(), z.unknown()).optional().catch(undefined),
    })
    .catch({ Image: '', Tty: false, OpenStdin: false, Labels: {} }),
  // Podman's; Docker has none.
  ImageName: z.string().optional().catch(undefined),
  HostConfig: z
    .object({
      AutoRemove: flag,
      Memory: z.number().catch(0),
      RestartPolicy: z.object({ Name: lenientText, MaximumRetryCount: z.number().catch(0) }).catch({ Name: '', MaximumRetryCount: 0 }),
    })
    .catch({ AutoRemove: false, Memory: 0, RestartPolicy: { Name: '', MaximumRetryCount: 0 } }),
  NetworkSettings: z.object({ Ports: z.record(z.string(), z.array(bindingSchema).nullable().catch(null)).catch({}) }).catch({ Ports: {} }),
});
type Inspected = z.infer<typeof inspectSchema>;

/** The list facts of a container from inspect's answer; null where that is no container. Pure. */
export function decodeInspect(hostId: string, answer: unknown): Container | null {
  const parsed = inspectSchema.safeParse(answer);
  if (!parsed.success) return null;
  const { State, Config, HostConfig, ...inspected } = parsed.data;
  const state = toState(State.Status);
  const health = toHealth(State.Health?.Status ?? State.Healthcheck?.Status ?? '');
  return {
    hostId,
    id: inspected.Id,
    name: cleanName(inspected.Name) || inspected.Id.slice(0, 12),
    image: boundText(Config.Image || (inspected.ImageName ?? ''), imageLimit),
    state,
    health: state === 'running' || state === 'paused' ? health : 'none',
    healthSinceMs: health === 'none' ? null : healthSince(State),
    createdAtMs: timeMs(inspected.Created) ?? 0,
    startedAtMs: timeMs(State.StartedAt),
    end: endOf(State, state),
    restartCount: inspected.RestartCount,
    restartPolicy: restartPolicyOf(HostConfig.RestartPolicy),
    autoRemove: HostConfig.AutoRemove,
    interactive: Config.Tty && Config.OpenStdin,
    ...composeFacts(Config.Labels),
    ports: portsOf(inspected.NetworkSettings.Ports, Config.ExposedPorts ?? {}),
    memoryLimitBytes: HostConfig.Memory > 0 ? HostConfig.Memory : null,
  };
}

/** While it runs the engine has forgotten the last run's exit code and only keeps when that ended. */
function endOf(state: Inspected['State'], word: Container['state']): End | null {
  const atMs = timeMs(state.FinishedAt);
  const runs = word === 'running' || word === 'paused';
  if (atMs === null) return null;
  return {
    exitCode: runs ? null : state.ExitCode,
    outOfMemory: !runs && state.OOMKilled,
    atMs,
    requested: 'notKnown',
    by: { kind: 'notKnown', name: null },
  };
}

/** The first of the last checks that all said the same; the engine keeps only five, so it may have been longer. */
function healthSince(state: Inspected['State']): number | null {
  const log = state.Health?.Log ?? [];
  const last = log.at(-1);
  if (!last) return timeMs(state.StartedAt);
  const firstOfRun = log.findLastIndex((check) => (check.ExitCode === 0) !== (last.ExitCode === 0)) + 1;
  return timeMs(log[firstOfRun]?.Start ?? '');
}

function restartPolicyOf(policy: Inspected['HostConfig']['RestartPolicy']): string {
  const name = boundText(policy.Name, 64) || 'no';
  return name === 'on-failure' && policy.MaximumRetryCount > 0 ? `${name}:${policy.MaximumRetryCount}` : name;
}

function portsOf(published: Inspected['NetworkSettings']['Ports'], exposed: Record<string, unknown>): Port[] {
  const all = new Map<string, z.infer<typeof bindingSchema>[] | null>();
  for (const key of Object.keys(exposed)) all.set(key, null);
  for (const [key, bindings] of Object.entries(published)) all.set(key, bindings);
  const ports: Port[] = [];
  for (const [key, bindings] of all) {
    const [number = '', protocol = ''] = key.split('/');
    const containerPort = Number(number);
    if (!Number.isInteger(containerPort) || containerPort < 1) continue;
    const port = { containerPort, protocol: toProtocol(protocol) };
    if (!bindings || bindings.length === 0) ports.push({ ...port, hostPort: null, hostAddress: null });
    for (const binding of bindings ?? [])
      ports.push({ ...port, hostPort: Number(binding.HostPort) || null, hostAddress: binding.HostIp || null });
  }
  return orderPorts(ports);
}
