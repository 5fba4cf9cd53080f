import { boundText } from '../../../src-shared/container-detail.ts';
import type { Incident, TimelineEntry } from '../../../src-shared/incidents.ts';

const entriesKept = 60;
/** How a story began is worth more than its middle. */
const firstKept = 10;

/** A name of 64 characters and what happened, which is of one line and 500. */
const textLimit = 600;

/** The timeline with one entry more: in the order of time, the first and the last ones kept. Pure. */
export function withEntry(timeline: Incident['timeline'], added: TimelineEntry): Incident['timeline'] {
  const entry = { ...added, text: boundText(added.text, textLimit) };
  const after = timeline.findLastIndex((it) => it.atMs <= entry.atMs) + 1;
  const longer = [...timeline.slice(0, after), entry, ...timeline.slice(after)];
  if (longer.length <= entriesKept) return longer;
  return [...longer.slice(0, firstKept), ...longer.slice(longer.length - (entriesKept - firstKept))];
}
