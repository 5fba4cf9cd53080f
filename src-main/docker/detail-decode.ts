import { z } from 'zod';
import { boundText, type ContainerDetail, entryLimit } from '../../src-shared/container-detail.ts';
import type { Container } from '../../src-shared/model.ts';
import { rawJsonOf } from './raw-json.ts';

const words = z.union([z.array(z.string()), z.string().transform((word) => [word])]).nullish();
const text = z.string().nullish();

/** Inspect's answer as far as the detail shows it. Podman leaves out or nulls more than Docker does. */
const inspectSchema = z.object({
  Image: text,
  Config: z.object({
    Cmd: words,
    Entrypoint: words,
    WorkingDir: text,
    User: text,
    Hostname: text,
    StopSignal: text,
    Env: z.array(z.string()).nullish(),
    Labels: z.record(z.string(), z.string()).nullish(),
    Healthcheck: z.object({ Test: z.array(z.string()).nullish(), Interval: z.number().nullish() }).nullish(),
  }),
  State: z.object({
    Pid: z.number().nullish(),
    Health: z
      .object({
        FailingStreak: z.number().nullish(),
        Log: z.array(z.object({ End: text, Output: text })).nullish(),
      })
      .nullish(),
  }),
  HostConfig: z.object({ NanoCpus: z.number().nullish(), CpuQuota: z.number().nullish(), CpuPeriod: z.number().nullish() }).nullish(),
  Mounts: z.array(z.object({ Type: text, Name: text, Source: text, Destination: text, RW: z.boolean().nullish() })).nullish(),
  NetworkSettings: z
    .object({
      Networks: z
        // An endpoint whose network is gone may be null.
        .record(z.string(), z.object({ IPAddress: text, GlobalIPv6Address: text, Aliases: z.array(z.string()).nullish() }).nullable())
        .nullish(),
    })
    .nullish(),
});
type Inspected = z.infer<typeof inspectSchema>;

/** Docker's default interval of health checks, where the container names none. */
const defaultHealthIntervalMs = 30_000;
const defaultCpuPeriod = 100_000;

/** The detail of `container` from inspect's answer. Throws a ZodError where that has no known form. */
export function detailOf(container: Container, answer: unknown): ContainerDetail {
  const { Config, State, HostConfig, ...inspected } = inspectSchema.parse(answer);
  return {
    container: { ...container, name: boundText(container.name), image: boundText(container.image) },
    imageId: boundText(inspected.Image ?? ''),
    command: boundList(Config.Cmd),
    entrypoint: boundList(Config.Entrypoint),
    workingDirectory: boundText(Config.WorkingDir ?? ''),
    user: boundText(Config.User ?? ''),
    hostname: boundText(Config.Hostname ?? ''),
    pid: State.Pid || null,
    stopSignal: boundText(Config.StopSignal || 'SIGTERM'),
    mounts: (inspected.Mounts ?? []).slice(0, entryLimit).map((mount) => ({
      type: boundText(mount.Type ?? ''),
      source: boundText(mount.Type === 'volume' ? mount.Name || mount.Source || '' : (mount.Source ?? '')),
      destination: boundText(mount.Destination ?? ''),
      readOnly: mount.RW === false,
    })),
    networks: networksOf(inspected.NetworkSettings),
    labels: pairs(Object.entries(Config.Labels ?? {})),
    environmentNames: (Config.Env ?? []).slice(0, entryLimit).map((entry) => boundText(splitEntry(entry)[0])),
    healthCheck: healthCheckOf(Config.Healthcheck, State.Health),
    cpuLimit: cpuLimitOf(HostConfig),
    rawJson: rawJsonOf(answer),
  };
}

/** Names and values, longer ones cut. Throws a ZodError where inspect's answer has no known form. */
export function environmentOf(answer: unknown): { key: string; value: string }[] {
  return pairs((inspectSchema.parse(answer).Config.Env ?? []).map(splitEntry));
}

/** 'NAME=value'; what has no '=' is a name that takes its value away. */
function splitEntry(entry: string): [string, string] {
  const at = entry.indexOf('=');
  return at < 0 ? [entry, ''] : [entry.slice(0, at), entry.slice(at + 1)];
}

function pairs(entries: readonly [string, string][]): { key: string; value: string }[] {
  return entries.slice(0, entryLimit).map(([key, value]) => ({ key: boundText(key), value: boundText(value) }));
}

function boundList(list: readonly string[] | null | undefined): string[] {
  return (list ?? []).slice(0, entryLimit).map((entry) => boundText(entry));
}

function networksOf(settings: Inspected['NetworkSettings']): ContainerDetail['networks'] {
  return Object.entries(settings?.Networks ?? {})
    .slice(0, entryLimit)
    .map(([name, network]) => ({
      name: boundText(name),
      address: boundText(network?.IPAddress || network?.GlobalIPv6Address || ''),
      aliases: boundList(network?.Aliases),
    }));
}

function healthCheckOf(check: Inspected['Config']['Healthcheck'], health: Inspected['State']['Health']): ContainerDetail['healthCheck'] {
  const [kind, ...command] = check?.Test ?? [];
  if (kind === undefined || kind === 'NONE' || (!health && command.length === 0)) return null;
  const last = health?.Log?.at(-1);
  const lastAtMs = last?.End ? Date.parse(last.End) : Number.NaN;
  return {
    command: boundText(command.join(' ')),
    // The engine counts in nanoseconds.
    intervalMs: check?.Interval ? check.Interval / 1e6 : defaultHealthIntervalMs,
    lastOutput: last ? boundText(last.Output ?? '') : null,
    lastAtMs: lastAtMs > 0 ? lastAtMs : null,
    failingStreak: health?.FailingStreak ?? 0,
  };
}

/** CPUs that it may use at most; null where nothing limits it. */
function cpuLimitOf(config: Inspected['HostConfig']): number | null {
  if (config?.NanoCpus) return config.NanoCpus / 1e9;
  if (config?.CpuQuota && config.CpuQuota > 0) return config.CpuQuota / (config.CpuPeriod || defaultCpuPeriod);
  return null;
}
