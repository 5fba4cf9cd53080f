import { app, dialog } from 'electron';
import type { Log } from '../lib/log.ts';

let log: Log | null = null;

/** Where fatal errors go once there is a log. */
export function logFatalErrorsTo(to: Log): void {
  log = to;
}

/** An error that nobody expected is logged, told in one sentence, and ends the application: its state can't be trusted. */
export function showFatalErrors(): void {
  process.on('uncaughtException', (error) => die('An uncaught error', error));
  process.on('unhandledRejection', (error) => die('An unhandled rejection', error));
}

function die(message: string, error: unknown): void {
  if (log) log.error(message, { error });
  else process.stderr.write(`${message}: ${error instanceof Error ? error.stack : String(error)}\n`);
  if (app.isReady())
    dialog.showErrorBox('Quarterdeck has to close', 'Something went wrong that should not. Start it again; the log tells more.');
  app.exit(70);
}
