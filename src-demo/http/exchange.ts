import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Faults } from '../control/faults.ts';
import type { World } from '../world/world.ts';
import type { Streams } from './streams.ts';

/** One request and all that is needed to answer it. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly query: URLSearchParams;
  /** What the path named, decoded; '' where it names nothing. */
  readonly subject: string;
  readonly world: World;
  readonly streams: Streams;
  readonly faults: Faults;
}

export type Handler = (exchange: Exchange) => void | Promise<void>;

/** Whether a query parameter is set, in the ways that the engine takes for yes. */
export function isSet(query: URLSearchParams, name: string): boolean {
  const value = (query.get(name) ?? '').trim().toLowerCase();
  return value !== '' && value !== '0' && value !== 'no' && value !== 'false' && value !== 'none';
}

/** A query parameter as a whole number: null where it is absent, 'malformed' where it is no number. */
export function wholeNumber(query: URLSearchParams, name: string): number | null | 'malformed' {
  const text = query.get(name);
  if (text === null || text === '') return null;
  return /^-?\d+$/.test(text) ? Number(text) : 'malformed';
}

/** `1795233720.631177022` in milliseconds; null where it is absent, 'malformed' where it is no time. */
export function timeParameter(query: URLSearchParams, name: string): number | null | 'malformed' {
  const text = query.get(name);
  if (text === null || text === '') return null;
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : 'malformed';
}
