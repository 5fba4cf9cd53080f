import type { Container } from '../../../src-shared/model.ts';
import { withErrorLine } from '../evidence/error-line.ts';
import type { Gap } from '../verdicts/gap.ts';
import type { Verdict } from '../verdicts/verdict.ts';
import { incidentKindOf, oneLine } from './judge.ts';
import { type Blow, beginStory, goOn, type Story, type Telling } from './story.ts';
import { engineWords, unseenWords } from './story-words.ts';

/** One end that nobody saw, judged. */
export interface Ended {
  /** As it is now. */
  readonly container: Container;
  readonly verdict: Verdict;
  readonly errorLine: string | null;
}

const sameEndMs = 2_000;

/**
 * What ended in one gap, as stories: what the engine took down is one, and quiet; all else that is news is one more. What
 * is part of an open story already goes on there. Pure.
 */
export function foldUnseen(ended: readonly Ended[], stories: readonly Story[], gap: Gap): Telling[] {
  const taken: Blow[] = [];
  const died: Blow[] = [];
  const goesOn = new Map<Story, Blow[]>();
  for (const one of ended) {
    const blow = unseenBlow(one, gap);
    if (!blow || isKnown(blow, stories)) continue;
    const open = stories.find((it) => it.incident.resolution.state === 'open' && isOf(it, blow) && it.incident.kind !== 'engineTookDown');
    if (blow.kind === 'engineTookDown') taken.push(blow);
    else if (open) goesOn.set(open, [...(goesOn.get(open) ?? []), blow]);
    else died.push(blow);
  }
  const told = [...goesOn].map(([story, blows]) => goOnUnseen(story, blows, gap));
  const [firstTaken, ...otherTaken] = taken;
  if (firstTaken) told.push(beginStory([firstTaken, ...otherTaken], 'engineTookDown', engineWords(taken.length)));
  const [firstDied, ...otherDied] = died;
  if (firstDied && otherDied.length === 0) told.push(beginStory([firstDied], firstDied.kind, firstDied.what));
  else if (firstDied) told.push(beginStory([firstDied, ...otherDied], 'diedUnseen', unseenWords(died.length, gap.how)));
  return told;
}

/** All that happened to an open story's containers is news in it once; what a restart loop does while nobody looks is none. */
function goOnUnseen(before: Story, blows: readonly Blow[], { how }: Gap): Telling {
  const last = blows.reduce<Telling>(
    ({ story, news }, blow) => {
      const next = goOn(story, blow, blow.kind, story.incident.containerCount > 1 ? null : blow.what);
      return { story: next.story, news: news ?? next.news };
    },
    { story: before, news: null },
  );
  const { kind, voice } = last.story.incident;
  const isNews = how === 'closed' && voice === 'told' && kind !== 'restartLoop';
  return { ...last, news: last.news ?? (isNews ? 'worse' : null) };
}

/** What was dead before we first looked: listed, and never told. Pure. */
export function quietStories(failures: readonly Container[], stories: readonly Story[]): Telling[] {
  return failures.flatMap((container) => {
    const code = container.end?.exitCode ?? null;
    const what = container.end?.outOfMemory ? 'Out of memory' : code === null ? 'Ended' : `Exited ${code}`;
    const blow: Blow = {
      kind: 'diedUnseen',
      voice: 'quiet',
      container,
      atMs: container.end?.atMs ?? 0,
      by: { kind: 'itself', name: null },
      what: `${what} before Quarterdeck first looked`,
      errorLine: null,
      afterStartByHand: false,
    };
    return isKnown(blow, stories) ? [] : [beginStory([blow], 'diedUnseen', blow.what)];
  });
}

/** What is told of it; null where nothing is. Pure. */
export function unseenBlow({ container, verdict, errorLine }: Ended, gap: Gap): Blow | null {
  const kind = incidentKindOf(verdict);
  if (kind === null || (kind !== 'engineTookDown' && !verdict.news)) return null;
  return {
    kind,
    voice: verdict.news ? 'told' : 'quiet',
    container,
    atMs: verdict.diedAtMs ?? container.end?.atMs ?? gap.untilMs,
    by: verdict.by,
    what: oneLine(withErrorLine(verdict.what, errorLine)),
    errorLine: errorLine === null ? null : oneLine(errorLine),
    afterStartByHand: false,
  };
}

/** The same end, told before we looked away. */
function isKnown(blow: Blow, stories: readonly Story[]): boolean {
  return stories.some((it) => isOf(it, blow) && it.lastBadMs >= blow.atMs - sameEndMs);
}

/** What a rule says of a container is a story of its own. */
function isOf({ incident }: Story, { container }: Blow): boolean {
  if (incident.ruleId !== null || incident.hostId !== container.hostId) return false;
  return incident.containers.some((it) => it.containerId === container.id);
}
