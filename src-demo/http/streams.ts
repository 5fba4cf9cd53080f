import type { ServerResponse } from 'node:http';

export type StreamKind = 'events' | 'stats' | 'logs';

/** The answers that are still going on, by kind: faults strike them, tests count them. */
export interface Streams {
  /** Registers an answer until its connection closes; `onClose` is called then, once. */
  readonly add: (kind: StreamKind, response: ServerResponse, onClose: () => void) => void;
  readonly of: (kind: StreamKind) => readonly ServerResponse[];
}

export function createStreams(): Streams {
  const open = new Map<ServerResponse, StreamKind>();
  return {
    add: (kind, response, onClose) => {
      open.set(response, kind);
      response.once('close', () => {
        open.delete(response);
        onClose();
      });
    },
    of: (kind) => [...open].filter(([, own]) => own === kind).map(([response]) => response),
  };
}
