import { z } from 'zod';
import { failureSchema } from './failure.ts';
import { containerIdSchema, hostIdSchema } from './ids.ts';

const timeMs = z.number();

/** Why an engine can't be used, in a form that decides what the window advises. */
export const problemKindSchema = z.enum([
  'socketMissing',
  'refused',
  'permissionDenied',
  'notAnswering',
  'stoppedOnPurpose',
  'malformedAddress',
  'notSupportedYet',
  'tooOld',
  'connectionLost',
  'other',
]);
export const problemSchema = z.object({
  kind: problemKindSchema,
  message: z.string(),
  /** Who does not answer; without it the engine. */
  who: z.literal('quarterdeck').optional(),
});
export type ProblemKind = z.infer<typeof problemKindSchema>;
/** What keeps an engine from answering; `message` is a sentence for the user. */
export type Problem = z.infer<typeof problemSchema>;

export const hostStatusSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('connecting'), sinceMs: timeMs }),
  z.object({ state: z.literal('connected'), sinceMs: timeMs }),
  z.object({
    state: z.literal('reconnecting'),
    sinceMs: timeMs,
    nextTryAtMs: timeMs.nullable(),
    problem: problemSchema,
  }),
  /** Waits for the user: permission, or an engine stopped on purpose that must not be woken. */
  z.object({
    state: z.literal('unreachable'),
    sinceMs: timeMs,
    problem: problemSchema,
  }),
]);
export type HostStatus = z.infer<typeof hostStatusSchema>;

export const engineSchema = z.object({
  /** 'Docker Engine', 'Podman Engine' ... as the engine names itself. */
  name: z.string(),
  version: z.string(),
  apiVersion: z.string(),
  operatingSystem: z.string(),
  cpuCount: z.number(),
  memoryBytes: z.number(),
  rootless: z.boolean(),
});
export type Engine = z.infer<typeof engineSchema>;

/** What a host can do. The interface asks for these, never for the kind of host. */
export const capabilitiesSchema = z.object({
  actions: z.boolean(),
  logs: z.boolean(),
  exec: z.boolean(),
  flow: z.boolean(),
  samples: z.enum(['none', 'api', 'kernel', 'remote']),
});
export type Capabilities = z.infer<typeof capabilitiesSchema>;

export const circuitSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('closed') }),
  z.object({ state: z.literal('open'), untilMs: timeMs }),
  /** Some are let through to see whether it works again. */
  z.object({ state: z.literal('halfOpen') }),
]);
export type Circuit = z.infer<typeof circuitSchema>;

export const hostSchema = z.object({
  id: hostIdSchema,
  /** 'This machine', a context's name ... */
  name: z.string(),
  /** `unix:///run/docker.sock`, `tcp://...`; never with credentials. */
  address: z.string(),
  demo: z.boolean(),
  /** Null until it has answered once. */
  engine: engineSchema.nullable(),
  capabilities: capabilitiesSchema,
  status: hostStatusSchema,
  /** Whether actions are let through: after several failures in a row they are refused for a while. */
  circuit: circuitSchema,
  /** When the engine last told us anything: the age of all that is shown. */
  lastSeenAtMs: timeMs.nullable(),
});
export type Host = z.infer<typeof hostSchema>;

export const actorSchema = z.object({
  kind: z.enum([
    'you',
    'person',
    'dockerCompose',
    'restartPolicy',
    'healthCheck',
    'kernel',
    'itself',
    'engine',
    'script',
    'rule',
    'notKnown',
  ]),
  /** The other person's machine, the script's or rule's own name, where the kind has one. */
  name: z.string().nullable(),
});
/** Who did something. Nothing is guessed: `notKnown` where the engine does not say. */
export type Actor = z.infer<typeof actorSchema>;

export const containerStateSchema = z.enum(['created', 'running', 'paused', 'restarting', 'removing', 'exited', 'dead']);
export type ContainerState = z.infer<typeof containerStateSchema>;
export const healthSchema = z.enum(['none', 'starting', 'healthy', 'unhealthy']);
export type Health = z.infer<typeof healthSchema>;

export const portSchema = z.object({
  containerPort: z.number(),
  protocol: z.enum(['tcp', 'udp', 'sctp']),
  /** Null where the port is exposed but not published. */
  hostPort: z.number().nullable(),
  hostAddress: z.string().nullable(),
});
export type Port = z.infer<typeof portSchema>;

export const endSchema = z.object({
  exitCode: z.number().nullable(),
  outOfMemory: z.boolean(),
  atMs: timeMs.nullable(),
  /** Whether somebody asked for this death; `notKnown` when it was found by listing. */
  requested: z.enum(['yes', 'no', 'notKnown']),
  by: actorSchema,
});
/** How a container's last run ended. */
export type End = z.infer<typeof endSchema>;

export const containerSchema = z.object({
  hostId: hostIdSchema,
  id: containerIdSchema,
  name: z.string(),
  image: z.string(),
  state: containerStateSchema,
  health: healthSchema,
  healthSinceMs: timeMs.nullable(),
  createdAtMs: timeMs,
  startedAtMs: timeMs.nullable(),
  /** Null while it runs for the first time. */
  end: endSchema.nullable(),
  /** Restarts by the restart policy, as the engine counts them. */
  restartCount: z.number(),
  restartPolicy: z.string(),
  autoRemove: z.boolean(),
  interactive: z.boolean(),
  project: z.string().nullable(),
  service: z.string().nullable(),
  ports: z.array(portSchema),
  /** The configured limit in bytes; null where there is none. */
  memoryLimitBytes: z.number().nullable(),
});
/** The list facts of a container; what only inspect knows is fetched on demand. */
export type Container = z.infer<typeof containerSchema>;

export const operationKindSchema = z.enum([
  'start',
  'stop',
  'restart',
  'kill',
  'pause',
  'unpause',
  'rename',
  'remove',
  'prune',
  'create',
  'pull',
  'updateCode',
  'update',
  'delete',
  'undoDelete',
  'ensureRunning',
  'restartGracefully',
]);
export type OperationKind = z.infer<typeof operationKindSchema>;
export const progressSchema = z.object({
  /** 0 to 100; null where it can't be told. */
  percent: z.number().min(0).max(100).nullable(),
  /** The step, in words: 'Pulling nginx:alpine'. */
  message: z.string(),
  /** Of a pull, in the order in which the engine named them; else empty. */
  layers: z.array(z.object({ id: z.string(), status: z.string(), currentBytes: z.number().nullable(), totalBytes: z.number().nullable() })),
});
/** How far an operation is. */
export type Progress = z.infer<typeof progressSchema>;

export const operationSchema = z.object({
  id: z.string(),
  hostId: hostIdSchema,
  /** Null for what concerns the whole host (prune). */
  containerId: containerIdSchema.nullable(),
  kind: operationKindSchema,
  by: actorSchema,
  state: z.enum(['queued', 'running']),
  sinceMs: timeMs,
  /** What it is about, in words: a container's name, an image. */
  subject: z.string(),
  /** Null for what is over in a moment. */
  progress: progressSchema.nullable(),
  cancellable: z.boolean(),
});
/** Something asked for that has not ended yet. */
export type Operation = z.infer<typeof operationSchema>;

export const outcomeSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true) }),
  z.object({ ok: z.literal(false), failure: failureSchema }),
]);
export type Outcome = z.infer<typeof outcomeSchema>;

export const engineEventSchema = z.object({
  action: z.string(),
  /** Only the attributes that we use: labels, which may hold secrets and 8 MiB of text, stay out. */
  attributes: z.record(z.string(), z.string()),
  /** Decimal, as it exceeds what a number holds exactly. */
  timeNano: z.string(),
});
export type EngineEvent = z.infer<typeof engineEventSchema>;

export const activitySchema = z.object({
  /** The story's id: a later telling of the same story (stop, then start: a restart) replaces the line. */
  id: z.string(),
  atMs: timeMs,
  hostId: hostIdSchema,
  containerId: containerIdSchema.nullable(),
  containerName: z.string(),
  project: z.string().nullable(),
  kind: z.enum(['crash', 'health', 'lifecycle', 'message', 'engine']),
  /** Decides the shape before the sentence. */
  tone: z.enum(['running', 'stopped', 'paused', 'restarting', 'crashed', 'unhealthy', 'healthy', 'attention', 'removed', 'neutral']),
  text: z.string(),
  by: actorSchema,
  facts: z.array(z.object({ label: z.string(), value: z.string() })),
  /** The engine's own words for it, oldest first; empty where it has none. */
  events: z.array(engineEventSchema),
});
/** One line of the feed. */
export type Activity = z.infer<typeof activitySchema>;
