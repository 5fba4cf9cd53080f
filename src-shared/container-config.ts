import { z } from 'zod';
import { containerNameSchema } from './ids.ts';

/** No NUL anywhere: the kernel would cut the text there, and the engine says only 'invalid argument'. */
const text = (limit: number) =>
  z
    .string()
    .max(limit)
    .refine((it) => !it.includes('\0'), 'This holds a NUL character');
const absolutePath = text(4_096).regex(/^\//, 'A path inside the container starts with /');

/** `name[:tag][@digest]` with an optional registry, as `docker pull` takes it. */
export const imageReferenceSchema = z
  .string()
  .trim()
  .min(1, 'Name an image, such as nginx:alpine')
  .max(512)
  .regex(
    /^(?:[a-zA-Z0-9.-]+(?::[0-9]+)?\/)?[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*(?::[\w][\w.-]{0,127})?(?:@sha256:[0-9a-f]{64})?$|^(?:sha256:)?[0-9a-f]{12,64}$/,
    'Not an image name. Write it as name:tag, such as nginx:alpine; names are lower case',
  );

export const environmentNameSchema = z
  .string()
  .min(1, 'A variable needs a name')
  .max(1_024)
  .refine((it) => !it.includes('=') && !it.includes('\0'), 'A variable’s name can’t hold =');
/** Name -> value. Values may be secrets: they reach no log, feed or notification. */
export const environmentRecordSchema = z.record(environmentNameSchema, text(131_072));

export const portNumberSchema = z.number().int().min(1, 'Ports are 1 to 65535').max(65_535, 'Ports are 1 to 65535');
export const publishedPortSchema = z.object({
  containerPort: portNumberSchema,
  protocol: z.enum(['tcp', 'udp', 'sctp']),
  /** Null: the engine picks a free one. */
  hostPort: portNumberSchema.nullable(),
  /** Null: all addresses of the host. */
  hostAddress: z.union([z.ipv4(), z.ipv6()]).nullable(),
});

export const volumeSchema = z.object({
  /** A folder of the host (absolute), or a volume's name. */
  source: z.union(
    [text(4_096).regex(/^\//), z.string().regex(/^[a-zA-Z0-9][a-zA-Z0-9_.-]{1,254}$/)],
    'Name a folder by its whole path, or a volume by its name',
  ),
  target: absolutePath,
  readOnly: z.boolean(),
});

export const attachedNetworkSchema = z.object({
  name: z.string().min(1, 'Name a network').max(255),
  aliases: z.array(z.string().min(1).max(255)).max(64),
  /** A fixed IPv4 address; null: the engine gives one. */
  address: z.ipv4('Not an IPv4 address').nullable(),
});

export const restartPolicySchema = z.object({
  name: z.enum(['no', 'on-failure', 'always', 'unless-stopped']),
  /** Of `on-failure` only; 0: without end. */
  maximumRetries: z.number().int().min(0).max(1_000),
});

export const healthCheckSchema = z.object({
  /** Run by the container's shell. */
  command: text(8_192).min(1, 'Say what to run'),
  intervalSeconds: z.number().min(1).max(86_400),
  timeoutSeconds: z.number().min(1).max(86_400),
  retries: z.number().int().min(1).max(100),
  startPeriodSeconds: z.number().min(0).max(86_400),
});

/** Docker refuses less than 6 MiB. */
export const smallestMemoryLimitBytes = 6 * 1024 ** 2;

const fields = {
  image: imageReferenceSchema,
  /** Null: the engine makes one up. */
  name: containerNameSchema.nullable(),
  /** Null: the image's own. */
  command: z.array(text(131_072)).max(1_024).nullable(),
  entrypoint: z.array(text(131_072)).max(1_024).nullable(),
  workingDirectory: absolutePath.nullable(),
  user: text(255).nullable(),
  environment: environmentRecordSchema,
  volumes: z.array(volumeSchema).max(256),
  ports: z.array(publishedPortSchema).max(1_024),
  /** Empty: the engine's default network. */
  networks: z.array(attachedNetworkSchema).max(32),
  restartPolicy: restartPolicySchema,
  /** In cores: 0.5 is half of one; null: all. */
  cpuLimit: z.number().min(0.01, 'At least 0.01 of a core').max(4_096).nullable(),
  memoryLimitBytes: z
    .number()
    .int()
    .min(smallestMemoryLimitBytes, 'At least 6 MiB')
    .max(2 ** 53 - 1)
    .nullable(),
  labels: z.record(z.string().min(1, 'A label needs a name').max(1_024), text(65_536)),
  /** Null: the image's own. */
  healthCheck: healthCheckSchema.nullable(),
  /** Removed by the engine when it ends (`--rm`). */
  autoRemove: z.boolean(),
  /** Gives it a socket to speak JSON with Quarterdeck. */
  flow: z.boolean(),
};

/** What can be said of a container to be made; the form, IPC and the Socket.IO API all check with these fields. */
export const containerConfigFields = fields;

/** One container to be made. What one field alone can't tell is checked here, each problem at the field that it concerns. */
export const containerConfigSchema = z.object(fields).superRefine((config, context) => {
  const problem = (path: (string | number)[], message: string) => context.addIssue({ code: 'custom', path, message });
  if (config.autoRemove && config.restartPolicy.name !== 'no') {
    problem(['restartPolicy'], 'A container that is removed when it ends can’t be restarted. Choose one of the two');
  }
  for (const [index, at] of repeated(config.volumes.map((it) => it.target))) {
    problem(['volumes', index, 'target'], `${at} is mounted twice`);
  }
  for (const [index, at] of repeated(
    config.ports.map((it) => (it.hostPort === null ? null : `${it.hostAddress ?? ''}:${it.hostPort}/${it.protocol}`)),
  )) {
    problem(['ports', index, 'hostPort'], `Port ${at.replace(/^:/, '')} is published twice`);
  }
  for (const [index, name] of repeated(config.networks.map((it) => it.name)))
    problem(['networks', index, 'name'], `${name} is there twice`);
});
export type ContainerConfig = z.infer<typeof containerConfigSchema>;

/** Some of a container's configuration, to change; what is not named stays as it is. */
export const containerConfigPatchSchema = z.object(fields).omit({ name: true, flow: true, autoRemove: true }).partial();
export type ContainerConfigPatch = z.infer<typeof containerConfigPatchSchema>;

/** What an empty form holds. */
export const emptyContainerConfig: ContainerConfig = {
  image: '',
  name: null,
  command: null,
  entrypoint: null,
  workingDirectory: null,
  user: null,
  environment: {},
  volumes: [],
  ports: [],
  networks: [],
  restartPolicy: { name: 'no', maximumRetries: 0 },
  cpuLimit: null,
  memoryLimitBytes: null,
  labels: {},
  healthCheck: null,
  autoRemove: false,
  flow: false,
};

/** Index and text of each entry that was there before. */
function repeated(texts: readonly (string | null)[]): [number, string][] {
  const seen = new Set<string>();
  return [...texts.entries()].flatMap(([index, it]): [number, string][] => {
    if (it === null) return [];
    if (seen.has(it)) return [[index, it]];
    seen.add(it);
    return [];
  });
}
