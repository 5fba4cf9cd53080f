import type { StoreTrouble } from './store-protocol.ts';

/** An expected failure of the database, for the core to decide about. */
export class StoreError extends Error {
  readonly trouble: StoreTrouble;

  constructor(trouble: StoreTrouble, message: string) {
    super(message);
    this.trouble = trouble;
  }
}

/** What an error of SQLite's means for the file (https://www.sqlite.org/rescode.html). */
export function troubleOf(error: unknown): StoreTrouble {
  if (error instanceof StoreError) return error.trouble;
  return /^SQLITE_(CORRUPT|NOTADB)/.test(codeOf(error)) ? 'damaged' : 'unwritable';
}

/** Whether only this row is at fault, so that the others can be written. */
export function isRowsFault(error: unknown): boolean {
  return /^SQLITE_(CONSTRAINT|TOOBIG|MISMATCH|RANGE)/.test(codeOf(error));
}

/** The error's own words, with SQLite's code. */
export function wordsOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const code = codeOf(error);
  return code === '' ? message : `${code}: ${message}`;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
