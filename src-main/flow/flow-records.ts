import { randomBytes } from 'node:crypto';
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { containerIdSchema, hostIdSchema } from '../../src-shared/ids.ts';
import type { Log } from '../lib/log.ts';
import { isFolderName } from './flow-paths.ts';

const recordSchema = z.object({
  /** The host that the folder was prepared for; null where any may use it. */
  hostId: hostIdSchema.nullable(),
  /** Whose it was last; null while it is nobody's. */
  containerId: containerIdSchema.nullable(),
  /** The name that `flow prepare` was given: such a folder listens on `flow.sock` itself and is only removed by its user. */
  preparedAs: z.string().max(255).nullable(),
});
/** What is known of a folder over restarts; it lies beside it, where no container sees it. */
export type FlowRecord = z.infer<typeof recordSchema>;

export function newFolderName(): string {
  return randomBytes(6).toString('hex');
}

export async function writeRecord(folder: string, name: string, record: FlowRecord): Promise<void> {
  const path = join(folder, `${name}.json`);
  const fresh = `${path}.${randomBytes(4).toString('hex')}`;
  await writeFile(fresh, JSON.stringify(record), { mode: 0o600 });
  await rename(fresh, path);
}

export async function removeRecord(folder: string, name: string): Promise<void> {
  await rm(join(folder, `${name}.json`), { force: true });
}

/** Every folder's record by its name. A record that can't be read is left out: its folder is then left alone. */
export async function readRecords(folder: string, log: Log): Promise<Map<string, FlowRecord>> {
  const records = new Map<string, FlowRecord>();
  for (const entry of await readdir(folder)) {
    const name = entry.replace(/\.json$/, '');
    if (!entry.endsWith('.json') || !isFolderName(name)) continue;
    try {
      const value: unknown = JSON.parse(await readFile(join(folder, entry), 'utf8'));
      records.set(name, recordSchema.parse(value));
    } catch (error) {
      log.warn('A flow folder’s record can’t be read', { name, error });
    }
  }
  return records;
}
