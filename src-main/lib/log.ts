import { mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import pino from 'pino';
import { redactContext, redactText } from './redact.ts';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';
export type LogContext = Readonly<Record<string, unknown>>;

/** The one system log: JSON lines with `level`, `time` (ISO), `message` and the context's fields. Never holds a secret. */
export interface Log {
  debug(message: string, context?: LogContext): void;
  info(message: string, context?: LogContext): void;
  warn(message: string, context?: LogContext): void;
  error(message: string, context?: LogContext): void;
  /** A log whose lines all name `part`. */
  of(part: string): Log;
  /** A log whose lines all have these fields, such as the `operationId` that ties the lines of one operation together. */
  with(context: LogContext): Log;
  /** From now on what is below `level` is left out, of this log and of all that came from the same one. */
  setLevel(level: LogLevel): void;
  /** Writes out what waits; afterwards lines go nowhere. Closing twice is closing once. */
  close(): void;
}

export interface LogOptions {
  readonly level?: LogLevel | 'silent';
  /** A file, which grows to `maximumBytes` before it is set aside as `<file>.1`; null: standard output. */
  readonly file?: string | null;
  readonly maximumBytes?: number;
}

/**
 * Opens the system log. A file that can't be opened never stops the application: the lines then go to standard error. While
 * the disk is full, what comes waits in memory, up to a bound.
 * Lines are written in the calling thread: pino's workers do not survive bundling, and the log is small.
 */
export function openLog(options: LogOptions = {}): Log {
  const { level = 'info', file = null, maximumBytes = 5_242_880 } = options;
  const destination = openDestination(file, maximumBytes);
  let closed = false;
  const gate: Gate = { lowest: level === 'silent' ? null : ranks[level] };
  const logger = pino(
    {
      // pino's children keep the level that they were made with; ours can be set at run time, so the gate is ours.
      level: 'debug',
      base: null,
      messageKey: 'message',
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    { write: (line: string) => closed || destination.write(line) },
  );
  return wrap(logger, gate, () => {
    if (closed) return;
    closed = true;
    destination.end();
  });
}

/** What waits in the memory while the disk is full; what comes beyond it is lost. */
const mostWaitingBytes = 1_048_576;

const ranks: Readonly<Record<LogLevel, number>> = { debug: 0, info: 1, warn: 2, error: 3 };

/** The rank from which lines are written; null: none ever. */
interface Gate {
  lowest: number | null;
}

/** A log that keeps nothing, for tests and parts that run without one. */
export const silentLog: Log = openLog({ level: 'silent' });

function wrap(logger: pino.Logger, gate: Gate, close: () => void): Log {
  const at =
    (level: LogLevel) =>
    (message: string, context: LogContext = {}) => {
      if (gate.lowest !== null && ranks[level] >= gate.lowest) logger[level](redactContext(context), redactText(message));
    };
  return {
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    of: (part) => wrap(logger.child({ part }), gate, close),
    with: (context) => wrap(logger.child(redactContext(context)), gate, close),
    setLevel: (level) => {
      if (gate.lowest !== null) gate.lowest = ranks[level];
    },
    close,
  };
}

interface Destination {
  write(line: string): void;
  end(): void;
}

function openDestination(file: string | null, maximumBytes: number): Destination {
  if (file === null) return { write: (line) => void process.stdout.write(line), end: () => {} };
  let size = 0;
  let stream: ReturnType<typeof pino.destination>;
  try {
    mkdirSync(dirname(file), { recursive: true });
    size = setAsideIfLarger(file, maximumBytes);
    // Throws what hinders it, such as a file that is root's since somebody ran us with sudo.
    stream = pino.destination({ dest: file, sync: true, maxLength: mostWaitingBytes });
  } catch (error) {
    return toStandardError(file, error);
  }
  let broken = false;
  stream.on('error', (error: Error) => {
    if (!broken) toStandardError(file, error);
    broken = true;
  });
  return {
    write: (line) => {
      stream.write(line);
      size += Buffer.byteLength(line);
      if (size <= maximumBytes || broken) return;
      try {
        size = setAsideIfLarger(file, maximumBytes);
        stream.reopen();
      } catch {
        // The folder has become read-only: the log goes on in the file that is open.
        size = 0;
      }
    },
    end: () => stream.end(),
  };
}

/** The size of what is left at `file`: 0 once it was set aside. */
function setAsideIfLarger(file: string, maximumBytes: number): number {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size <= maximumBytes) return size;
  renameSync(file, `${file}.1`);
  return 0;
}

function toStandardError(file: string, error: unknown): Destination {
  const cause = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${JSON.stringify({ level: 'error', message: 'The log file can’t be written', file, cause })}\n`);
  return { write: (line) => void process.stderr.write(line), end: () => {} };
}
