import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Tape, tapeSchema } from './tape.ts';

const folder = join(import.meta.dirname, '../../fixtures/verdicts');
let tapes: ReadonlyMap<string, Tape> | null = null;

/** What a real engine once said of a row. */
export function tapeOf(row: string): Tape {
  tapes ??= new Map(
    readdirSync(folder).map((file) => {
      const tape = tapeSchema.parse(JSON.parse(readFileSync(join(folder, file), 'utf8')));
      return [tape.row, tape] as const;
    }),
  );
  const tape = tapes.get(row);
  if (!tape) throw new Error(`${row} was not recorded: QUARTERDECK_RECORD=test/fixtures/verdicts npm test -- --only engine -- verdicts`);
  return tape;
}
