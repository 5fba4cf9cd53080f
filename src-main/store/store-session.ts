import type { Incident } from '../../src-shared/incidents.ts';
import type { Activity } from '../../src-shared/model.ts';
import { openSqliteFile, type SqliteDatabase } from './sqlite-file.ts';
import { SqliteTables } from './sqlite-tables.ts';
import { StoreError, troubleOf, wordsOf } from './sqlite-trouble.ts';
import type { StoreLimits } from './store-limits.ts';
import type { StoreAnswer, StoreRequest } from './store-protocol.ts';

/** Small enough that unpacking a page takes the main thread some milliseconds at most. */
const pageRows = { incidents: 10, activities: 50 };

/** What is still to be told of what an earlier run has kept. */
interface Waiting {
  incidents: readonly Incident[];
  activities: readonly Activity[];
  values: [string, unknown][];
  skipped: readonly string[];
}

/** What the store's thread does, without the thread: one database, one request after the other. */
export class StoreSession {
  private db: SqliteDatabase | null = null;
  private tables: SqliteTables | null = null;
  private waiting: Waiting | null = null;
  private readonly limits: StoreLimits;
  private readonly now: () => number;

  constructor(limits: StoreLimits, now: () => number = Date.now) {
    this.limits = limits;
    this.now = now;
  }

  async answer(request: StoreRequest): Promise<StoreAnswer> {
    const { number } = request;
    try {
      switch (request.type) {
        case 'open':
          this.db = await openSqliteFile(request.file);
          this.tables = new SqliteTables(this.db, this.limits, this.now());
          return { type: 'done', number, skipped: [] };
        case 'page':
          return { type: 'page', number, ...this.nextPage() };
        case 'write':
          return { type: 'done', number, skipped: this.opened().write(request.puts, this.now()) };
        case 'evidence': {
          const { rows, skipped } = this.opened().evidenceOf(request.incidentId);
          return { type: 'evidence', number, evidence: [...rows], skipped: [...skipped] };
        }
        case 'close':
          this.db?.close();
          this.tables = null;
          return { type: 'done', number, skipped: [] };
      }
    } catch (error) {
      return { type: 'failed', number, trouble: troubleOf(error), why: wordsOf(error) };
    }
  }

  private opened(): SqliteTables {
    if (!this.tables) throw new StoreError('unwritable', 'The database is not open');
    return this.tables;
  }

  private nextPage() {
    this.waiting ??= readAll(this.opened());
    const { incidents, activities, values, skipped } = this.waiting;
    const rest = {
      incidents: incidents.slice(pageRows.incidents),
      activities: activities.slice(pageRows.activities),
      values: [],
      skipped: [],
    };
    const more = rest.incidents.length + rest.activities.length > 0;
    this.waiting = more ? rest : null;
    return {
      incidents: incidents.slice(0, pageRows.incidents),
      activities: activities.slice(0, pageRows.activities),
      values,
      skipped: [...skipped],
      more,
    };
  }
}

function readAll(tables: SqliteTables): Waiting {
  const incidents = tables.incidents();
  const activities = tables.activities();
  const values = tables.values();
  return {
    incidents: incidents.rows,
    activities: activities.rows,
    values: [...values.rows],
    skipped: [...incidents.skipped, ...activities.skipped, ...values.skipped],
  };
}
