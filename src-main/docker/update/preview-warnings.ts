import type { InspectedContainer } from './inspected.ts';
import type { Recreated } from './recreate-body.ts';

export interface WarningFacts {
  readonly container: InspectedContainer;
  readonly recreated: Recreated;
  /** Whether the old image is still there to tell its defaults from what was chosen. */
  readonly oldImageKnown: boolean;
  readonly newImageKnown: boolean;
  /** Names of containers that share its network. */
  readonly sharing: readonly string[];
}

/** What an update loses or can't undo, a sentence each. Pure. */
export function previewWarnings({ container, recreated, ...known }: WarningFacts): string[] {
  const name = container.Name;
  const project = container.Config.Labels?.['com.docker.compose.project'];
  const sentences = [
    'What was written inside the container outside volumes does not carry over.',
    'The container gets a new id; its name stays.',
    container.HostConfig.AutoRemove === true
      ? `${name} runs with --rm: the engine removes it as soon as it stops, so it can’t come back if the new one fails.`
      : null,
    container.State.Running ? null : `${name} does not run, so the new one is not started either, and nobody sees whether it works.`,
    project ? `${name} belongs to the Compose project ${project}: Compose makes it anew from its own file the next time.` : null,
    recreated.named.length > 0
      ? `The anonymous ${recreated.named.length === 1 ? 'volume' : 'volumes'} at ${recreated.named.join(', ')} keep their data, but are no longer removed together with the container.`
      : null,
    known.sharing.length > 0
      ? `${known.sharing.join(', ')} ${known.sharing.length === 1 ? 'uses' : 'use'} the network of ${name} and must be made anew afterwards.`
      : null,
    known.oldImageKnown ? null : 'The old image is gone, so its defaults can’t be told from what was chosen: all of it is kept.',
    known.newImageKnown ? null : 'The new image is not here yet: what its defaults change is seen once it is pulled.',
  ];
  return sentences.filter((it) => it !== null);
}
