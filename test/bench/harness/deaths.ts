import { openCall } from '../../support/engine-call.ts';
import { textAt, valueAt } from '../../support/json-read.ts';

/** An engine's deaths, as it tells them itself. */
export interface DeathRecord {
  /** By container id: the `die` event's own timeNano, ms since the epoch. */
  readonly diedAtMs: ReadonlyMap<string, number>;
  close(): void;
}

/** Reads the engine's deaths on a stream of its own. */
export async function recordDeaths(socketPath: string): Promise<DeathRecord> {
  const filters = encodeURIComponent(JSON.stringify({ type: ['container'], event: ['die'] }));
  const stream = await openCall(socketPath, 'GET', `/events?filters=${filters}`);
  const diedAtMs = new Map<string, number>();
  let rest = '';
  stream.setEncoding('utf8').on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const event: unknown = JSON.parse(line);
      diedAtMs.set(textAt(event, 'Actor', 'ID'), Number(valueAt(event, 'timeNano')) / 1e6);
    }
  });
  stream.on('error', () => undefined);
  return { diedAtMs, close: () => stream.destroy() };
}

/** The host's pid of a container's first process. */
export function pidIn(inspected: unknown): number {
  const pid = Number(valueAt(inspected, 'State', 'Pid'));
  if (!(pid > 0)) throw new Error('the container does not run');
  return pid;
}
