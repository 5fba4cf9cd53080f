import { readFileSync } from 'node:fs';
import { writeFile } from 'atomically';
import { z } from 'zod';
import { hostIdSchema } from '../../src-shared/ids.ts';
import { actorSchema } from '../../src-shared/model.ts';
import type { Log } from '../lib/log.ts';

const entrySchema = z.object({
  hostId: hostIdSchema,
  containerId: z.string().regex(/^[0-9a-f]{64}$/),
  /** What it was called, and what it is called while it waits. */
  name: z.string().max(255),
  deletedName: z.string().max(255),
  /** Whether its anonymous volumes go with it. */
  volumes: z.boolean(),
  /** Whether it ran when it was deleted, and so runs again when that is undone. */
  ran: z.boolean(),
  undoUntilMs: z.number(),
  by: actorSchema,
});
/** A container that is to be removed. */
export type DeletionEntry = z.infer<typeof entrySchema>;
const documentSchema = z.object({ deletions: z.array(z.unknown()) });

/** What was to be removed and is not yet: survives the end of the application. */
export interface DeletionJournal {
  /** What the last run left behind. */
  readonly left: readonly DeletionEntry[];
  /** Rejects where the disk refuses: then nothing may be deleted, as nobody would remember. */
  put(entry: DeletionEntry): Promise<void>;
  /** Never rejects: an entry that stays is found to be done at the next start. */
  remove(entry: Pick<DeletionEntry, 'hostId' | 'containerId'>): Promise<void>;
}

/** Reads the journal at `file` (null: keeps it in memory). A broken file or entry is logged and left out. */
export function openDeletionJournal(file: string | null, log: Log): DeletionJournal {
  const left = file === null ? [] : read(file, log);
  let entries = [...left];
  let writing: Promise<unknown> = Promise.resolve();
  const write = (change: (before: DeletionEntry[]) => DeletionEntry[]): Promise<void> => {
    // One after the other, so that two at once don't lose each other's.
    const written = writing.then(async () => {
      const next = change(entries);
      if (file !== null) await writeFile(file, `${JSON.stringify({ deletions: next }, null, 2)}\n`, { mode: 0o600 });
      entries = next;
    });
    writing = written.catch(() => undefined);
    return written;
  };
  const isSame = (one: DeletionEntry, other: Pick<DeletionEntry, 'hostId' | 'containerId'>) =>
    one.hostId === other.hostId && one.containerId === other.containerId;
  return {
    left,
    put: (entry) => write((before) => [...before.filter((it) => !isSame(it, entry)), entry]),
    remove: async (entry) => {
      if (!entries.some((it) => isSame(it, entry))) return;
      try {
        await write((before) => before.filter((it) => !isSame(it, entry)));
      } catch (error) {
        log.error('The journal of deletions can’t be written', { file, error });
      }
    },
  };
}

function read(file: string, log: Log): DeletionEntry[] {
  try {
    const document = documentSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    return document.deletions.flatMap((it) => {
      const entry = entrySchema.safeParse(it);
      if (!entry.success) log.warn('An entry in the journal of deletions is broken and is left out', { file });
      return entry.success ? [entry.data] : [];
    });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    log.error('The journal of deletions can’t be read; what it held stays where it is', { file, error });
    return [];
  }
}
