import type { Arguments } from './arguments.ts';
import { buildFleet } from './fleet/fleet.ts';
import { populate } from './fleet/populate.ts';
import { createDemoServer } from './http/server.ts';
import { listenPrivately } from './private-socket.ts';
import { tellStory } from './story/story.ts';
import { type Clock, createSystemClock } from './world/clock.ts';
import { createWorld } from './world/world.ts';

/**
 * Opens the demo engine on its socket and lets its story begin; the returned function closes it and removes the
 * socket. Rejects when the socket can't be had.
 */
export async function openDemoEngine(options: Arguments, clock: Clock = createSystemClock()): Promise<() => Promise<void>> {
  const world = createWorld(clock, options.seed, options.still);
  populate(world, buildFleet(options.containers, options.seed, clock.nowMs()));
  const { server, close } = createDemoServer(world);
  await listenPrivately(server, options.socketPath);
  const endStory = tellStory(world);
  return async () => {
    endStory();
    await close();
    world.agenda.close();
  };
}
