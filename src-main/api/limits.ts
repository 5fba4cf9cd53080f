import type { BacklogLimits } from './slow-clients.ts';

/** What one client may ask of the server. */
export interface ApiLimits {
  /** A message larger than this is answered with a Failure. */
  readonly messageBytes: number;
  /** Above this a client is cut off while it sends: it is not even read to the end. */
  readonly cutOffBytes: number;
  /** Levels of nesting in a message. */
  readonly messageDepth: number;
  /** Requests at once, and a second from then on; those above get a Failure. */
  readonly requestBurst: number;
  readonly requestsPerSecond: number;
  /** Waiting to be sent; a client that lets more gather is dropped. */
  readonly backlog: BacklogLimits;
  /** Connections, those that have not shown a token yet included. */
  readonly connections: number;
  /** How long a connection may go without a token that is right, in ms. */
  readonly connectWithinMs: number;
  /** A client that does not answer within `pingTimeoutMs` of the ping that goes out each `pingIntervalMs` is gone. */
  readonly pingIntervalMs: number;
  readonly pingTimeoutMs: number;
}

export const usualLimits: ApiLimits = {
  messageBytes: 1_048_576,
  cutOffBytes: 4_194_304,
  messageDepth: 96,
  requestBurst: 500,
  requestsPerSecond: 200,
  backlog: { packets: 10_000, bytes: 16_777_216 },
  connections: 2_000,
  connectWithinMs: 10_000,
  pingIntervalMs: 20_000,
  pingTimeoutMs: 20_000,
};
