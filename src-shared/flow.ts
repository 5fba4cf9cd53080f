import { z } from 'zod';
import { containerIdSchema, hostIdSchema } from './ids.ts';

/** A line to or from a flow container, in bytes. */
export const flowLineLimitBytes = 262_144;
/** Deeper JSON parses, but copying it throws. */
export const flowDepthLimit = 64;
export const flowReplyTimeoutMs = 30_000;
export const flowProtocolVersion = 1;

/** How a flow container's socket stands. */
export const flowStatusSchema = z.object({
  hostId: hostIdSchema,
  containerId: containerIdSchema,
  /** Where Quarterdeck listens, on the machine where the core runs. */
  socketPath: z.string(),
  state: z.discriminatedUnion('state', [
    z.object({ state: z.literal('waiting') }),
    z.object({ state: z.literal('connected'), sinceMs: z.number() }),
    /** `message` says what to do: another Quarterdeck owns the folder, the path is too long ... */
    z.object({ state: z.literal('failed'), message: z.string() }),
  ]),
  /** The name that it gave in its hello; a hint, not to be trusted. */
  saidName: z.string().nullable(),
  lastCommunicationAtMs: z.number().nullable(),
});
export type FlowStatus = z.infer<typeof flowStatusSchema>;

export const flowMessageSchema = z.object({
  /** Counts up within one core. */
  sequence: z.number().int(),
  atMs: z.number(),
  direction: z.enum(['toContainer', 'fromContainer']),
  kind: z.enum(['command', 'reply', 'failedReply', 'event', 'broken']),
  /** Joins a command and its reply; null for events. */
  correlationId: z.string().nullable(),
  /** `command`, or the event's name, or why the line is broken. */
  title: z.string(),
  /** The JSON as text, secrets masked, cut at `flowBodyLimit` characters. */
  body: z.string(),
  /** From the command's sending to this reply. */
  latencyMs: z.number().nullable(),
});
/** One line of the Messages tab. */
export type FlowMessage = z.infer<typeof flowMessageSchema>;

/** How many messages of one container are kept, and how much text of each. */
export const flowMessagesKept = 1_000;
export const flowBodyLimit = 16_384;

export const flowChunkSchema = z.object({
  hostId: hostIdSchema,
  containerId: containerIdSchema,
  messages: z.array(flowMessageSchema),
  /** Left out before these because more came than anybody can read. */
  skipped: z.number().int(),
});
export type FlowChunk = z.infer<typeof flowChunkSchema>;

export const flowReplySchema = z.object({
  /** What the container answered. */
  data: z.json(),
  latencyMs: z.number(),
});
export type FlowReply = z.infer<typeof flowReplySchema>;

export const flowCommandSchema = z.object({
  command: z.string().min(1, 'Name a command').max(256),
  data: z.json(),
});
export type FlowCommand = z.infer<typeof flowCommandSchema>;
