import type { Container } from './container.ts';
import { steadyId, type World } from './world.ts';

/** Tells that something happened to a container, with the attributes that the engine gives every such event. */
export function announce(world: World, container: Container, action: string, extra: Readonly<Record<string, string>> = {}): void {
  world.bus.emit({
    type: 'container',
    action,
    id: container.spec.id,
    image: container.spec.image,
    attributes: { ...container.spec.labels, ...extra, image: container.spec.image, name: container.name },
  });
}

/** Tells that a container joined or left its network; the engine does at each start and end. */
export function announceNetwork(world: World, container: Container, action: 'connect' | 'disconnect'): void {
  const name = container.spec.network;
  world.bus.emit({
    type: 'network',
    action,
    id: steadyId(`network/${name}`),
    image: null,
    attributes: { container: container.spec.id, name, type: name === 'none' ? 'null' : 'bridge' },
  });
}
