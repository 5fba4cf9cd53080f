import { z } from 'zod';
import type { ChangeOf, ContainerEventChange } from '../../src-shared/changes.ts';
import { boundText } from '../../src-shared/container-detail.ts';
import { containerIdSchema } from '../../src-shared/ids.ts';
import type { EngineEvent } from '../../src-shared/model.ts';
import { cleanName, composeFacts, imageLimit, lenientText, nameLimit, toHealth } from './decode-facts.ts';

/** What is asked of the engine: no exec_* noise, and nothing of images, volumes and networks. Podman says remove and died. */
export const watchedActions = [
  'create',
  'start',
  'kill',
  'die',
  'died',
  'oom',
  'stop',
  'restart',
  'pause',
  'unpause',
  'rename',
  'update',
  'destroy',
  'remove',
  'health_status',
] as const;

const keptAttributes = ['name', 'image', 'exitCode', 'signal', 'execDuration', 'oldName'] as const;
const attributeLimit = 255;

/** Docker's event; `status` and `id` at the top are gone since API 1.52, Podman adds HealthStatus. */
const eventSchema = z.object({
  Type: lenientText,
  Action: lenientText,
  status: lenientText,
  id: lenientText,
  Actor: z.object({ ID: lenientText, Attributes: z.record(z.string(), z.unknown()).catch({}) }).catch({ ID: '', Attributes: {} }),
  HealthStatus: lenientText,
  time: z.number().catch(0),
  timeNano: z.union([z.number(), z.string()]).optional().catch(undefined),
});
type Parsed = z.infer<typeof eventSchema>;

/** One line of the event stream as a Change; null for what we do not use, or what is no event of a container. Pure. */
export function decodeEvent(hostId: string, line: unknown, rawLine = ''): ContainerEventChange | null {
  const parsed = eventSchema.safeParse(line);
  if (!parsed.success) return null;
  const event = parsed.data;
  const containerId = event.Actor.ID || event.id;
  if ((event.Type !== 'container' && event.Type !== '') || !containerIdSchema.safeParse(containerId).success) return null;
  const [action = '', detail = ''] = (event.Action || event.status).split(/:\s*/, 2);
  const timeNano = exactTime(event, rawLine);
  const atMs = Math.floor(Number(timeNano.slice(0, -6)) || 0);
  const attributes = attributesOf(event);
  const base = {
    hostId,
    atMs,
    containerId,
    event: { action: boundText(event.Action || event.status, attributeLimit), attributes, timeNano },
  };
  return toChange(action, { base, attributes, health: detail || event.HealthStatus, compose: event.Actor.Attributes });
}

interface Facts {
  readonly base: { hostId: string; atMs: number; containerId: string; event: EngineEvent };
  readonly attributes: Record<string, string>;
  readonly health: string;
  readonly compose: Record<string, unknown>;
}

function toChange(action: string, facts: Facts): ContainerEventChange | null {
  const { base, attributes } = facts;
  switch (action) {
    case 'create':
      return created(facts);
    case 'start':
      return { type: 'containerStarted', ...base };
    case 'kill':
      return { type: 'containerSignalled', ...base, signal: attributes['signal'] ?? '' };
    case 'die':
    case 'died':
      return { type: 'containerDied', ...base, exitCode: toExitCode(attributes['exitCode']) };
    case 'oom':
      return { type: 'containerRanOutOfMemory', ...base };
    case 'stop':
      return { type: 'containerStopped', ...base };
    case 'restart':
      return { type: 'containerRestarted', ...base };
    case 'pause':
      return { type: 'containerPaused', ...base };
    case 'unpause':
      return { type: 'containerUnpaused', ...base };
    case 'rename':
      // Without the new name it is only known that something changed.
      if (!attributes['name']) return { type: 'containerUpdated', ...base };
      return {
        type: 'containerRenamed',
        ...base,
        name: cleanName(attributes['name'] ?? ''),
        oldName: cleanName(attributes['oldName'] ?? ''),
      };
    case 'update':
      return { type: 'containerUpdated', ...base };
    case 'destroy':
    case 'remove':
      return { type: 'containerRemoved', ...base };
    case 'health_status':
      return { type: 'containerHealthChanged', ...base, health: toHealth(facts.health) };
    default:
      return null;
  }
}

/** The event knows little of a new container; the inspect that follows at once knows the rest. */
function created({ base, attributes, compose }: Facts): ChangeOf<'containerCreated'> {
  return {
    type: 'containerCreated',
    ...base,
    container: {
      hostId: base.hostId,
      id: base.containerId,
      name: cleanName(attributes['name'] ?? base.containerId.slice(0, 12)),
      image: boundText(attributes['image'] ?? '', imageLimit),
      state: 'created',
      health: 'none',
      healthSinceMs: null,
      createdAtMs: base.atMs,
      startedAtMs: null,
      end: null,
      restartCount: 0,
      restartPolicy: 'no',
      autoRemove: false,
      interactive: false,
      ...composeFacts(compose),
      ports: [],
      memoryLimitBytes: null,
    },
  };
}

function attributesOf(event: Parsed): Record<string, string> {
  const all: Record<string, unknown> = { exitCode: event.Actor.Attributes['containerExitCode'], ...event.Actor.Attributes };
  const kept: Record<string, string> = {};
  for (const key of keptAttributes) {
    const value = all[key];
    if (typeof value === 'string') kept[key] = boundText(value, key === 'name' || key === 'oldName' ? nameLimit : attributeLimit);
  }
  return kept;
}

function toExitCode(text: string | undefined): number | null {
  return text !== undefined && /^-?\d{1,10}$/.test(text) ? Number(text) : null;
}

/** The nanoseconds as the engine wrote them: 19 digits are more than a number holds, so they are taken from the text. */
function exactTime(event: Parsed, rawLine: string): string {
  const written = /"timeNano":\s*"?(\d{10,20})/.exec(rawLine.slice(-200))?.[1];
  if (written !== undefined) return written;
  if (typeof event.timeNano === 'string' && /^\d{10,20}$/.test(event.timeNano)) return event.timeNano;
  if (typeof event.timeNano === 'number' && event.timeNano > 0) return BigInt(Math.round(event.timeNano)).toString();
  return `${Math.round(event.time)}000000000`;
}
