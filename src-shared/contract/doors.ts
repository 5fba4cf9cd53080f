import { z } from 'zod';
import { done, nothing } from './parts.ts';

export const apiStatusSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('off') }),
  z.object({ state: z.literal('listening'), address: z.string(), clients: z.number().int() }),
  /** `message` says what to do, such as choosing another port. */
  z.object({ state: z.literal('failed'), message: z.string() }),
]);
export type ApiStatus = z.infer<typeof apiStatusSchema>;

export const remoteIdSchema = z.string().regex(/^remote-[0-9a-f]{8}$/, 'Not a remote');
const remoteUrl = z.url({ protocol: /^https?$/, error: 'Write it as http://host:port or https://host' }).max(2_048);
const token = z.string().min(16, 'A token has at least 16 characters').max(512);
/** How a token is kept: by the system's keyring, or in a file that only the user can read. */
export const tokenKeepingSchema = z.enum(['keyring', 'file']);
export const remoteSchema = z.object({
  id: remoteIdSchema,
  name: z.string(),
  /** Without credentials. */
  url: z.string(),
  tokenKept: tokenKeepingSchema,
});
export type Remote = z.infer<typeof remoteSchema>;

/** The Socket.IO API of this Quarterdeck, and the other Quarterdecks that it watches. Not for callers from elsewhere. */
export const doorsContract = {
  getApiStatus: { argument: nothing, result: apiStatusSchema },
  /** The token, for the user who copies it. */
  getApiToken: { argument: nothing, result: z.object({ token: z.string() }) },
  /** A new token; clients with the old one are cut off. */
  renewApiToken: { argument: nothing, result: z.object({ token: z.string() }) },
  getRemotes: { argument: nothing, result: z.array(remoteSchema) },
  /** How the token of a remote that is added now would be kept, so that the user can be told before. */
  getTokenKeeping: { argument: nothing, result: tokenKeepingSchema },
  /** Tries it first; a wrong address or token is a Failure, and nothing is kept. */
  addRemote: {
    argument: z.object({ name: z.string().trim().min(1, 'Give it a name').max(64), url: remoteUrl, token }),
    result: remoteSchema,
  },
  removeRemote: { argument: z.object({ id: remoteIdSchema }), result: done },
} as const;
