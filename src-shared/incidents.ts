import { z } from 'zod';
import { containerIdSchema, hostIdSchema } from './ids.ts';
import { actorSchema, engineEventSchema } from './model.ts';

const timeMs = z.number();

/** What the end of a run, or a container's health, means. Only some of it is news: `isNews`. */
export const verdictKindSchema = z.enum([
  /** Its own end with code 0. */
  'finished',
  /** Somebody asked for it: a stop with any signal, a terminating kill, a restart, compose, we. */
  'stopped',
  'takenDownWithEngine',
  /** An interactive or `--rm` container that ended with another code. */
  'jobEnded',
  'crashed',
  'outOfMemory',
  /** A process in it ran out of memory; the container goes on. */
  'childOutOfMemory',
  /** Its restart policy starts it again and again. */
  'restartLoop',
  'unhealthy',
  /** Its end was found by listing: it died while we or the engine were away. */
  'diedUnseen',
]);
export type VerdictKind = z.infer<typeof verdictKindSchema>;

/** What a verdict rests on, in words: `label` 'Exit code', `value` '137, killed by SIGKILL'. */
export const evidenceFactSchema = z.object({ label: z.string(), value: z.string() });
export type EvidenceFact = z.infer<typeof evidenceFactSchema>;

export const incidentKindSchema = z.enum([
  'crashed',
  'outOfMemory',
  'childOutOfMemory',
  'restartLoop',
  'unhealthy',
  'diedUnseen',
  /** Interactive and `--rm` jobs, where the user asked to be told. */
  'jobEnded',
  /** Several containers of a project that died together. */
  'projectDown',
  /** The engine took its containers down. */
  'engineTookDown',
  /** A rule of the user's was breached. */
  'rule',
]);
export type IncidentKind = z.infer<typeof incidentKindSchema>;

/** `quiet`: listed, never told. `told`: a desktop tells of it, unless it is muted. */
export const incidentVoiceSchema = z.enum(['quiet', 'told']);

export const timelineEntrySchema = z.object({
  atMs: timeMs,
  tone: z.enum(['running', 'stopped', 'restarting', 'crashed', 'unhealthy', 'healthy', 'attention', 'resolved', 'neutral']),
  text: z.string(),
  by: actorSchema,
});
export type TimelineEntry = z.infer<typeof timelineEntrySchema>;

/** A container as it was called when it happened: it may be gone by now. */
export const incidentContainerSchema = z.object({ containerId: containerIdSchema, name: z.string(), image: z.string() });
export type IncidentContainer = z.infer<typeof incidentContainerSchema>;

export const incidentSchema = z.object({
  /** Stable: later tellings of the same story have the same id. */
  id: z.string().max(300),
  hostId: hostIdSchema,
  kind: incidentKindSchema,
  voice: incidentVoiceSchema,
  /** At least one; several where a whole project or engine is the story. At most 200 are named, `containerCount` counts all. */
  containers: z.array(incidentContainerSchema).min(1).max(200),
  containerCount: z.number().int(),
  project: z.string().nullable(),
  /** The rule that was breached; null for all else. */
  ruleId: z.string().nullable(),
  /** 'Out of memory at 512 MiB', 'Exited 1: connect ECONNREFUSED db:5432': one line, redacted. */
  what: z.string(),
  /** The last error-like line of the log, redacted; null where there is none (yet). */
  errorLine: z.string().nullable(),
  openedAtMs: timeMs,
  /** When something was last added to the story. */
  lastAtMs: timeMs,
  resolution: z.discriminatedUnion('state', [
    z.object({ state: z.literal('open') }),
    /** `how`: 'Running well for 2 min', 'Removed by you'. */
    z.object({ state: z.literal('resolved'), atMs: timeMs, how: z.string() }),
  ]),
  /** Deaths (or breaches) in this story. */
  deaths: z.number().int(),
  /** Times that it was started again since, by whom ever. */
  restarts: z.number().int(),
  /** Oldest first, at most 60: the first ones and the last ones stay. */
  timeline: z.array(timelineEntrySchema).max(60),
});
/** A crash or a breached rule as the user should see it: one a story, not one an event. */
export type Incident = z.infer<typeof incidentSchema>;

export const incidentLogLineSchema = z.object({
  atMs: timeMs.nullable(),
  stream: z.enum(['stdout', 'stderr']),
  text: z.string(),
});
export type IncidentLogLine = z.infer<typeof incidentLogLineSchema>;

/** What was kept of one container at the moment of its (last) death. Heavy: asked for by command. */
export const incidentEvidenceSchema = z.object({
  containerId: containerIdSchema,
  verdict: verdictKindSchema,
  /** Exit code in words, limit, how long it had run, what changed before, who died with it ... */
  facts: z.array(evidenceFactSchema),
  /** The last 100 lines, redacted and bounded. */
  logTail: z.array(incidentLogLineSchema).max(100),
  /** Which of them is the error-like one; null for none. */
  errorLineIndex: z.number().int().nullable(),
  /** The last 5 minutes up to the death, as in a SampleHistory: `sampleWidth` numbers a reading, oldest first. */
  samples: z.array(z.number()),
  diedAtMs: timeMs.nullable(),
  memoryLimitBytes: z.number().nullable(),
  /** The engine's own words, oldest first. */
  events: z.array(engineEventSchema).max(60),
});
export type IncidentEvidence = z.infer<typeof incidentEvidenceSchema>;

/** Whose incidents are not told. By name, so that it outlives an update of the container. */
export const muteScopeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('container'), hostId: hostIdSchema, name: z.string().max(4_096) }),
  z.object({ kind: z.literal('project'), hostId: hostIdSchema, project: z.string().max(4_096) }),
]);
export type MuteScope = z.infer<typeof muteScopeSchema>;

export const muteUntilSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('time'), atMs: timeMs }),
  /** Until its open incidents are resolved. */
  z.object({ kind: z.literal('well') }),
  z.object({ kind: z.literal('forever') }),
]);
export type MuteUntil = z.infer<typeof muteUntilSchema>;

export const muteSchema = z.object({ scope: muteScopeSchema, until: muteUntilSchema, sinceMs: timeMs });
export type Mute = z.infer<typeof muteSchema>;

/** How many incidents are kept in the Fleet; open ones go last. */
export const incidentsKept = 500;

/** An incident has longer names cut at 255, so that more of them can't tell one from another. */
const nameCompared = 250;

/** One string a scope, for maps and for comparing. */
export function muteKey(scope: MuteScope): string {
  const name = scope.kind === 'container' ? scope.name : scope.project;
  return JSON.stringify([scope.kind, scope.hostId, name.slice(0, nameCompared)]);
}

export function isOpen(incident: Incident): boolean {
  return incident.resolution.state === 'open';
}
