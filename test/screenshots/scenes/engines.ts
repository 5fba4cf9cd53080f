import { onDemo, type Scene, samplesToSeeMs } from './scene.ts';

export const enginesScenes: readonly Scene[] = [
  {
    name: 'engine-lost',
    open: async () => {
      const world = await onDemo(40);
      // Long enough for the window to have shown it; a stopped process answers nothing and keeps its connections.
      setTimeout(() => world.demo.child.kill('SIGSTOP'), samplesToSeeMs);
      return world;
    },
    arrange: async (page) => {
      await page
        .getByRole('button', { name: /Retry now/ })
        .first()
        .waitFor({ timeout: 30_000 });
      await page.waitForTimeout(1_000);
    },
  },
  { name: 'no-engine', open: async () => ({ app: {} }), arrange: (page) => page.waitForTimeout(1_500) },
  {
    name: 'no-engine-refused',
    open: async () => ({ app: { socketPath: '/tmp/quarterdeck-nobody-listens.sock' } }),
    arrange: (page) => page.waitForTimeout(1_500),
  },
  {
    name: 'no-engine-malformed',
    open: async () => ({ app: { environment: { DOCKER_HOST: 'dockr:/where' } } }),
    arrange: (page) => page.waitForTimeout(1_500),
  },
];
