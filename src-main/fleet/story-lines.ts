import type { ChangeOf, ContainerEventChange } from '../../src-shared/changes.ts';
import { signalName } from '../../src-shared/describe.ts';
import type { Activity, Actor, Container, OperationKind } from '../../src-shared/model.ts';
import { isTerminating } from '../attention/verdicts/sequence.ts';
import { deathLine, type Line, startedAgainText } from './sentences.ts';
import type { Story } from './story.ts';

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
      return story.end && deathLine(story.end);
    case 'containerStopped':
      if (story.end) return deathLine(story.end);
      return container.state === 'restarting' || container.end?.requested === 'no'
        ? plain(story, 'stopped', 'Stopped while it waited to restart')
        : null;
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
      return operation === 'delete' ? plain(story, 'removed', 'Deleted') : removeLine(story, container);
  }
}

function plain(story: Story, tone: Activity['tone'], text: string): Line {
  return { kind: 'lifecycle', tone, text, by: story.by, facts: [] };
}

function startLine(story: Story, container: Container): Line {
  if (story.end?.kind === 'stopped') return plain(story, 'restarting', 'Restarted');
  if (story.created) return plain(story, 'running', `Created from ${container.image} and started`);
  const byPolicy = story.by.kind === 'notKnown' && container.restartPolicy !== 'no' && container.end?.requested === 'no';
  if (!byPolicy) return plain(story, 'running', 'Started');
  return { ...plain(story, 'restarting', startedAgainText(container.restartCount + 1)), by: { kind: 'restartPolicy', name: null } };
}

function removeLine(story: Story, container: Container): Line {
  if (!story.end) return plain(story, 'removed', 'Removed');
  const line = deathLine(story.end);
  if (story.end.kind === 'stopped') return { ...line, tone: 'removed', text: 'Removed while it ran' };
  return { ...line, text: `${line.text}; removed${container.autoRemove ? ' (--rm)' : ''}` };
}

function healthLine(change: ChangeOf<'containerHealthChanged'>): Line | null {
  const by: Actor = { kind: 'healthCheck', name: null };
  if (change.health === 'healthy') return { kind: 'health', tone: 'healthy', text: 'Became healthy', by, facts: [] };
  if (change.health === 'unhealthy') return { kind: 'health', tone: 'unhealthy', text: 'Became unhealthy', by, facts: [] };
  return null;
}
