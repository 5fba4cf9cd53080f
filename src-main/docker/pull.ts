import type { IncomingMessage } from 'node:http';
import { fail, type Result, succeed } from '../../src-shared/failure.ts';
import type { Progress } from '../../src-shared/model.ts';
import type { EngineClient } from './client.ts';
import { isImageId, pullReferenceOf } from './image-reference.ts';
import { LineSplitter } from './line-splitter.ts';
import { errorFacts, toFailure } from './problems.ts';
import { noSuchImageId, pullFailure } from './pull-failures.ts';
import { PullProgress, pullLineSchema } from './pull-progress.ts';

export interface PullOptions {
  /** Ends the pull; the engine then stops it too, unless somebody else waits for the same image. */
  readonly signal: AbortSignal;
  report?(progress: Progress): void;
  /** The shortest time between two reports, in ms. */
  readonly reportEveryMs?: number;
}

/** The engine answers with its first line, for which it waits for a registry, with tries of its own. */
const openDeadlineMs = 300_000;
const usualReportEveryMs = 150;
/** A line is some hundred bytes; an error may quote a page of HTML. */
const lineLimitBytes = 262_144;

/**
 * Pulls an image, all its layers, and tells how far it is. Failures name what to do: no such image, a login that is asked
 * for, a registry that can't be reached, a full disk, cancelled.
 */
export async function pullImage(client: EngineClient, image: string, options: PullOptions): Promise<Result<null>> {
  if (isImageId(image)) return { ok: false, failure: noSuchImageId(image) };
  const { name, tag } = pullReferenceOf(image);
  try {
    const stream = await client.openStream((docker) => docker.createImage({ fromImage: name, tag }), {
      signal: options.signal,
      openDeadlineMs,
    });
    const end = await readPull(stream, new PullProgress(image), options);
    if (end.error !== null) return { ok: false, failure: pullFailure(image, end.error, null) };
    if (options.signal.aborted) return cancelled(image);
    if (end.whole) return succeed(null);
    return fail('docker_api_error', `The engine broke off while it pulled ${image}. Try again once it answers.`, {
      code: 'ECONNRESET',
      image,
    });
  } catch (error) {
    if (options.signal.aborted) return cancelled(image);
    const { statusCode } = errorFacts(error);
    if (statusCode !== null) return { ok: false, failure: pullFailure(image, refusalWords(error), statusCode) };
    return { ok: false, failure: toFailure(error, client.address) };
  }
}

/** Of a stream, docker-modem puts the engine's words into its own message only: `(HTTP code 500) server error - words `. */
function refusalWords(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.replace(/^\(HTTP code \d+\) .*? - /, '').trim();
}

interface PullEnd {
  /** The engine's words; null where it named none. */
  readonly error: string | null;
  /** Whether the engine ended its answer, rather than the connection. */
  readonly whole: boolean;
}

function readPull(stream: IncomingMessage, pull: PullProgress, options: PullOptions): Promise<PullEnd> {
  let error: string | null = null;
  const everyMs = options.reportEveryMs ?? usualReportEveryMs;
  let reportedAtMs = Number.NEGATIVE_INFINITY;
  let later: NodeJS.Timeout | null = null;
  const report = () => {
    if (later) clearTimeout(later);
    later = null;
    reportedAtMs = performance.now();
    options.report?.(pull.progress);
  };
  // The last line before a silence counts too: a layer that does not move is to be shown where it stands.
  const reportSoon = () => {
    const waitMs = reportedAtMs + everyMs - performance.now();
    if (waitMs <= 0) report();
    else later ??= setTimeout(report, waitMs);
  };
  const lines = new LineSplitter(lineLimitBytes, (line) => {
    const parsed = parseLine(line);
    if (parsed === null) return;
    if (parsed.error !== undefined) error = parsed.error;
    else if (pull.take(parsed)) reportSoon();
  });
  return new Promise((resolve) => {
    stream.on('data', (chunk: Buffer) => lines.push(chunk));
    // A stream that is cut says 'close' without 'end' before it.
    stream.once('close', () => {
      if (later) clearTimeout(later);
      if (!options.signal.aborted) report();
      resolve({ error, whole: stream.complete });
    });
  });
}

function parseLine(line: string) {
  try {
    const parsed = pullLineSchema.safeParse(JSON.parse(line));
    return parsed.success ? parsed.data : null;
  } catch {
    // Not JSON: nothing that could be shown. A pull that failed says so in its end.
    return null;
  }
}

function cancelled(image: string): Result<never> {
  return fail('system_error', `Pulling ${image} was cancelled.`, {
    cancelled: 'yes',
    image,
  });
}
