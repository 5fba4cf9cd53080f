import type { ServerResponse } from 'node:http';
import { machine } from '../shapes/machine.ts';
import type { Refusal } from '../world/refusal.ts';

/** The headers that the engine puts on every answer. */
const engineHeaders = {
  'Api-Version': machine.apiVersion,
  'Docker-Experimental': 'false',
  Ostype: 'linux',
  Server: `Docker/${machine.engineVersion} (linux)`,
} as const;

export function sendJson(response: ServerResponse, status: number, value: unknown): void {
  const body = `${JSON.stringify(value)}\n`;
  response.writeHead(status, {
    ...engineHeaders,
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(body),
  });
  response.end(body);
}

export function sendText(response: ServerResponse, body: string, extra: Readonly<Record<string, string>>): void {
  response.writeHead(200, {
    ...engineHeaders,
    ...extra,
    'Content-Type': 'text/plain; charset=utf-8',
    'Content-Length': Buffer.byteLength(body),
  });
  response.end(body);
}

export function sendError(response: ServerResponse, status: number, message: string): void {
  sendJson(response, status, { message });
}

/** The answer to an action: nothing when it worked, else why not. */
export function sendOutcome(response: ServerResponse, refusal: Refusal | null): void {
  if (refusal && refusal.status !== 304) {
    sendError(response, refusal.status, refusal.message);
    return;
  }
  response.writeHead(refusal ? 304 : 204, engineHeaders);
  response.end();
}

/** Begins an answer that goes on for a while; its headers leave at once. */
export function beginStream(response: ServerResponse, contentType: 'application/json' | null): void {
  response.writeHead(200, { ...engineHeaders, ...(contentType ? { 'Content-Type': contentType } : {}) });
  response.flushHeaders();
}
