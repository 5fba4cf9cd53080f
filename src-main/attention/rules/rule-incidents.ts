import { type Incident, type IncidentKind, isOpen, type TimelineEntry } from '../../../src-shared/incidents.ts';
import type { Actor, Container } from '../../../src-shared/model.ts';
import type { RuleCondition } from '../../../src-shared/rules.ts';
import type { AttentionTimes } from '../attention-times.ts';
import { addEntry, type Blow, beginStory, goesOnAt, goOn, resolve, type Story, type Telling } from '../incidents/story.ts';
import type { RuleEvent } from './rule-events.ts';

/** Stories of a death: a rule about containers that do not run tells in them what it does. */
const deaths: ReadonlySet<IncidentKind> = new Set<IncidentKind>([
  'crashed',
  'outOfMemory',
  'restartLoop',
  'diedUnseen',
  'jobEnded',
  'projectDown',
]);
const ofHealth: ReadonlySet<IncidentKind> = new Set<IncidentKind>(['unhealthy']);
const none: ReadonlySet<IncidentKind> = new Set();

/**
 * What a rule's event makes of the stories (oldest first): a story of its own for each rule and container, or a line in
 * the open story that is about the same thing, as nobody wants to hear it twice. Null: nothing. Pure.
 */
export function ruleTelling(
  event: RuleEvent,
  stories: readonly Story[],
  container: Container | undefined,
  times: Pick<AttentionTimes, 'reopenMs'>,
): Telling | null {
  const own = stories.findLast(({ incident }) => incident.ruleId === event.rule.id && isAbout(incident, event));
  if (own && isOpen(own.incident)) return goesOn(event, own);
  const kinds = sameThing(event.rule.condition);
  // A rule that shall notify must not fall silent in a story that does not.
  const joined = stories.findLast(
    ({ incident }) =>
      isOpen(incident) && kinds.has(incident.kind) && isAbout(incident, event) && (incident.voice === 'told' || !event.rule.notify),
  );
  if (joined) return joins(event, joined);
  if (event.type !== 'begun' || container === undefined) return null;
  const blow = blowOf(event, container);
  if (own && goesOnAt(own, event.atMs, times)) return goOn(own, blow, 'rule', blow.what);
  const begun = beginStory([blow], 'rule', blow.what);
  const id = `${event.hostId}/${event.containerId}:rule-${event.rule.id}:${event.atMs}`;
  return { ...begun, story: { ...begun.story, incident: { ...begun.story.incident, id, ruleId: event.rule.id } } };
}

function goesOn(event: RuleEvent, story: Story): Telling | null {
  switch (event.type) {
    case 'begun':
      return null;
    case 'restartPlanned':
      return { story: addEntry(story, entryOf(event, 'neutral', event.text), false), news: null };
    case 'restarted':
      // Its start is told, and counted, as any other is.
      return null;
    case 'restartFailed':
      return { story: addEntry(story, failedEntry(event), false), news: null };
    case 'leftAlone':
      return leftAlone(event, story);
    case 'ended':
      return resolve(story, event.atMs, event.how, !event.rule.notify);
  }
}

/** Starts and the end of such a story are told by whoever follows it. */
function joins(event: RuleEvent, story: Story): Telling | null {
  switch (event.type) {
    case 'restartPlanned':
      return { story: addEntry(story, entryOf(event, 'neutral', `${event.text}, by rule ${event.rule.name}`), false), news: null };
    case 'restartFailed':
      return { story: addEntry(story, failedEntry(event), false), news: null };
    case 'leftAlone':
      return leftAlone(event, story);
    case 'begun':
      return { story: addEntry(story, entryOf(event, 'attention', whatOf(event)), false), news: null };
    case 'restarted':
    case 'ended':
      return null;
  }
}

function leftAlone(event: RuleEvent & { readonly type: 'leftAlone' }, story: Story): Telling {
  const { incident, ...rest } = addEntry(story, entryOf(event, 'attention', event.text), false);
  const told = { ...rest, incident: { ...incident, what: event.text } };
  return { story: told, news: event.rule.notify && incident.voice === 'told' ? 'worse' : null };
}

function failedEntry(event: RuleEvent & { readonly type: 'restartFailed' }): TimelineEntry {
  return entryOf(event, 'attention', `Restart ${event.number} of ${event.of} failed: ${event.why}`.slice(0, 500));
}

function blowOf(event: RuleEvent & { readonly type: 'begun' }, container: Container): Blow {
  return {
    kind: 'rule',
    voice: event.rule.notify ? 'told' : 'quiet',
    container,
    atMs: event.atMs,
    by: byRule(event),
    what: whatOf(event),
    errorLine: null,
    afterStartByHand: false,
  };
}

function whatOf(event: RuleEvent & { readonly type: 'begun' }): string {
  return `${event.text}, rule ${event.rule.name}`;
}

function sameThing(condition: RuleCondition): ReadonlySet<IncidentKind> {
  if (condition.kind === 'notRunning' || condition.kind === 'restartsOver') return deaths;
  return condition.kind === 'unhealthy' ? ofHealth : none;
}

function isAbout(incident: Incident, event: RuleEvent): boolean {
  return incident.hostId === event.hostId && incident.containers.some((it) => it.containerId === event.containerId);
}

function entryOf(event: RuleEvent, tone: TimelineEntry['tone'], text: string): TimelineEntry {
  return { atMs: event.atMs, tone, text, by: byRule(event) };
}

function byRule(event: RuleEvent): Actor {
  return { kind: 'rule', name: event.rule.name };
}
