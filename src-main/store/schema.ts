/** The schema that this Quarterdeck reads and writes: as many steps as there are. A file with more is a newer one's. */
const steps: readonly string[] = [
  // 1. A row's `body` is the JSON of its value and the truth; columns beside it are for looking up and pruning.
  `CREATE TABLE incidents (
     number INTEGER PRIMARY KEY,
     id TEXT NOT NULL UNIQUE,
     open INTEGER NOT NULL,
     last_at_ms INTEGER NOT NULL,
     body TEXT NOT NULL
   ) STRICT;
   CREATE TABLE evidence (
     number INTEGER PRIMARY KEY,
     incident_id TEXT NOT NULL REFERENCES incidents(id) ON DELETE CASCADE,
     container_id TEXT NOT NULL,
     body TEXT NOT NULL,
     UNIQUE (incident_id, container_id)
   ) STRICT;
   CREATE TABLE activity (
     number INTEGER PRIMARY KEY,
     id TEXT NOT NULL UNIQUE,
     at_ms INTEGER NOT NULL,
     body TEXT NOT NULL
   ) STRICT;
   CREATE INDEX activity_by_time ON activity (at_ms);
   CREATE TABLE settings (
     key TEXT PRIMARY KEY,
     body TEXT NOT NULL
   ) STRICT, WITHOUT ROWID;`,
];

export const schemaVersion = steps.length;

/** What brings a file of schema `from` to ours, oldest first; empty where it is there already. */
export function stepsFrom(from: number): readonly { readonly to: number; readonly sql: string }[] {
  return steps.map((sql, index) => ({ to: index + 1, sql })).slice(from);
}
