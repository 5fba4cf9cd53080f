import { z } from 'zod';
import type { SampleBatch, SampleHistory } from './samples.ts';

/** How two Quarterdecks speak on `/quarterdeck`; both sides have the same, or they do not speak. */
export const remoteProtocol = 1;
export const remoteNamespace = '/quarterdeck';

/** Where a client was when it lost the connection: in which life of the server, and after which batch. */
const resumeSchema = z.object({ epoch: z.uuid(), sequence: z.number().int().min(0) });
export type Resume = z.infer<typeof resumeSchema>;

/** What a client gives as Socket.IO's `auth`, beside the token that the door has checked. */
export const greetingSchema = z.object({
  protocol: z.number().int(),
  /** The machine's name, by which the other side's feed names who acted. */
  client_name: z.string().min(1).max(255),
  resume: resumeSchema.nullable(),
});
export type Greeting = z.infer<typeof greetingSchema>;

/** The server's first word. The batches that the client has missed follow it; or `resumed` is false, and it asks for a snapshot. */
export const helloSchema = z.object({
  protocol: z.number().int(),
  /** One life of the server: after a restart the batches are counted anew. */
  epoch: z.uuid(),
  /** The server's machine. */
  name: z.string(),
  /** The server's clock. */
  atMs: z.number(),
  resumed: z.boolean(),
});
export type Hello = z.infer<typeof helloSchema>;

/** Events beside the contract's pushes, which go by their own names. */
export const remoteEvents = {
  hello: 'hello',
  refused: 'refused',
  invoke: 'invoke',
  setVisible: 'setVisible',
  alive: 'alive',
} as const;

/** The last word to a client that can't be served. */
export const refusalSchema = z.object({ reason: z.enum(['protocol', 'greeting']), protocol: z.number().int() });

const bytesSchema = z.instanceof(Uint8Array);

/** Numbers as the bytes that they are, which is what Socket.IO carries. Both sides are little-endian, as every machine that runs it. */
export function toBytes(values: Float64Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

/** The numbers of such bytes, which may lie anywhere in memory; undefined for what is none. */
export function toNumbers(bytes: unknown): Float64Array<ArrayBuffer> | undefined {
  const parsed = bytesSchema.safeParse(bytes);
  if (!parsed.success || parsed.data.byteLength % Float64Array.BYTES_PER_ELEMENT !== 0) return undefined;
  return new Float64Array(new Uint8Array(parsed.data).buffer);
}

export function samplesToWire(batch: SampleBatch): unknown {
  return { ...batch, values: toBytes(batch.values) };
}

export function historyToWire(history: readonly SampleHistory[]): unknown {
  return history.map((one) => ({ ...one, values: toBytes(one.values) }));
}

/** Puts numbers in the place of `values`' bytes; whatever is wrong is left to the schema to find. */
export function numbersFromWire(payload: unknown): unknown {
  if (Array.isArray(payload)) return payload.map(numbersFromWire);
  if (typeof payload !== 'object' || payload === null || !('values' in payload)) return payload;
  return { ...payload, values: toNumbers(payload.values) };
}

const remoteHostId = /^(remote-[0-9a-f]{8})(?:-(.+))?$/;

/** Which remote Quarterdeck a host belongs to, and its id there (null: the Quarterdeck itself, while its engines are not known); null for our own. */
export function splitRemoteHostId(hostId: string): { readonly remoteId: string; readonly hostId: string | null } | null {
  const match = remoteHostId.exec(hostId);
  return match?.[1] === undefined ? null : { remoteId: match[1], hostId: match[2] ?? null };
}

/** Whether the host is reached through another Quarterdeck. */
export function isRemoteHostId(hostId: string): boolean {
  return splitRemoteHostId(hostId) !== null;
}
