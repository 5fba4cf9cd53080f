import { request } from 'node:http';
import { containerIdSchema } from '../../src-shared/ids.ts';
import type { LogLine } from '../../src-shared/logs.ts';
import type { EngineClient } from './client.ts';
import { Demultiplexer } from './demux.ts';
import { LineAssembler } from './log-lines.ts';
import { DeadlineError } from './problems.ts';
import { EngineAnswerError } from './read-json.ts';

export interface TailRequest {
  readonly containerId: string;
  readonly lines: number;
  /** What comes beyond is not read: a container may write lines of any length. */
  readonly mostBytes: number;
  readonly deadlineMs: number;
  readonly signal: AbortSignal;
}

const printableDigit = 0x30;

/**
 * The last lines of a log as they stand, oldest first. Asks once and on a connection of its own: it is wanted at the moment
 * of a death, when other calls may wait. Rejects with an EngineAnswerError, a DeadlineError, the socket's error or the
 * signal's reason. Whether it is a terminal's is seen in the bytes, as with timestamps its lines begin with a digit, and a frame never does.
 */
export function readLogTail(client: EngineClient, { containerId, lines, mostBytes, deadlineMs, signal }: TailRequest): Promise<LogLine[]> {
  const { transport } = client.address;
  const where = transport.kind === 'socket' ? { socketPath: transport.path } : { host: transport.host, port: transport.port };
  const version = client.apiVersion === null ? '' : `/v${client.apiVersion}`;
  const query = `stdout=1&stderr=1&timestamps=1&tail=${lines}`;
  const path = `${version}/containers/${containerIdSchema.parse(containerId)}/logs?${query}`;
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const tail = new Tail(lines);
    const sent = request({ ...where, path, agent: false, headers: { 'User-Agent': 'Quarterdeck' } });
    const settle = (end: () => void) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      end();
      sent.destroy();
    };
    const onAbort = () => settle(() => reject(signal.reason));
    const timer = setTimeout(() => settle(() => reject(new DeadlineError(deadlineMs))), deadlineMs);
    signal.addEventListener('abort', onAbort, { once: true });
    // Stays for the life of the request: destroying it may tell an error once more.
    sent.on('error', (error) => settle(() => reject(error)));
    sent.on('response', (response) => {
      response.on('error', (error) => settle(() => reject(error)));
      const { statusCode = 0 } = response;
      if (statusCode !== 200) return settle(() => reject(new EngineAnswerError(statusCode, { message: 'the log can’t be read' })));
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        try {
          tail.push(chunk);
        } catch (error) {
          return settle(() => reject(error));
        }
        if (bytes > mostBytes) settle(() => resolve(tail.end()));
      });
      response.on('end', () => settle(() => resolve(tail.end())));
    });
    sent.end();
  });
}

/** Puts the lines of both sources together and keeps the last ones. */
class Tail {
  private readonly kept: LogLine[] = [];
  private readonly stdout: LineAssembler[] = [];
  private readonly stderr: LineAssembler[] = [];
  private demultiplexer: Demultiplexer | null = null;
  private begun = false;
  private readonly lines: number;

  constructor(lines: number) {
    this.lines = lines;
  }

  push(chunk: Buffer): void {
    if (!this.begun && chunk.length > 0) this.begin((chunk[0] ?? 0) >= printableDigit);
    if (this.demultiplexer) this.demultiplexer.push(chunk);
    else this.stdout[0]?.push(chunk, false, false);
  }

  end(): LogLine[] {
    for (const assembler of [...this.stdout, ...this.stderr]) assembler.end();
    return this.kept;
  }

  private begin(terminal: boolean): void {
    this.begun = true;
    const keep = (line: LogLine) => {
      this.kept.push(line);
      if (this.kept.length > this.lines) this.kept.shift();
    };
    const stdout = new LineAssembler('stdout', !terminal, keep);
    this.stdout.push(stdout);
    if (terminal) return;
    const stderr = new LineAssembler('stderr', true, keep);
    this.stderr.push(stderr);
    this.demultiplexer = new Demultiplexer((source, bytes, begins, ends) =>
      (source === 'stdout' ? stdout : stderr).push(bytes, begins, ends),
    );
  }
}
