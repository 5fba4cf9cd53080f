/** An engine event as the API tells it. */
export interface EngineEvent {
  readonly type: 'container' | 'network';
  readonly action: string;
  /** Null for what concerns no single object (prune). */
  readonly id: string | null;
  readonly image: string | null;
  readonly attributes: Readonly<Record<string, string>>;
  readonly timeNano: bigint;
  /** One line of NDJSON, with its line break. */
  readonly line: string;
}

/** Composes an event; `timeNano` exceeds what a JSON number of JavaScript holds, so it is written by hand. */
export function composeEvent(event: Omit<EngineEvent, 'line'>): EngineEvent {
  const { type, action, id, image, attributes, timeNano } = event;
  // Containers' events carry the old form's fields too, in front.
  const old = type === 'container' ? { status: action, ...(id ? { id } : {}), ...(image ? { from: image } : {}) } : {};
  const sorted = Object.fromEntries(Object.entries(attributes).sort(([left], [right]) => (left < right ? -1 : 1)));
  const json = JSON.stringify({
    ...old,
    Type: type,
    Action: action,
    Actor: { ID: id ?? '', Attributes: sorted },
    scope: 'local',
    time: Number(timeNano / 1_000_000_000n),
  });
  return { ...event, line: `${json.slice(0, -1)},"timeNano":${timeNano}}\n` };
}
