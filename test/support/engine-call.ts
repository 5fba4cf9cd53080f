import { type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly text: string;
  /** The body as JSON; null where there is none. */
  readonly json: unknown;
}

/** One bare HTTP call to an engine on a socket, on a connection of its own. Rejects when the connection fails. */
export async function callEngine(socketPath: string, method: string, path: string, body?: unknown): Promise<Answer> {
  const response = await openCall(socketPath, method, path, body);
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(Buffer.from(chunk));
  const whole = Buffer.concat(chunks);
  const text = whole.toString('utf8');
  const isJson = response.headers['content-type']?.includes('json') === true && text.trim() !== '';
  return { status: response.statusCode ?? 0, headers: response.headers, body: whole, text, json: isJson ? lastJson(text) : null };
}

/** A call whose answer is read by the caller, who destroys it. */
export function openCall(socketPath: string, method: string, path: string, body?: unknown): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const text = body === undefined ? null : JSON.stringify(body);
    const outgoing = request({
      socketPath,
      method,
      path,
      agent: false,
      headers: text === null ? {} : { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) },
    });
    outgoing.once('response', resolve);
    outgoing.once('error', reject);
    outgoing.end(text ?? undefined);
  });
}

/** The last whole JSON value: most answers hold one, streams one a line. */
function lastJson(text: string): unknown {
  const lines = text.trim().split('\n');
  return JSON.parse(lines.length > 1 && lines.every((line) => line.startsWith('{')) ? (lines.at(-1) ?? 'null') : text);
}
