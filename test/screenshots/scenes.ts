import { containersScenes } from './scenes/containers.ts';
import { detailScenes } from './scenes/detail.ts';
import { enginesScenes } from './scenes/engines.ts';
import { faultsScenes } from './scenes/faults.ts';
import { formsScenes } from './scenes/forms.ts';
import { incidentsScenes } from './scenes/incidents.ts';
import { longScenes } from './scenes/long.ts';
import { messagesScenes } from './scenes/messages.ts';
import { outcomesScenes } from './scenes/outcomes.ts';
import { placesScenes } from './scenes/places.ts';
import type { Scene } from './scenes/scene.ts';
import { settingsScenes } from './scenes/settings.ts';

/** All that is pictured, in the order of the pictures. */
export const scenes: readonly Scene[] = [
  ...containersScenes,
  ...detailScenes,
  ...placesScenes,
  ...enginesScenes,
  ...faultsScenes,
  ...formsScenes,
  ...incidentsScenes,
  ...longScenes,
  ...messagesScenes,
  ...outcomesScenes,
  ...settingsScenes,
];
