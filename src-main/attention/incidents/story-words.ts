import { actorWords } from '../../../src-shared/describe.ts';
import { formatDuration } from '../../../src-shared/format.ts';
import type { Incident } from '../../../src-shared/incidents.ts';
import type { Actor } from '../../../src-shared/model.ts';

/** '3 containers of shop died together. db: Exited 1'. Pure. */
export function projectWords({ containerCount, project, timeline }: Incident): string {
  const first = timeline.find((it) => it.tone === 'crashed');
  const whose = project === null ? '' : ` of ${project}`;
  return `${containerCount} containers${whose} died together${first ? `. First ${first.text}` : ''}`;
}

export function engineWords(containerCount: number): string {
  return containerCount === 1 ? 'The engine took down 1 container' : `The engine took down ${containerCount} containers`;
}

/** `how`: 'while Quarterdeck was closed'. */
export function unseenWords(containerCount: number, how: 'away' | 'closed'): string {
  const when = how === 'closed' ? 'while Quarterdeck was closed' : 'while the engine was not connected';
  return `${containerCount} containers died ${when}`;
}

export function wellWords(forMs: number): string {
  return `Running well for ${formatDuration(forMs)}`;
}

export function stoppedWords(by: Actor): string {
  return by.kind === 'notKnown' ? 'Stopped' : `Stopped by ${actorWords(by)}`;
}
