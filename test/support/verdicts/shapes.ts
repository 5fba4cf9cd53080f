import { z } from 'zod';

const eventSchema = z.object({
  Type: z.string(),
  Action: z.string(),
  Actor: z.object({ ID: z.string(), Attributes: z.record(z.string(), z.string()) }),
  time: z.number(),
  timeNano: z.number(),
});
type Event = z.infer<typeof eventSchema>;

/** What other engines make of the same events. */
export const shapes: Readonly<Record<string, (events: readonly unknown[]) => unknown[]>> = {
  'an engine of API 1.52, which leaves out id and status and tells how long it ran': (events) =>
    parsed(events).map((event) => ({ ...withAttributes(event, { execDuration: '3', maintainer: 'a', 'org.x': 'y' }), scope: 'local' })),
  'an engine that names signals': (events) => parsed(events).map((event) => renamed(event, (number) => names[number] ?? number)),
  'an engine that names signals in short': (events) =>
    parsed(events).map((event) => renamed(event, (number) => names[number]?.replace('SIG', '') ?? number)),
  'an engine that tells stop before die': (events) => swapped(parsed(events), 'die', 'stop'),
  'an engine that tells die before the signal': (events) => swapped(parsed(events), 'kill', 'die'),
  'a gap, after which every event comes twice': (events) => events.flatMap((event) => [event, event]),
};

const names: Readonly<Record<string, string>> = { 1: 'SIGHUP', 2: 'SIGINT', 9: 'SIGKILL', 10: 'SIGUSR1', 15: 'SIGTERM', 28: 'SIGWINCH' };

function parsed(events: readonly unknown[]): Event[] {
  return events.map((event) => eventSchema.parse(event));
}

function withAttributes(event: Event, more: Readonly<Record<string, string>>): Event {
  return { ...event, Actor: { ...event.Actor, Attributes: { ...event.Actor.Attributes, ...more } } };
}

function renamed(event: Event, toName: (number: string) => string): Event {
  const { signal } = event.Actor.Attributes;
  return signal === undefined ? event : withAttributes(event, { signal: toName(signal) });
}

/** Neighbours change places, each with the other's time. */
function swapped(events: readonly Event[], first: string, second: string): Event[] {
  const all = [...events];
  for (let at = 0; at + 1 < all.length; at += 1) {
    const [one, other] = [all[at], all[at + 1]];
    if (one?.Action !== first || other?.Action !== second || one.Actor.ID !== other.Actor.ID) continue;
    // A stop that no signal came before ended a wait: it can't have come before the death.
    if (first === 'die' && all[at - 1]?.Action !== 'kill') continue;
    all[at] = { ...other, time: one.time, timeNano: one.timeNano };
    all[at + 1] = { ...one, time: other.time, timeNano: other.timeNano };
    at += 1;
  }
  return all;
}
