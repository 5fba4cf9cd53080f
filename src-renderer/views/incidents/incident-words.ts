import { formatClock, formatDate, formatDuration } from '../../../src-shared/format.ts';
import { type Incident, type IncidentKind, isOpen } from '../../../src-shared/incidents.ts';
import { displayText } from '../../components/display-text.ts';
import type { Shape } from '../../components/shape.ts';

const shapes: Record<IncidentKind, Shape> = {
  crashed: 'crashed',
  outOfMemory: 'crashed',
  childOutOfMemory: 'attention',
  restartLoop: 'restarting',
  unhealthy: 'unhealthy',
  diedUnseen: 'crashed',
  jobEnded: 'crashed',
  projectDown: 'crashed',
  engineTookDown: 'stopped',
  rule: 'attention',
};

/** As an incident of that kind is called in menus and reports. */
export const kindWords: Record<IncidentKind, string> = {
  crashed: 'Crashed',
  outOfMemory: 'Out of memory',
  childOutOfMemory: 'A process out of memory',
  restartLoop: 'Restart loop',
  unhealthy: 'Unhealthy',
  diedUnseen: 'Died unseen',
  jobEnded: 'Job failed',
  projectDown: 'Project down',
  engineTookDown: 'Taken down with the engine',
  rule: 'Rule',
};

export function shapeOf(incident: Incident): Shape {
  return isOpen(incident) ? shapes[incident.kind] : 'resolved';
}

/** 'worker', 'worker and 4 more' */
export function whoOf({ containers, containerCount }: Pick<Incident, 'containers' | 'containerCount'>): string {
  const first = displayText(containers[0]?.name ?? 'A container');
  return containerCount > 1 ? `${first} and ${containerCount - 1} more` : first;
}

/** 'worker ran out of memory': who and what, without why. */
export function titleOf(incident: Incident): string {
  const who = whoOf(incident);
  switch (incident.kind) {
    case 'crashed':
      return `${who} crashed`;
    case 'outOfMemory':
      return `${who} ran out of memory`;
    case 'childOutOfMemory':
      return `A process in ${who} ran out of memory`;
    case 'restartLoop':
      return isOpen(incident) ? `${who} keeps crashing` : `${who} kept crashing`;
    case 'unhealthy':
      return isOpen(incident) ? `${who} is unhealthy` : `${who} was unhealthy`;
    case 'diedUnseen':
      return `${who} died unseen`;
    case 'jobEnded':
      return `${who} failed`;
    case 'projectDown':
      return `${displayText(incident.project ?? who)} went down`;
    case 'engineTookDown':
      return `The engine took down ${incident.containerCount === 1 ? who : `${incident.containerCount} containers`}`;
    case 'rule':
      return `${who}: ${displayText(incident.what)}`;
  }
}

/** The list's second line: where, and why. The title of a rule's incident has its why already. */
export function underTitle(incident: Incident): string {
  const project = incident.kind === 'projectDown' ? null : incident.project;
  const why = whyUnderTitle(incident);
  return project === null ? why : `${displayText(project)} · ${why}`;
}

/** Where the title has the why already, what it leaves open. */
function whyUnderTitle({ kind, what, containers, containerCount, timeline }: Incident): string {
  if (kind === 'rule') {
    // What was done about it, if anything was: the rest is in the title.
    const last = timeline.at(-1)?.text ?? what;
    return displayText(last === what ? (containers[0]?.image ?? '') : last);
  }
  if (kind !== 'engineTookDown' || containerCount < 2) return displayText(what);
  const names = containers.slice(0, 5).map(({ name }) => displayText(name));
  const more = containerCount - names.length;
  return more > 0 ? `${names.join(', ')} and ${more} more` : names.join(', ');
}

/** Why, in at most two sentences; the last error-like line of the log is the second, where the first has it not. */
export function causeOf(incident: Incident): { readonly what: string; readonly errorLine: string | null } {
  const what = displayText(incident.what);
  const errorLine = incident.errorLine === null ? null : displayText(incident.errorLine);
  return { what, errorLine: errorLine === null || errorLine === '' || what.includes(errorLine) ? null : errorLine };
}

const verbs: Record<IncidentKind, string> = {
  crashed: 'died',
  outOfMemory: 'died',
  childOutOfMemory: 'seen',
  restartLoop: 'last died',
  unhealthy: 'since',
  diedUnseen: 'found',
  jobEnded: 'ended',
  projectDown: 'went down',
  engineTookDown: 'went down',
  rule: 'since',
};

/** When it last died, or, where that is not the story, when it began. */
export function diedAtMs({ kind, openedAtMs, lastAtMs, deaths, containerCount }: Incident): number {
  const dies = kind === 'crashed' || kind === 'outOfMemory' || kind === 'restartLoop';
  return dies && deaths > containerCount ? lastAtMs : openedAtMs;
}

/** What stands in one line under the title, without ages, which go on: 'died 14:29:07', 'three deaths in 22 min', 'restarted twice'. */
export function factsOf(incident: Incident): readonly string[] {
  const { kind, openedAtMs, lastAtMs, deaths, restarts, resolution } = incident;
  const atMs = diedAtMs(incident);
  const repeats = atMs !== openedAtMs && deaths > 1;
  return [
    `${verbs[kind]} ${formatDate(atMs) === formatDate(Date.now()) ? '' : `${formatDate(atMs)} `}${formatClock(atMs)}`,
    ...(repeats ? [`${counted(deaths, 'death', 'deaths')} in ${formatDuration(lastAtMs - openedAtMs)}`] : []),
    ...(restarts > 0 ? [`restarted ${restarts === 1 ? 'once' : restarts === 2 ? 'twice' : `${restarts} times`}`] : []),
    ...(resolution.state === 'resolved' ? [`resolved ${formatClock(resolution.atMs)}: ${displayText(resolution.how)}`] : []),
  ];
}

const numbers = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

function counted(count: number, one: string, many: string): string {
  return `${numbers[count] ?? count} ${count === 1 ? one : many}`;
}

/** Read aloud for a row: 'open, worker ran out of memory, harbor-shop · exited 137'. */
export function labelOf(incident: Incident, muted: boolean): string {
  const bounded = (text: string) => (text.length > 300 ? `${text.slice(0, 300)}…` : text);
  return [isOpen(incident) ? 'Open' : 'Resolved', muted ? 'muted' : '', bounded(titleOf(incident)), bounded(underTitle(incident))]
    .filter(Boolean)
    .join(', ');
}
