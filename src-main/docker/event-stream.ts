import type { ContainerEventChange } from '../../src-shared/changes.ts';
import type { EngineClient } from './client.ts';
import { decodeEvent, watchedActions } from './decode-event.ts';
import { LineSplitter } from './line-splitter.ts';

export interface EventStreamOptions {
  readonly hostId: string;
  readonly signal: AbortSignal;
  /** Called once for each chunk that the engine sent, with what it held, in order; may be empty. */
  readonly onEvents: (changes: readonly ContainerEventChange[]) => void;
  /** A line could not be read: too long, or no JSON. What it told is lost, so the whole list is worth asking for. */
  readonly onUnreadable: (reason: string) => void;
  readonly lineLimitBytes?: number;
  readonly openDeadlineMs?: number;
}

/** Labels travel in events, and an engine takes labels of 32 MiB; escaped as JSON they grow. */
const defaultLineLimitBytes = 96 * 1_048_576;

/**
 * Subscribes to a container's events. Resolves once the engine has begun to answer; `ended` resolves when the stream is
 * over, for whatever reason: engines that die say 'aborted' or ECONNRESET, those that stop end it, and we abort it.
 */
export async function openEventStream(client: EngineClient, options: EventStreamOptions): Promise<{ readonly ended: Promise<void> }> {
  const filters = JSON.stringify({ type: ['container'], event: watchedActions });
  const stream = await client.openStream((docker) => docker.getEvents({ filters }), {
    signal: options.signal,
    ...(options.openDeadlineMs === undefined ? {} : { openDeadlineMs: options.openDeadlineMs }),
  });
  let changes: ContainerEventChange[] = [];
  const readLine = (line: string) => {
    const json = parseJson(line);
    if (json === undefined) return options.onUnreadable('a line is no JSON');
    const change = decodeEvent(options.hostId, json, line);
    if (change) changes.push(change);
  };
  const splitter = new LineSplitter(options.lineLimitBytes ?? defaultLineLimitBytes, readLine, () =>
    options.onUnreadable('a line is too long'),
  );
  // Always in flowing mode: one reader that stalls slows every client of the engine.
  stream.on('data', (chunk: Buffer) => {
    splitter.push(chunk);
    const read = changes;
    changes = [];
    options.onEvents(read);
  });
  const ended = new Promise<void>((resolve) => {
    stream.once('end', () => stream.destroy());
    stream.once('close', () => resolve());
  });
  return { ended };
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
