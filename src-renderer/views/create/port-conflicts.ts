import { publishedPortSchema } from '../../../src-shared/container-config.ts';
import type { Argument, Value } from '../../../src-shared/contract.ts';
import type { PortRow } from './form-values.ts';
import type { Problems } from './to-config.ts';
import { portOf } from './to-config.ts';

export interface PortQuestion {
  readonly ports: Argument<'checkPorts'>['ports'];
  /** The row of each port, by its index. */
  readonly rowIds: readonly string[];
}

/**
 * What to ask the core of: rows that name a port of the host, as far as they are whole. `own`: what the container that
 * is updated publishes already, and what is therefore not taken by somebody else.
 */
export function portQuestion(rows: readonly PortRow[], own: readonly PortRow[]): PortQuestion {
  const known = new Set(own.map(said));
  const asked = rows.flatMap((row) => {
    const parsed = publishedPortSchema.safeParse(portOf(row));
    // A port of the host is taken or not whatever it leads to; so it is told before the second field is filled in.
    const port = parsed.success ? parsed.data : publishedPortSchema.safeParse({ ...portOf(row), containerPort: 1 }).data;
    return port && port.hostPort !== null && !known.has(said(row)) ? [{ port, rowId: row.id }] : [];
  });
  return { ports: asked.map((it) => it.port), rowIds: asked.map((it) => it.rowId) };
}

/** The core's answer at the fields that it concerns. */
export function conflictsAt(question: PortQuestion, answer: Value<'checkPorts'>): Problems {
  return new Map(
    answer.flatMap(({ index, message }): [string, string][] => {
      const rowId = question.rowIds[index];
      return rowId === undefined ? [] : [[`ports.${rowId}.hostPort`, message]];
    }),
  );
}

function said(row: PortRow): string {
  return `${row.host.trim()}/${row.protocol}`;
}
