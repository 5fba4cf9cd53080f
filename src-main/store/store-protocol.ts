import { z } from 'zod';
import type { Incident, IncidentEvidence } from '../../src-shared/incidents.ts';
import type { Activity } from '../../src-shared/model.ts';

const body = z.string();

/** One thing to write. Bodies are JSON texts: cheap to hand over, and nothing in them can keep a message from being sent. */
export const putSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('drop'), incidentId: z.string() }),
  z.object({ kind: z.literal('incident'), id: z.string(), open: z.boolean(), lastAtMs: z.number(), body }),
  z.object({ kind: z.literal('evidence'), incidentId: z.string(), containerId: z.string(), body }),
  z.object({ kind: z.literal('activity'), id: z.string(), atMs: z.number(), body }),
  /** Null removes it. */
  z.object({ kind: z.literal('value'), key: z.string(), body: body.nullable() }),
]);
export type Put = z.infer<typeof putSchema>;

const numbered = { number: z.number().int() };

/** What the store's worker is asked; each is answered once, under its number, in order. */
export const storeRequestSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('open'), ...numbered, file: z.string() }),
  /** The next part of what was kept. In parts, as unpacking all of it at once would hold up the main thread. */
  z.object({ type: z.literal('page'), ...numbered }),
  z.object({ type: z.literal('write'), ...numbered, puts: z.array(putSchema) }),
  z.object({ type: z.literal('evidence'), ...numbered, incidentId: z.string() }),
  z.object({ type: z.literal('close'), ...numbered }),
]);
export type StoreRequest = z.infer<typeof storeRequestSchema>;

/** `damaged`: no database, or a broken one; `newer`: of a later schema; `noModule`: libsql can't be loaded here. */
export const storeTroubleSchema = z.enum(['damaged', 'newer', 'noModule', 'unwritable']);
export type StoreTrouble = z.infer<typeof storeTroubleSchema>;

/** Rows are parsed whole by the worker when they are read; here it is only asked whether they are what the type says. */
const rows = <T>() => z.custom<T[]>((value) => Array.isArray(value));

export const storeAnswerSchema = z.discriminatedUnion('type', [
  /** `skipped`: why rows were not written. */
  z.object({ type: z.literal('done'), ...numbered, skipped: z.array(z.string()) }),
  z.object({
    type: z.literal('page'),
    ...numbered,
    incidents: rows<Incident>(),
    activities: rows<Activity>(),
    values: z.array(z.tuple([z.string(), z.unknown()])),
    more: z.boolean(),
    /** Why rows were left out. */
    skipped: z.array(z.string()),
  }),
  z.object({ type: z.literal('evidence'), ...numbered, evidence: rows<IncidentEvidence>(), skipped: z.array(z.string()) }),
  z.object({ type: z.literal('failed'), ...numbered, trouble: storeTroubleSchema, why: z.string() }),
]);
export type StoreAnswer = z.infer<typeof storeAnswerSchema>;
