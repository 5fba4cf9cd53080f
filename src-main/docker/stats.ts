import type { CallOptions, EngineClient } from './client.ts';
import { LineSplitter } from './line-splitter.ts';

export interface StatsStreamOptions {
  readonly signal: AbortSignal;
  /** Each frame as the engine sent it, parsed as JSON. */
  readonly onFrame: (frame: unknown) => void;
}

const frameLimitBytes = 1_048_576;

/**
 * Streams a container's stats, about one frame a second, until the signal ends it. Resolves when the stream is over.
 * The engine goes on with empty frames after the container has stopped: whoever opened it must close it.
 */
export async function streamStats(client: EngineClient, containerId: string, options: StatsStreamOptions): Promise<void> {
  // Engine 20.10 sends not even the headers before the first reading; a hung engine is noticed by the heartbeat.
  const stream = await client.openStream((docker) => docker.getContainer(containerId).stats({ stream: true }), {
    signal: options.signal,
    openDeadlineMs: null,
  });
  const splitter = new LineSplitter(frameLimitBytes, (line) => {
    const frame = parseFrame(line);
    if (frame !== undefined) options.onFrame(frame);
  });
  stream.on('data', (chunk: Buffer) => splitter.push(chunk));
  await new Promise<void>((resolve) => {
    stream.once('end', () => stream.destroy());
    stream.once('close', () => resolve());
  });
}

/** One reading without a previous one, so its CPU is to be compared with an earlier reading's. */
export async function readStats(client: EngineClient, containerId: string, options: CallOptions): Promise<unknown> {
  return client.call((docker) => docker.getContainer(containerId).stats({ stream: false, 'one-shot': true }), options);
}

/** A frame cut short by a dying engine is no news: the stream's end is. */
function parseFrame(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
