import type { ChangeOf, ContainerEventChange } from '../../src-shared/changes.ts';
import { signalName } from '../../src-shared/describe.ts';
import type { Activity, Actor, Container, OperationKind } from '../../src-shared/model.ts';
import { deathLine, type Line, startedAgainText } from './sentences.ts';
import { isTerminating, type Story } from './story.ts';

const kernel: Actor = { kind: 'kernel', name: null };

/**
 * What the feed says of a story now that `change` has come; null: nothing new. `operation`: what we are doing to the
 * container. Pure; `advance` goes before it.
 */
export function lineFor(story: Story, container: Container, change: ContainerEventChange, operation: OperationKind | null): Line | null {
  switch (change.type) {
    case 'containerCreated':
      return plain(story, 'neutral', `Created from ${container.image}`);
    case 'containerStarted':
      return startLine(story, container);
    case 'containerSignalled': {
      const signal = signalName(change.signal);
      return plain(story, 'neutral', isTerminating(change.signal) ? `Asked to end with ${signal}` : `Sent ${signal}`);
    }
    case 'containerRanOutOfMemory':
      return { kind: 'health', tone: 'attention', text: 'A process was killed for lack of memory', by: kernel, facts: [] };
    case 'containerDied':
      return story.death && deathLine(container, story.death);
    case 'containerStopped':
      if (story.death) return deathLine(container, story.death);
      return container.state === 'restarting' ? plain(story, 'stopped', 'Stopped while it waited to restart') : null;
    case 'containerRestarted':
      return plain(story, 'restarting', 'Restarted');
    case 'containerPaused':
      return plain(story, 'paused', 'Paused');
    case 'containerUnpaused':
      return plain(story, 'running', 'Unpaused');
    case 'containerRenamed':
      return plain(story, 'neutral', `Renamed from ${change.oldName}`);
    case 'containerHealthChanged':
      return healthLine(change);
    case 'containerUpdated':
      return plain(story, 'neutral', 'Limits or restart policy changed');
    case 'containerRemoved':
      return operation === 'delete' ? plain(story, 'removed', 'Deleted') : removeLine(story, container, change.atMs);
  }
}

function plain(story: Story, tone: Activity['tone'], text: string): Line {
  return { kind: 'lifecycle', tone, text, by: story.by, facts: [] };
}

function startLine(story: Story, container: Container): Line {
  if (story.death?.requested) return plain(story, 'restarting', 'Restarted');
  if (story.created) return plain(story, 'running', `Created from ${container.image} and started`);
  const byPolicy = story.by.kind === 'notKnown' && container.restartPolicy !== 'no' && container.end?.requested === 'no';
  if (!byPolicy) return plain(story, 'running', 'Started');
  return { ...plain(story, 'restarting', startedAgainText(container.restartCount + 1)), by: { kind: 'restartPolicy', name: null } };
}

/** A container that is gone this soon after it died by itself ran with --rm: it lived too short for inspect to say so. */
const removedAtOnceMs = 500;

function removeLine(story: Story, container: Container, atMs: number): Line {
  if (!story.death) return plain(story, 'removed', 'Removed');
  const atOnce = story.diedAtMs !== null && atMs - story.diedAtMs < removedAtOnceMs;
  const line = deathLine(atOnce ? { ...container, autoRemove: true } : container, story.death);
  if (story.death.requested) return { ...line, tone: 'removed', text: 'Removed while it ran' };
  return { ...line, text: `${line.text}; removed${container.autoRemove ? ' (--rm)' : ''}` };
}

function healthLine(change: ChangeOf<'containerHealthChanged'>): Line | null {
  const by: Actor = { kind: 'healthCheck', name: null };
  if (change.health === 'healthy') return { kind: 'health', tone: 'healthy', text: 'Became healthy', by, facts: [] };
  if (change.health === 'unhealthy') return { kind: 'health', tone: 'unhealthy', text: 'Became unhealthy', by, facts: [] };
  return null;
}
