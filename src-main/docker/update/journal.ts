import { readFileSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { containerIdSchema, hostIdSchema } from '../../../src-shared/ids.ts';
import { flowFolderOf } from '../../flow/flow-paths.ts';
import type { Log } from '../../lib/log.ts';

const entrySchema = z.object({
  hostId: hostIdSchema,
  name: z.string(),
  oldId: containerIdSchema,
  /** Null until the engine has made it; it is then found by its name. */
  newId: containerIdSchema.nullable(),
  wasRunning: z.boolean(),
  /** Once it is well only the old one's removal is left to do. */
  well: z.boolean(),
  /** The process that does it. */
  pid: z.number().int(),
});
export type JournalEntry = z.infer<typeof entrySchema>;
/** Of which run of the machine the pid is: after the next start another process may have it. */
const storedSchema = entrySchema.extend({ boot: z.string().default('') });

/** Updates that have begun and not ended: a small file each, so that the next start finds what a crash left half done. */
export interface Journal {
  write(entry: JournalEntry): Promise<void>;
  remove(oldId: string): Promise<void>;
  /** This process gives it up for now; it counts as abandoned. */
  release(oldId: string): void;
  /** Those of processes that are gone, and of this one where it does not work on them any more. */
  abandoned(hostId: string): Promise<JournalEntry[]>;
}

/** `$XDG_STATE_HOME/quarterdeck/updates`, beside the flow folders. */
export function defaultJournalFolder(): string {
  return join(dirname(flowFolderOf(process.env)), 'updates');
}

/** The notes of what this process is at work on. */
const active = new Set<string>();

/** Keeps entries in `folder`, which is made when it is needed. A folder that can't be written is logged: updates go on without. */
export function openJournal(folder: string, log: Log): Journal {
  const fileOf = (oldId: string) => join(folder, `${oldId}.json`);
  return {
    write: async (entry) => {
      active.add(fileOf(entry.oldId));
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        await writeFile(`${fileOf(entry.oldId)}.new`, JSON.stringify({ ...entry, boot: bootId() }), { mode: 0o600 });
        await rename(`${fileOf(entry.oldId)}.new`, fileOf(entry.oldId));
      } catch (error) {
        log.warn('An update can’t be noted; a crash in its middle would leave it half done', { folder, error });
      }
    },
    remove: async (oldId) => {
      active.delete(fileOf(oldId));
      await rm(fileOf(oldId), { force: true }).catch((error: unknown) =>
        log.warn('A note of an update can’t be removed', { folder, error }),
      );
    },
    release: (oldId) => void active.delete(fileOf(oldId)),
    abandoned: async (hostId) => {
      const names = await readdir(folder).catch(() => []);
      const entries = await Promise.all(names.filter((it) => it.endsWith('.json')).map((it) => readEntry(join(folder, it), log)));
      return entries.flatMap((it) => (it && it.hostId === hostId && !active.has(fileOf(it.oldId)) && !isAtWork(it) ? [it] : []));
    },
  };
}

async function readEntry(file: string, log: Log): Promise<z.infer<typeof storedSchema> | null> {
  try {
    return storedSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (error) {
    log.warn('A note of an update can’t be read', { file, error });
    return null;
  }
}

function isAtWork({ pid, boot }: z.infer<typeof storedSchema>): boolean {
  return boot === bootId() && isAlive(pid);
}

/** Empty where the system tells none: then the pid alone has to do. */
function bootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return '';
  }
}

function isAlive(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
