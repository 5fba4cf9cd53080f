import { back, goingTo, onDemo, type Scene, samplesToSeeMs } from './scene.ts';

export const placesScenes: readonly Scene[] = [
  {
    name: 'activity',
    open: async () => {
      const world = await onDemo(40, false);
      await world.demo.order({ do: 'flood', kind: 'rename', perSecond: 2, seconds: 5 });
      return world;
    },
    arrange: async (page) => {
      await page.waitForTimeout(samplesToSeeMs);
      await goingTo('Control+2')(page);
    },
    clear: back,
  },
  { name: 'hosts', open: () => onDemo(40), arrange: goingTo('Control+4'), clear: back },
  { name: 'settings', open: () => onDemo(40), arrange: goingTo('Control+5'), clear: back },
  { name: 'help', open: () => onDemo(40), arrange: goingTo('Shift+?'), clear: back },
];
