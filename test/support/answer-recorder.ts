import { createServer, request } from 'node:http';
import { join } from 'node:path';
import { makeFolder } from './run-folder.ts';

/** An answer that went through, whole. */
export interface RecordedAnswer {
  readonly path: string;
  readonly body: string;
}

/** A socket in front of an engine's that keeps what the engine answers. For short calls: nothing of an endless answer is kept. */
export interface AnswerRecorder {
  /** As DOCKER_HOST wants it. */
  readonly dockerHost: string;
  /** What was asked, as `METHOD path`, in the order in which it came. */
  readonly requests: readonly string[];
  /** In the order in which they ended. */
  readonly answers: readonly RecordedAnswer[];
  readonly close: () => Promise<void>;
}

/** Whoever opens it closes it. An answer is kept before its last byte is passed on, so before its client can act on it. */
export async function openAnswerRecorder(enginePath: string): Promise<AnswerRecorder> {
  const answers: RecordedAnswer[] = [];
  const requests: string[] = [];
  const socketPath = join(makeFolder('recorder'), 'engine.sock');
  const server = createServer((incoming, answer) => {
    const { method, url: path = '', headers } = incoming;
    requests.push(`${method} ${path}`);
    const outgoing = request({ socketPath: enginePath, method, path, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      answer.writeHead(response.statusCode ?? 502, response.headers);
      // An event stream has no body for a long time, and the docker command does nothing before it has the headers.
      answer.flushHeaders();
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        answer.write(chunk);
      });
      response.on('end', () => {
        answers.push({ path, body: Buffer.concat(chunks).toString('utf8') });
        answer.end();
      });
      response.on('error', () => answer.destroy());
    });
    outgoing.on('error', () => answer.destroy());
    answer.on('close', () => outgoing.destroy());
    incoming.pipe(outgoing);
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(socketPath, resolve));
  return {
    dockerHost: `unix://${socketPath}`,
    requests,
    answers,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
