import { actorWords } from '../../../src-shared/describe.ts';
import { formatClock, formatDate } from '../../../src-shared/format.ts';
import type { Incident, IncidentEvidence } from '../../../src-shared/incidents.ts';
import { displayText } from '../../components/display-text.ts';
import { preciseClock } from '../activity/feed-text.ts';
import { kindWords, titleOf } from './incident-words.ts';

/**
 * An incident as Markdown for a bug report: title, what, when, facts, timeline, log tails. Text of containers can
 * neither format nor end the fence that it stands in.
 */
export function incidentMarkdown(incident: Incident, evidence: readonly IncidentEvidence[]): string {
  return `${[`# ${inline(titleOf(incident))}`, summary(incident), timeline(incident), ...evidence.map((it) => part(incident, it))].join('\n\n')}\n`;
}

function summary(incident: Incident): string {
  const { containers, containerCount, resolution, openedAtMs, lastAtMs, deaths, restarts, project, errorLine } = incident;
  const named = containers.slice(0, 20).map((it) => `${inline(it.name)} (${inline(it.image)})`);
  const lines: readonly (readonly [string, string | null])[] = [
    ['What', inline(incident.what)],
    ['Kind', kindWords[incident.kind]],
    ['When', when(openedAtMs)],
    ['Last', lastAtMs > openedAtMs ? when(lastAtMs) : null],
    ['State', resolution.state === 'open' ? 'Open' : `Resolved ${when(resolution.atMs)}: ${inline(resolution.how)}`],
    [
      containerCount === 1 ? 'Container' : `Containers (${containerCount})`,
      `${named.join(', ')}${containerCount > named.length ? ' …' : ''}`,
    ],
    ['Project', project === null ? null : inline(project)],
    ['Deaths', String(deaths)],
    ['Restarts', String(restarts)],
    ['Last error', errorLine === null ? null : inline(errorLine)],
  ];
  return lines.flatMap(([label, value]) => (value === null ? [] : [`- **${label}:** ${value}`])).join('\n');
}

function timeline(incident: Incident): string {
  const lines = incident.timeline.map((it) => {
    const by = it.by.kind === 'notKnown' ? '' : ` (${inline(actorWords(it.by))})`;
    return `- ${when(it.atMs)} ${inline(it.text)}${by}`;
  });
  return ['## Timeline', '', ...(lines.length === 0 ? ['Nothing was kept.'] : lines)].join('\n');
}

function part(incident: Incident, evidence: IncidentEvidence): string {
  const name = incident.containers.find((it) => it.containerId === evidence.containerId)?.name ?? evidence.containerId.slice(0, 12);
  const facts = evidence.facts.map((it) => `- **${inline(it.label)}:** ${inline(it.value)}`);
  const log = evidence.logTail.map((it) => `${it.atMs === null ? '' : `${preciseClock(it.atMs)} `}${it.stream} ${displayText(it.text)}`);
  return [
    `## Evidence of ${inline(name)}`,
    '',
    ...facts,
    ...(log.length === 0 ? ['', 'No log lines were kept.'] : ['', `Last ${log.length} log lines:`, '', fenced(log.join('\n'))]),
  ].join('\n');
}

/** In a fence that is longer than every run of backticks in the text, so that no line of it can close the fence. */
export function fenced(text: string): string {
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1));
  return `${fence}text\n${text}\n${fence}`;
}

const plainWords = /^[\p{L}\p{N}\u00a0 .,;%/()’…-]*$/u;
const inlineLimit = 1_000;

/** Text of others in a line of Markdown: as it is where it can mean nothing else, else as code, in which nothing links, mentions or formats. */
export function inline(text: string): string {
  const line = displayText(text)
    .replace(/[^\S\u00a0]+/g, ' ')
    .trim();
  const bounded = line.length > inlineLimit ? `${line.slice(0, inlineLimit)}…` : line;
  if (plainWords.test(bounded) && !/www\./i.test(bounded)) return bounded;
  const ticks = '`'.repeat(longestRun(bounded) + 1);
  const room = ticks.length > 1 ? ' ' : '';
  return `${ticks}${room}${bounded}${room}${ticks}`;
}

function longestRun(text: string): number {
  return [...text.matchAll(/`+/g)].reduce((longest, [run]) => Math.max(longest, run.length), 0);
}

function when(atMs: number): string {
  return `${formatDate(atMs)} ${formatClock(atMs)}`;
}
