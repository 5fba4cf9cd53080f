import { mkdirSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { openLedger, sweepAbandoned } from '../../scripts/lib/ledger.mjs';

/**
 * The folder of this run, where everything goes that tests make outside the clone. `npm test` opens it; a test that is
 * run by hand opens its own, which ends with its process. Sockets in it stay below the kernel's 107 characters.
 */
export function runFolder(): string {
  const given = process.env['QUARTERDECK_LEDGER'];
  if (given !== undefined) {
    mkdirSync(given, { recursive: true });
    return given;
  }
  sweepAbandoned();
  return openLedger().folder;
}

/** A new empty folder in the run's folder: `<kind>-xxxxxx`. */
export function makeFolder(kind: string): string {
  return mkdtempSync(join(runFolder(), `${kind}-`));
}
