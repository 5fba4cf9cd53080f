import type { IncomingMessage } from 'node:http';
import { openCall } from './engine-call.ts';

export interface ToldEvent {
  readonly type: string;
  readonly action: string;
  readonly id: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** The event as it came. */
  readonly json: unknown;
}

/** Everything that an engine tells from now on. Whoever opens it closes it. */
export interface EventLog {
  readonly events: readonly ToldEvent[];
  /** Resolves when an event that fits has been told, also if it was told before. */
  readonly until: (fits: (event: ToldEvent) => boolean, times?: number) => Promise<void>;
  readonly close: () => void;
}

export async function openEventLog(socketPath: string): Promise<EventLog> {
  const response = await openCall(socketPath, 'GET', '/v1.41/events');
  const events: ToldEvent[] = [];
  const waiting = new Set<() => void>();
  readLines(response, (line) => {
    events.push(parseEvent(line));
    for (const check of [...waiting]) check();
  });
  return {
    events,
    until: (fits, times = 1) =>
      new Promise((resolve) => {
        const check = () => {
          if (events.filter(fits).length < times) return;
          waiting.delete(check);
          resolve();
        };
        waiting.add(check);
        check();
      }),
    close: () => response.destroy(),
  };
}

function readLines(response: IncomingMessage, onLine: (line: string) => void): void {
  let rest = '';
  response.setEncoding('utf8');
  response.on('error', () => undefined);
  response.on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line !== '') onLine(line);
  });
}

function parseEvent(line: string): ToldEvent {
  const json: unknown = JSON.parse(line);
  const text = (value: unknown) => (typeof value === 'string' ? value : '');
  const event = entriesOf(json);
  const actor = entriesOf(event.get('Actor'));
  const attributes = Object.fromEntries([...entriesOf(actor.get('Attributes'))].map(([key, value]) => [key, text(value)]));
  return { type: text(event.get('Type')), action: text(event.get('Action')), id: text(actor.get('ID')), attributes, json };
}

function entriesOf(value: unknown): Map<string, unknown> {
  return new Map(typeof value === 'object' && value !== null ? Object.entries(value) : []);
}
