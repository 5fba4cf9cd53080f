import { containerKey } from '../../../src-shared/ids.ts';
import type { Container, End } from '../../../src-shared/model.ts';
import { buildContainer } from '../../support/build.ts';

let made = 0;

/** A running container of host 'local', with whatever a test wants different. */
export function aContainer(facts: Partial<Container> = {}): Container {
  made += 1;
  return buildContainer({ hostId: 'local', id: made.toString(16).padStart(64, '0'), name: `container-${made}`, ...facts });
}

export function anEnd(facts: Partial<End> = {}): End {
  return { exitCode: 0, outOfMemory: false, atMs: 60_000, requested: 'no', by: { kind: 'itself', name: null }, ...facts };
}

export function byKey(containers: readonly Container[]): ReadonlyMap<ReturnType<typeof containerKey>, Container> {
  return new Map(containers.map((it) => [containerKey(it.hostId, it.id), it]));
}
