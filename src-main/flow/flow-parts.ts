import type { Result } from '../../src-shared/failure.ts';
import type { FlowCommand, FlowMessage, FlowReply, FlowStatus } from '../../src-shared/flow.ts';

/** What a container that is to be made needs so that it can speak with us. Exactly one of `adopt` and `discard` ends it. */
export interface PreparedFlow {
  /** For `HostConfig.Mounts`, as the engine wants it. */
  readonly mount: { readonly Type: 'bind'; readonly Source: string; readonly Target: string; readonly ReadOnly: true };
  /** `NAME=value`, for `Env`. */
  readonly environment: readonly string[];
  /** By which a Quarterdeck that was started anew finds the container. A hint only: the mount is what counts. */
  readonly labels: Readonly<Record<string, string>>;
  /** The container was made (its whole id): listens for it. Call it before the container starts. */
  adopt(containerId: string): Promise<Result<null>>;
  /** It was not made: removes the folder. */
  discard(): Promise<void>;
}

/** An event that a container sent unasked. */
export interface FlowEvent {
  readonly event: string;
  readonly actor: string | null;
  readonly data: FlowReply['data'];
}

export type FlowMessagesListener = (messages: readonly FlowMessage[], skipped: number) => void;

/** What the rest of the core asks of the flow sockets. Container ids are whole ones. */
export interface FlowParts {
  /** Why flow containers can't be had on that host, in a sentence; null where they can. */
  refusalFor(hostId: string): string | null;
  /** Makes a folder for a container that is about to be created. A Failure leaves nothing behind. */
  prepare(hostId: string): Promise<Result<PreparedFlow>>;
  /** The socket's status; undefined for a container that is none of ours. */
  statusOf(hostId: string, containerId: string): FlowStatus | undefined;
  isConnected(hostId: string, containerId: string): boolean;
  /**
   * Gives the folder of one container to another that mounts it too (an update, and its way back): the old one's connection
   * ends, the socket is named after the new one. From then on the removal of the old container touches nothing. A success
   * without effect where `fromContainerId` is no flow container.
   */
  hand(hostId: string, fromContainerId: string, toContainerId: string): Promise<Result<null>>;
  /** The container is gone for good: its socket and folder go. Does nothing for one that is none of ours. */
  cleanup(hostId: string, containerId: string): Promise<void>;
  /** Sends one command and waits for its reply. */
  send(hostId: string, containerId: string, message: FlowCommand, timeoutMs: number): Promise<Result<FlowReply>>;
  /** Waits for the next event that the container sends unasked. */
  receive(hostId: string, containerId: string, timeoutMs: number, signal: AbortSignal): Promise<Result<FlowEvent>>;
  /** What is kept of a container's messages when it is called, oldest first. */
  messages(hostId: string, containerId: string): Promise<readonly FlowMessage[]>;
  clear(hostId: string, containerId: string): void;
  /** New messages from now on, gathered for about 50 ms. Returns its unsubscribe. */
  watch(hostId: string, containerId: string, listener: FlowMessagesListener): () => void;
  /** Every event of every container, for the API. Returns its unsubscribe. */
  onEvent(listener: (hostId: string, containerId: string, event: FlowEvent) => void): () => void;
}
