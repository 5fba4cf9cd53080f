import { formatDuration } from '../../../src-shared/format.ts';
import type { Incident, IncidentKind } from '../../../src-shared/incidents.ts';
import { type Notice, plain } from './operation-notice.ts';

/** An incident and why it is told. */
export interface News {
  readonly incident: Incident;
  readonly news: 'opened' | 'worse' | 'recovered';
}

const titleLimit = 120;
const bodyLimit = 300;
const namesShown = 5;

/** One notice for what is told together: the title says who and what, the body why in one line. `hostName` null: only one host. Pure. */
export function noticeOfIncidents(news: readonly News[], hostName: (hostId: string) => string | null): Notice | null {
  const [first] = news;
  if (!first) return null;
  if (news.length === 1) return noticeOfOne(first, hostName(first.incident.hostId));
  const bad = news.filter((it) => it.news !== 'recovered');
  const told = bad.length === 0 ? news : bad;
  const count = told.reduce((sum, { incident }) => sum + incident.containerCount, 0);
  const what = bad.length === 0 ? 'well again' : manyWords(bad);
  const also = bad.length > 0 && bad.length < news.length ? `; well again: ${namesOf(news.filter((it) => it.news === 'recovered'))}` : '';
  const names = new Set(told.map((it) => hostName(it.incident.hostId)));
  const [name] = names;
  const where = names.size === 1 && name ? ` on ${name}` : '';
  return {
    title: plain(`${count} containers ${bad.length === 0 ? 'are ' : ''}${what}${where}`, titleLimit),
    body: plain(`${namesOf(told)}${also}`, bodyLimit),
  };
}

function noticeOfOne({ incident, news }: News, hostName: string | null): Notice {
  const subject = subjectOf(incident);
  const where = hostName === null ? '' : ` on ${hostName}`;
  if (news === 'recovered') {
    const { resolution } = incident;
    const body = resolution.state === 'resolved' ? resolution.how : `After ${formatDuration(incident.lastAtMs - incident.openedAtMs)}`;
    return {
      title: plain(`${subject} ${incident.containerCount > 1 ? 'are' : 'is'} well again${where}`, titleLimit),
      body: plain(body, bodyLimit),
    };
  }
  return { title: plain(`${titleOf(incident, subject)}${where}`, titleLimit), body: plain(causeOf(incident), bodyLimit) };
}

function titleOf(incident: Incident, subject: string): string {
  switch (incident.kind) {
    case 'crashed':
      return `${subject} crashed`;
    case 'outOfMemory':
      return `${subject} ran out of memory`;
    case 'childOutOfMemory':
      return `A process of ${subject} ran out of memory`;
    case 'restartLoop':
      return `${subject} keeps crashing`;
    case 'unhealthy':
      return `${subject} is unhealthy`;
    case 'diedUnseen':
      return incident.containerCount > 1 ? `${subject} died meanwhile` : `${subject} died`;
    case 'jobEnded':
      return `${subject} ended with an error`;
    case 'projectDown':
      return `${incident.project ?? 'A project'} is down`;
    case 'engineTookDown':
      return `The engine took down ${subject}`;
    case 'rule':
      return `${subject} needs attention`;
  }
}

/** What happened to several at once, where it is the same for all. */
function manyWords(news: readonly News[]): string {
  const kinds = new Set(news.map((it) => it.incident.kind));
  const died: ReadonlySet<IncidentKind> = new Set(['crashed', 'outOfMemory', 'restartLoop', 'projectDown']);
  if ([...kinds].every((it) => it === 'outOfMemory')) return 'ran out of memory';
  if ([...kinds].every((it) => died.has(it))) return 'crashed';
  if ([...kinds].every((it) => it === 'unhealthy')) return 'are unhealthy';
  if ([...kinds].every((it) => it === 'diedUnseen')) return 'died meanwhile';
  return 'need attention';
}

function subjectOf({ containers, containerCount }: Incident): string {
  return containerCount > 1 ? `${containerCount} containers` : (containers[0]?.name ?? 'A container');
}

/** The cause with the error line, and who, where the title could only count. */
function causeOf(incident: Incident): string {
  const { what, errorLine } = incident;
  const why = errorLine === null || what.includes(errorLine) ? what : `${what}: ${errorLine}`;
  const names = incident.containers.map((it) => it.name);
  if (incident.containerCount === 1 || names.some((it) => why.includes(it))) return why;
  return `${why}: ${someNames(names, incident.containerCount)}`;
}

function namesOf(news: readonly News[]): string {
  const count = news.reduce((sum, { incident }) => sum + incident.containerCount, 0);
  return someNames(
    news.flatMap(({ incident }) => incident.containers.map((it) => it.name)),
    count,
  );
}

function someNames(names: readonly string[], count: number): string {
  const shown = names.slice(0, namesShown).map((it) => plain(it, 40));
  const more = count - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}
