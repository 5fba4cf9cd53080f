import type { Container } from '../../../src-shared/model.ts';

/** A container for tests of what is done with one. */
export function container(id: string, more: Partial<Container> = {}): Container {
  return {
    hostId: 'h-1',
    id,
    name: id,
    image: 'image',
    state: 'running',
    health: 'none',
    healthSinceMs: null,
    createdAtMs: 0,
    startedAtMs: 0,
    end: null,
    restartCount: 0,
    restartPolicy: 'no',
    autoRemove: false,
    interactive: false,
    project: null,
    service: null,
    ports: [],
    memoryLimitBytes: null,
    ...more,
  };
}
