import { isOpen } from '../../../src-shared/incidents.ts';
import type { AttentionTimes } from '../attention-times.ts';
import { type Blow, beginStory, goesOnAt, goOn, type Story, type Telling } from './story.ts';
import { projectWords } from './story-words.ts';

export interface Folded extends Telling {
  /** What happened in it now. */
  readonly blows: readonly Blow[];
}

/**
 * Which stories the blows of one quiet gap belong to: each container's own story that is open or was so a moment ago; else
 * one of its project, if several of that died together; else one of its own. `stories`: oldest first. Pure.
 */
export function foldBlows(
  blows: readonly Blow[],
  stories: readonly Story[],
  times: Pick<AttentionTimes, 'reopenMs' | 'projectMs'>,
): Folded[] {
  const told = new Map<string, Folded>();
  const fresh: Blow[] = [];
  const put = (telling: Telling, blow: Blow) => {
    const { id } = telling.story.incident;
    const earlier = told.get(id);
    told.set(id, { ...telling, news: earlier?.news ?? telling.news, blows: [...(earlier?.blows ?? []), blow] });
  };
  for (const blow of [...blows].sort((one, other) => one.atMs - other.atMs)) {
    const now = stories.map((it) => told.get(it.incident.id)?.story ?? it);
    const story = now.findLast((it) => isStoryOf(it, blow) && goesOnAt(it, blow.atMs, times));
    const project = story ? undefined : now.findLast((it) => isProjectsStory(it, blow, times));
    if (story) put(goOn(story, blow, blow.kind, wordsFor(story, blow)), blow);
    else if (project) put(joinProject(project, blow), blow);
    else fresh.push(blow);
  }
  return [...told.values(), ...begin(fresh)];
}

/** What a rule says of a container is a story of its own. */
function isStoryOf({ incident }: Story, { container }: Blow): boolean {
  if (incident.kind === 'engineTookDown' || incident.ruleId !== null || incident.hostId !== container.hostId) return false;
  return incident.containers.some((it) => it.containerId === container.id);
}

/** One that has just begun, with another container of the same project. */
function isProjectsStory({ incident }: Story, { container, atMs, kind }: Blow, times: Pick<AttentionTimes, 'projectMs'>): boolean {
  if (container.project === null || incident.project !== container.project || incident.hostId !== container.hostId) return false;
  return isOpen(incident) && foldsIntoProject(incident.kind) && foldsIntoProject(kind) && atMs - incident.openedAtMs < times.projectMs;
}

function joinProject(story: Story, blow: Blow): Telling {
  const joined = goOn(story, blow, 'projectDown', null);
  const { incident } = joined.story;
  return { ...joined, story: { ...joined.story, incident: { ...incident, what: projectWords(incident) } } };
}

/** A story of several says what the project's fate is; one container's later death does not change that. */
function wordsFor({ incident }: Story, blow: Blow): string | null {
  return incident.containerCount > 1 ? null : blow.what;
}

function begin(blows: readonly Blow[]): Folded[] {
  const groups = new Map<string, [Blow, ...Blow[]]>();
  for (const blow of blows) {
    const { hostId, id, project } = blow.container;
    const key = JSON.stringify(project !== null && foldsIntoProject(blow.kind) ? [hostId, project] : [hostId, null, id]);
    const group = groups.get(key);
    if (group) group.push(blow);
    else groups.set(key, [blow]);
  }
  return [...groups.values()].map((group) => {
    const [first] = group;
    if (group.length === 1) return { ...beginStory([first], first.kind, first.what), blows: group };
    const begun = beginStory(group, 'projectDown', '');
    const incident = { ...begun.story.incident, what: projectWords(begun.story.incident) };
    return { ...begun, story: { ...begun.story, incident }, blows: group };
  });
}

/** What of several containers of a project makes one story. */
function foldsIntoProject(kind: Blow['kind']): boolean {
  return kind === 'crashed' || kind === 'outOfMemory' || kind === 'restartLoop' || kind === 'projectDown';
}
