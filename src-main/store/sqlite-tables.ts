import { z } from 'zod';
import { type Incident, type IncidentEvidence, incidentEvidenceSchema, incidentSchema } from '../../src-shared/incidents.ts';
import { type Activity, activitySchema } from '../../src-shared/model.ts';
import { inTransaction, type SqliteDatabase } from './sqlite-file.ts';
import { isRowsFault, wordsOf } from './sqlite-trouble.ts';
import { activitiesLoaded, type StoreLimits } from './store-limits.ts';
import type { Put } from './store-protocol.ts';

/** After how many rows that were written it is looked whether there are too many. */
const pruneEvery = 500;

/** What was read, and why rows were left out: one that does not parse costs itself only. */
export interface Read<T> {
  readonly rows: readonly T[];
  readonly skipped: readonly string[];
}

/** The tables of schema 1. What is bound is always a list of texts and numbers: libsql does not survive a lone null. */
export class SqliteTables {
  private readonly db: SqliteDatabase;
  private readonly limits: StoreLimits;
  private readonly statements: ReturnType<typeof prepare>;
  private written = 0;

  constructor(db: SqliteDatabase, limits: StoreLimits, nowMs: number) {
    this.db = db;
    this.limits = limits;
    this.statements = prepare(db);
    this.prune(nowMs);
  }

  /** Writes all in one transaction; answers why single rows were left out. */
  write(puts: readonly Put[], nowMs: number): string[] {
    const skipped: string[] = [];
    inTransaction(this.db, () => {
      for (const put of puts) {
        try {
          this.put(put);
        } catch (error) {
          if (!isRowsFault(error)) throw error;
          skipped.push(`${put.kind}: ${wordsOf(error)}`);
        }
      }
    });
    this.written += puts.length;
    if (this.written >= pruneEvery) this.prune(nowMs);
    return skipped;
  }

  incidents(): Read<Incident> {
    return parseRows(this.statements.incidents.all([]), incidentSchema, same);
  }

  /** The last ones, oldest first. */
  activities(): Read<Activity> {
    const newest = this.statements.activities.all([activitiesLoaded]);
    return parseRows(newest.toReversed(), activitySchema, same);
  }

  values(): Read<[string, unknown]> {
    return parseRows(this.statements.values.all([]), z.unknown(), (value, key) => [key, value]);
  }

  evidenceOf(incidentId: string): Read<IncidentEvidence> {
    return parseRows(this.statements.evidence.all([text(incidentId)]), incidentEvidenceSchema, same);
  }

  private put(put: Put): void {
    const to = this.statements;
    switch (put.kind) {
      case 'drop':
        to.dropIncident.run([text(put.incidentId)]);
        return;
      case 'incident':
        to.putIncident.run([text(put.id), put.open ? 1 : 0, Math.round(put.lastAtMs), put.body]);
        return;
      case 'evidence':
        to.putEvidence.run([text(put.incidentId), text(put.containerId), put.body]);
        return;
      case 'activity':
        to.putActivity.run([text(put.id), Math.round(put.atMs), put.body]);
        return;
      case 'value':
        if (put.body === null) to.dropValue.run([text(put.key)]);
        else to.putValue.run([text(put.key), put.body]);
    }
  }

  private prune(nowMs: number): void {
    this.written = 0;
    const { activities, activityAgeMs, incidents, evidence } = this.limits;
    inTransaction(this.db, () => {
      this.statements.pruneOld.run([nowMs - activityAgeMs]);
      this.statements.pruneActivities.run([activities]);
      this.statements.pruneIncidents.run([incidents]);
      this.statements.pruneEvidence.run([evidence]);
    });
  }
}

function prepare(db: SqliteDatabase) {
  const statement = (sql: string) => db.prepare<unknown[]>(sql);
  // What is told anew keeps its number, and so its place.
  const put = (table: string, key: string, columns: readonly string[]) =>
    statement(
      `INSERT INTO ${table} (${[key, ...columns].join(', ')}) VALUES (${[key, ...columns].map(() => '?').join(', ')})
       ON CONFLICT (${key}) DO UPDATE SET ${columns.map((it) => `${it} = excluded.${it}`).join(', ')}`,
    );
  const prune = (table: string, order: string) =>
    statement(`DELETE FROM ${table} WHERE number IN (SELECT number FROM ${table} ORDER BY ${order} LIMIT -1 OFFSET ?)`);
  return {
    incidents: statement('SELECT id AS key, body FROM incidents ORDER BY number'),
    activities: statement('SELECT id AS key, body FROM activity ORDER BY at_ms DESC, number DESC LIMIT ?'),
    values: statement('SELECT key, body FROM settings ORDER BY key'),
    evidence: statement('SELECT container_id AS key, body FROM evidence WHERE incident_id = ? ORDER BY number'),
    putIncident: put('incidents', 'id', ['open', 'last_at_ms', 'body']),
    putActivity: put('activity', 'id', ['at_ms', 'body']),
    putValue: put('settings', 'key', ['body']),
    // Newest last, as the oldest are pruned.
    putEvidence: statement('INSERT OR REPLACE INTO evidence (incident_id, container_id, body) VALUES (?, ?, ?)'),
    dropIncident: statement('DELETE FROM incidents WHERE id = ?'),
    dropValue: statement('DELETE FROM settings WHERE key = ?'),
    pruneOld: statement('DELETE FROM activity WHERE at_ms < ?'),
    pruneActivities: prune('activity', 'at_ms DESC, number DESC'),
    // As in the Fleet: what is resolved goes first, then the oldest.
    pruneIncidents: prune('incidents', 'open DESC, last_at_ms DESC, number DESC'),
    pruneEvidence: prune('evidence', 'number DESC'),
  };
}

/** libsql cuts texts at a NUL, after which two keys could be one. */
function text(value: string): string {
  return value.replaceAll('\0', '\uFFFD');
}

const rowSchema = z.object({ key: z.string(), body: z.string() });

const same = <T>(value: T): T => value;

function parseRows<V, T>(rows: readonly unknown[], schema: z.ZodType<V>, make: (value: V, key: string) => T): Read<T> {
  const read: T[] = [];
  const skipped: string[] = [];
  for (const row of rows) {
    const { key, body } = rowSchema.parse(row);
    try {
      read.push(make(schema.parse(JSON.parse(body)), key));
    } catch (error) {
      skipped.push(`${key.slice(0, 200)}: ${wordsOf(error)}`);
    }
  }
  return { rows: read, skipped };
}
