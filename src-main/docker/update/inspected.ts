import { z } from 'zod';
import { containerIdSchema } from '../../../src-shared/ids.ts';

const text = z
  .string()
  .nullish()
  .transform((it) => it ?? '');
const words = z.union([z.array(z.string()), z.string().transform((it) => [it])]).nullish();
const entries = z.record(z.string(), z.unknown()).nullish();

const healthcheckSchema = z.looseObject({
  Test: z.array(z.string()).nullish(),
  Interval: z.number().nullish(),
  Timeout: z.number().nullish(),
  StartPeriod: z.number().nullish(),
  Retries: z.number().nullish(),
});
export type Healthcheck = z.infer<typeof healthcheckSchema>;

/** What an image and a container both have; all else that the engine tells is carried along unread. */
export const imageConfigSchema = z.looseObject({
  Env: z.array(z.string()).nullish(),
  Cmd: words,
  Entrypoint: words,
  Labels: z.record(z.string(), z.string()).nullish(),
  WorkingDir: text,
  User: text,
  StopSignal: text,
  Healthcheck: healthcheckSchema.nullish(),
  ExposedPorts: entries,
  Volumes: entries,
});
export type ImageConfig = z.infer<typeof imageConfigSchema>;

const mountSchema = z.looseObject({ Type: text, Source: text, Target: text, ReadOnly: z.boolean().nullish() });
export type MountWish = z.infer<typeof mountSchema>;

const bindingSchema = z.looseObject({ HostIp: text, HostPort: text });

export const hostConfigSchema = z.looseObject({
  Binds: z.array(z.string()).nullish(),
  Mounts: z.array(mountSchema).nullish(),
  VolumesFrom: z.array(z.string()).nullish(),
  Links: z.array(z.string()).nullish(),
  NetworkMode: text,
  UTSMode: text,
  AutoRemove: z.boolean().nullish(),
  ReadonlyRootfs: z.boolean().nullish(),
  PortBindings: z.record(z.string(), z.array(bindingSchema).nullish()).nullish(),
  RestartPolicy: z.looseObject({ Name: text, MaximumRetryCount: z.number().nullish() }).nullish(),
  Memory: z.number().nullish(),
  MemorySwap: z.number().nullish(),
  NanoCpus: z.number().nullish(),
  CpuQuota: z.number().nullish(),
  CpuPeriod: z.number().nullish(),
});
export type HostConfig = z.infer<typeof hostConfigSchema>;

const endpointSchema = z.looseObject({
  NetworkID: text,
  Aliases: z.array(z.string()).nullish(),
  Links: z.array(z.string()).nullish(),
  IPAMConfig: z.record(z.string(), z.unknown()).nullish(),
  DriverOpts: z.record(z.string(), z.string()).nullish(),
});
export type Endpoint = z.infer<typeof endpointSchema>;

const stateSchema = z.looseObject({
  Status: text,
  Running: z.boolean().catch(false),
  Restarting: z.boolean().catch(false),
  OOMKilled: z.boolean().catch(false),
  ExitCode: z.number().catch(0),
  Error: text,
  StartedAt: text,
  Health: z
    .looseObject({
      Status: text,
      Log: z.array(z.looseObject({ Output: text })).nullish(),
    })
    .nullish(),
});

/** Inspect's answer as far as making the container anew must understand it; what is not named here is kept as it is. */
export const inspectedContainerSchema = z.looseObject({
  Id: containerIdSchema,
  Name: text.transform((it) => it.replace(/^\//, '')),
  /** The image's id; `Config.Image` is what it was called. */
  Image: text,
  RestartCount: z.number().catch(0),
  State: stateSchema,
  Config: imageConfigSchema.extend({ Image: text, Hostname: text, Domainname: text }),
  HostConfig: hostConfigSchema,
  Mounts: z.array(z.looseObject({ Type: text, Name: text, Source: text, Destination: text })).nullish(),
  NetworkSettings: z.looseObject({ Networks: z.record(z.string(), endpointSchema.nullable()).nullish() }).nullish(),
});
export type InspectedContainer = z.infer<typeof inspectedContainerSchema>;

export const inspectedImageSchema = z.looseObject({ Id: z.string(), Config: imageConfigSchema.nullish() });
export type InspectedImage = z.infer<typeof inspectedImageSchema>;

/** The networks that it is in, by name. */
export function networksOf(container: InspectedContainer): Record<string, Endpoint> {
  const found = Object.entries(container.NetworkSettings?.Networks ?? {});
  // An endpoint whose network is gone may be null.
  return Object.fromEntries(found.flatMap(([name, endpoint]): [string, Endpoint][] => (endpoint ? [[name, endpoint]] : [])));
}
