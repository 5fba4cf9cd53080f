import { z } from 'zod';
import { deletionSchema } from './deletion.ts';
import { discoverySchema } from './discovery.ts';
import { flowStatusSchema } from './flow.ts';
import { containerIdSchema, hostIdSchema } from './ids.ts';
import { incidentSchema, muteSchema, muteScopeSchema } from './incidents.ts';
import {
  activitySchema,
  actorSchema,
  capabilitiesSchema,
  circuitSchema,
  containerSchema,
  engineEventSchema,
  engineSchema,
  healthSchema,
  hostSchema,
  hostStatusSchema,
  operationSchema,
  outcomeSchema,
} from './model.ts';

const onHost = { hostId: hostIdSchema, atMs: z.number() };
const onContainer = {
  ...onHost,
  containerId: containerIdSchema,
  event: engineEventSchema.nullable(),
};

/** A past-tense fact. The Fleet is the fold of these (fleet.ts); each is told once, in order. */
export const changeSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('discoveryReported'),
    discovery: discoverySchema,
  }),

  z.object({ type: z.literal('hostFound'), host: hostSchema }),
  z.object({
    type: z.literal('hostDescribed'),
    ...onHost,
    engine: engineSchema,
    capabilities: capabilitiesSchema,
  }),
  z.object({
    type: z.literal('hostStatusChanged'),
    ...onHost,
    status: hostStatusSchema,
  }),
  z.object({ type: z.literal('hostCircuitChanged'), ...onHost, circuit: circuitSchema }),
  z.object({ type: z.literal('hostSeen'), ...onHost }),
  z.object({ type: z.literal('hostForgotten'), ...onHost }),

  /** The whole truth of a host, after connecting and after every gap in its events. */
  z.object({
    type: z.literal('containersListed'),
    ...onHost,
    containers: z.array(containerSchema),
  }),
  z.object({
    type: z.literal('containerCreated'),
    ...onContainer,
    container: containerSchema,
  }),
  /** The facts as inspect tells them, shortly after an event; adds the container where it is missing. */
  z.object({
    type: z.literal('containerInspected'),
    ...onHost,
    containerId: containerIdSchema,
    container: containerSchema,
  }),
  z.object({ type: z.literal('containerStarted'), ...onContainer }),
  z.object({
    type: z.literal('containerSignalled'),
    ...onContainer,
    signal: z.string(),
  }),
  z.object({ type: z.literal('containerRanOutOfMemory'), ...onContainer }),
  z.object({
    type: z.literal('containerDied'),
    ...onContainer,
    exitCode: z.number().nullable(),
  }),
  z.object({ type: z.literal('containerStopped'), ...onContainer }),
  z.object({ type: z.literal('containerRestarted'), ...onContainer }),
  z.object({ type: z.literal('containerPaused'), ...onContainer }),
  z.object({ type: z.literal('containerUnpaused'), ...onContainer }),
  z.object({
    type: z.literal('containerRenamed'),
    ...onContainer,
    name: z.string(),
    oldName: z.string(),
  }),
  z.object({
    type: z.literal('containerHealthChanged'),
    ...onContainer,
    health: healthSchema,
  }),
  z.object({ type: z.literal('containerUpdated'), ...onContainer }),
  z.object({ type: z.literal('containerRemoved'), ...onContainer }),
  /** Who was behind the last end, once the narrator knows. */
  z.object({
    type: z.literal('endExplained'),
    ...onHost,
    containerId: containerIdSchema,
    requested: z.enum(['yes', 'no']),
    by: actorSchema,
  }),

  z.object({ type: z.literal('operationChanged'), operation: operationSchema }),
  z.object({
    type: z.literal('operationEnded'),
    operationId: z.string(),
    outcome: outcomeSchema,
  }),

  z.object({ type: z.literal('flowChanged'), flow: flowStatusSchema }),
  z.object({ type: z.literal('flowForgotten'), ...onHost, containerId: containerIdSchema }),
  z.object({ type: z.literal('deletionBegun'), deletion: deletionSchema }),
  /** Undone, or carried out. */
  z.object({ type: z.literal('deletionEnded'), ...onHost, containerId: containerIdSchema }),

  z.object({ type: z.literal('activityTold'), activity: activitySchema }),
  /** A line of an earlier run: no news. */
  z.object({ type: z.literal('activityRecalled'), activity: activitySchema }),

  /** A new incident, or an earlier one told anew. `news`: why a desktop should tell of it; null for what is only listed. */
  z.object({ type: z.literal('incidentTold'), incident: incidentSchema, news: z.enum(['opened', 'worse', 'recovered']).nullable() }),
  z.object({ type: z.literal('incidentForgotten'), ...onHost, incidentId: z.string() }),
  z.object({ type: z.literal('muted'), ...onHost, mute: muteSchema }),
  z.object({ type: z.literal('unmuted'), ...onHost, scope: muteScopeSchema }),
]);
export type Change = z.infer<typeof changeSchema>;
export type ChangeOf<T extends Change['type']> = Extract<Change, { type: T }>;
/** A Change that one engine event about one container caused. */
export type ContainerEventChange = Extract<Change, { event: unknown }>;

export const batchSchema = z.object({
  /** One more than the batch before it; a gap means: ask for a snapshot. */
  sequence: z.number().int(),
  changes: z.array(changeSchema),
});
export type Batch = z.infer<typeof batchSchema>;
