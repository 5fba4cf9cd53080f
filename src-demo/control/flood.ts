import { announce } from '../world/announce.ts';
import { isAlive } from '../world/container.ts';
import { rename } from '../world/renaming.ts';
import type { World } from '../world/world.ts';

const stepMs = 10;

/** Emits events evenly at a rate, about a hundred portions a second. Ends by itself; returns how to end it before. */
export function startFlood(world: World, kind: 'kill' | 'rename', perSecond: number, seconds: number): () => void {
  const beganMs = world.clock.nowMs();
  const total = Math.round(perSecond * seconds);
  let sent = 0;
  let cancel: () => void = () => undefined;

  function step() {
    const due = Math.min(total, Math.ceil(((world.clock.nowMs() - beganMs) / 1000) * perSecond));
    const targets = [...world.containers.values()].filter(isAlive);
    for (; sent < due; sent++) {
      const target = targets[sent % targets.length];
      if (!target) return;
      if (kind === 'rename') rename(world, target, target.name === target.spec.name ? `${target.name}-flooded` : target.spec.name);
      // HUP asks a program to read its settings again: nothing changes.
      else announce(world, target, 'kill', { signal: '1' });
    }
    if (sent < total) cancel = world.clock.after(stepMs, step);
  }

  step();
  return () => cancel();
}
