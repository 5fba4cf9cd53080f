import { chmodSync, closeSync, openSync } from 'node:fs';
import type Database from 'libsql';
import { z } from 'zod';
import { schemaVersion, stepsFrom } from './schema.ts';
import { StoreError } from './sqlite-trouble.ts';

export type SqliteDatabase = Database.Database;

/** How long another process of ours, which has the file open too, is waited for. */
const busyMs = 5_000;

/**
 * Opens the database, looks whether it is whole and brings it to our schema. Throws a StoreError or SQLite's own. libsql
 * closes a database for good only when its statements are gone too, which is at the end of the thread.
 */
export async function openSqliteFile(file: string): Promise<SqliteDatabase> {
  const Driver = await loadDriver();
  // SQLite gives its other files the mode of this one.
  closeSync(openSync(file, 'a', 0o600));
  chmodSync(file, 0o600);
  const db = new Driver(file, { timeout: busyMs });
  // Asked first, so that nothing of a newer file is touched.
  const version = versionOf(db);
  if (version > schemaVersion) throw new StoreError('newer', `Schema ${version}, and ours is ${schemaVersion}`);
  // A commit in the write-ahead log outlives a kill of the process. Syncing at checkpoints only (NORMAL) may lose the last
  // ones when the machine itself loses power, and never breaks the file: https://www.sqlite.org/pragma.html#pragma_synchronous
  for (const pragma of ['journal_mode = WAL', 'synchronous = NORMAL', 'foreign_keys = ON', 'journal_size_limit = 4194304'])
    db.pragma(pragma);
  const found = z.array(z.object({ quick_check: z.string() })).parse(db.pragma('quick_check(1)'))[0]?.quick_check;
  if (found !== 'ok') throw new StoreError('damaged', found ?? 'no answer to quick_check');
  migrate(db);
  return db;
}

/** Runs `work` in one transaction, which holds what all of it wrote or nothing. */
export function inTransaction(db: SqliteDatabase, work: () => void): void {
  db.exec('BEGIN IMMEDIATE');
  try {
    work();
    db.exec('COMMIT');
  } catch (error) {
    // SQLite has rolled back by itself where the disk is full.
    if (db.inTransaction) db.exec('ROLLBACK');
    throw error;
  }
}

async function loadDriver() {
  try {
    return (await import('libsql')).default;
  } catch (error) {
    throw new StoreError('noModule', error instanceof Error ? error.message : String(error));
  }
}

function migrate(db: SqliteDatabase): void {
  if (versionOf(db) === schemaVersion) return;
  inTransaction(db, () => {
    // Another process may have been quicker.
    for (const { to, sql } of stepsFrom(versionOf(db))) {
      db.exec(sql);
      db.exec(`PRAGMA user_version = ${to}`);
    }
  });
}

function versionOf(db: SqliteDatabase): number {
  return z.object({ user_version: z.number() }).parse(db.prepare('PRAGMA user_version').get()).user_version;
}
