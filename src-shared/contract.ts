import { z } from 'zod';
import { batchSchema } from './changes.ts';
import { containerDetailSchema, environmentSchema } from './container-detail.ts';
import { attentionContract } from './contract/attention.ts';
import { createContract } from './contract/create.ts';
import { desktopStatusContract, navigateSchema } from './contract/desktop.ts';
import { doorsContract } from './contract/doors.ts';
import { flowContract } from './contract/flow.ts';
import { referenceFields as container, done, host, nothing } from './contract/parts.ts';
import { updateContract } from './contract/update.ts';
import { type Result, resultSchema } from './failure.ts';
import { snapshotSchema } from './fleet.ts';
import { flowChunkSchema } from './flow.ts';
import { containerIdSchema, containerNameSchema, hostIdSchema } from './ids.ts';
import { logChunkSchema, logLinesKept } from './logs.ts';
import { sampleBatchSchema, sampleHistorySchema } from './samples.ts';
import { settingsPatchSchema, settingsSchema } from './settings.ts';

/** What `docker kill` takes: a name with or without SIG, or a number. */
export const signalSchema = z.string().regex(/^(SIG)?[A-Z][A-Z0-9+-]{1,15}$|^[1-9][0-9]?$/, 'Not a signal');

/**
 * Everything a window may ask of the core: command -> argument and result. The same commands go over Electron's IPC
 * and over Socket.IO's /quarterdeck. Every command answers with a Result; a command without a handler does not compile.
 */
export const coreContract = {
  /** The Fleet as it is, with the number of the last batch that it includes. */
  getSnapshot: { argument: nothing, result: snapshotSchema },

  startContainer: { argument: z.object(container), result: done },
  /** The engine sends the stop signal, waits `timeoutSeconds` (null: the container's own, else 10), then SIGKILL. */
  stopContainer: {
    argument: z.object({
      ...container,
      timeoutSeconds: z.number().int().min(0).max(3600).nullable(),
    }),
    result: done,
  },
  restartContainer: {
    argument: z.object({
      ...container,
      timeoutSeconds: z.number().int().min(0).max(3600).nullable(),
    }),
    result: done,
  },
  killContainer: {
    argument: z.object({ ...container, signal: signalSchema }),
    result: done,
  },
  pauseContainer: { argument: z.object(container), result: done },
  unpauseContainer: { argument: z.object(container), result: done },
  renameContainer: {
    argument: z.object({ ...container, name: containerNameSchema }),
    result: done,
  },
  removeContainer: {
    argument: z.object({
      ...container,
      force: z.boolean(),
      volumes: z.boolean(),
    }),
    result: done,
  },
  /** Removes every stopped container of the host. */
  pruneContainers: {
    argument: z.object(host),
    result: z.object({
      containerIds: z.array(containerIdSchema),
      reclaimedBytes: z.number(),
    }),
  },

  inspectContainer: {
    argument: z.object(container),
    result: containerDetailSchema,
  },
  /** The environment with its values, for a user who asked to see them. */
  getEnvironment: { argument: z.object(container), result: environmentSchema },

  /** Follows a log; lines come as `logs` pushes that carry the caller's `streamId`, until `closeLogs`. */
  openLogs: {
    argument: z.object({
      ...container,
      streamId: z.uuid(),
      tailLines: z.number().int().min(0).max(logLinesKept),
    }),
    result: done,
  },
  closeLogs: { argument: z.object({ streamId: z.uuid() }), result: done },

  /** Which containers this window shows: these are sampled once a second, the others every 10 s. Replaces the last list. */
  watchSamples: {
    argument: z.object({ watched: z.array(z.object(container)).max(200) }),
    result: done,
  },
  /** Kept samples since `sinceMs`; `containers` null: of all. */
  getSampleHistory: {
    argument: z.object({
      containers: z.array(z.object(container)).nullable(),
      sinceMs: z.number(),
    }),
    result: z.array(sampleHistorySchema),
  },

  /** Tries now, instead of at the next try's time; touches an engine that was stopped on purpose. Null: look everywhere. */
  retryHost: {
    argument: z.object({ hostId: hostIdSchema.nullable() }),
    result: done,
  },
  /** Starts the scripted engine beside the real ones and shows it as a host. */
  startDemoEngine: {
    argument: z.object({ containers: z.number().int().min(10).max(1000) }),
    result: done,
  },
  stopDemoEngine: { argument: nothing, result: done },

  getSettings: { argument: nothing, result: settingsSchema },
  updateSettings: {
    argument: settingsPatchSchema,
    result: settingsSchema,
  },

  ...createContract,
  ...updateContract,
  ...flowContract,
  ...attentionContract,
} as const;

/** What only a desktop can do. */
export const desktopContract = {
  copyText: {
    argument: z.object({ text: z.string().max(4_194_304) }),
    result: done,
  },
  /** Asks where to save. The result is the path, or null if the user thought better of it. */
  saveText: {
    argument: z.object({
      suggestedName: z.string().max(255),
      text: z.string().max(67_108_864),
    }),
    result: z.string().nullable(),
  },
  /** Opens a published port in the browser; the address comes from the Fleet, not from the window. */
  openPort: {
    argument: z.object({
      ...container,
      hostPort: z.number().int().min(1).max(65535),
    }),
    result: done,
  },
  /** Shows the folder of Quarterdeck's own logs in the desktop's file manager. */
  openLogFolder: { argument: nothing, result: done },
  /** Asks for a folder. The result is its path, or null if the user thought better of it. */
  chooseFolder: { argument: z.object({ title: z.string().max(255) }), result: z.string().nullable() },

  ...doorsContract,
  ...desktopStatusContract,
} as const;

export const contract = { ...coreContract, ...desktopContract } as const;

export type CommandName = keyof typeof contract;
export type CoreCommandName = keyof typeof coreContract;
export type DesktopCommandName = keyof typeof desktopContract;
export type Argument<C extends CommandName> = z.output<(typeof contract)[C]['argument']>;
export type Value<C extends CommandName> = z.output<(typeof contract)[C]['result']>;

/** What the core tells without being asked. */
export const pushes = {
  batch: batchSchema,
  samples: sampleBatchSchema,
  logs: logChunkSchema,
  flow: flowChunkSchema,
  /** The desktop leads the window to a place. */
  navigate: navigateSchema,
} as const;
export type PushName = keyof typeof pushes;
export type Push<P extends PushName> = z.output<(typeof pushes)[P]>;

/** Whoever answers commands for one caller: the core behind IPC or Socket.IO. */
export type Invoke = <C extends CommandName>(command: C, argument: Argument<C>) => Promise<Result<Value<C>>>;

export function isCommandName(name: unknown): name is CommandName {
  return typeof name === 'string' && Object.hasOwn(contract, name);
}

/** Parses what came back for `command`; throws a ZodError if the other side broke the contract. */
export function parseResult<C extends CommandName>(command: C, answer: unknown): Result<Value<C>> {
  const schema: z.ZodType<Result<Value<C>>> = resultSchemaOf(command) as never;
  return schema.parse(answer);
}

/** Made when it is first needed: all of them would hold up the start, and each time anew takes longer than the parsing. */
const resultSchemas = new Map<CommandName, z.ZodType>();

function resultSchemaOf(command: CommandName): z.ZodType {
  const known = resultSchemas.get(command);
  if (known) return known;
  const schema = resultSchema(contract[command].result);
  resultSchemas.set(command, schema);
  return schema;
}
