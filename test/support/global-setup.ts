import { startDisplay } from '../../scripts/lib/display.mjs';
import { openLedger, sweepAbandoned } from '../../scripts/lib/ledger.mjs';
import { hasDisplay } from '../../scripts/lib/system.mjs';

const screen = { width: 1440, height: 1000 };

/** Before any worker: the folder of this run, and a display where there is none. `npm test` has made both already. */
export async function setup(): Promise<() => void> {
  if (process.env['QUARTERDECK_LEDGER'] !== undefined) return () => undefined;
  sweepAbandoned();
  const ledger = openLedger();
  if (!hasDisplay()) Object.assign(process.env, (await startDisplay(ledger.folder, screen)).env);
  return () => void ledger.close();
}
