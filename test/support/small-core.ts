import type { Caller, CoreParts } from '../../src-main/commands/parts.ts';
import { openDeletions } from '../../src-main/deletion/deletions.ts';
import { parseAddress } from '../../src-main/docker/address.ts';
import { type EngineClient, openClient } from '../../src-main/docker/client.ts';
import { noFlow } from '../../src-main/flow/no-flow.ts';
import { silentLog } from '../../src-main/lib/log.ts';
import { type OperationsOptions, openOperations } from '../../src-main/operations/operations.ts';
import { openDeletionJournal } from '../../src-main/store/deletion-journal.ts';
import { applyChanges } from '../../src-shared/apply-changes.ts';
import type { Change } from '../../src-shared/changes.ts';
import { succeed } from '../../src-shared/failure.ts';
import { emptyFleet, type Fleet, toSnapshot } from '../../src-shared/fleet.ts';
import { type Container, containerSchema, type Host, hostSchema } from '../../src-shared/model.ts';
import { defaultSettings } from '../../src-shared/settings.ts';
import { buildContainer, buildHost } from './build.ts';
import { noAttention } from './no-attention.ts';

export const hostId = 'h-1';

export function host(patch: Partial<Host> = {}): Host {
  return hostSchema.parse(buildHost({ id: hostId, ...patch }));
}

export function container(id: string, name: string, patch: Partial<Container> = {}): Container {
  return containerSchema.parse(buildContainer({ hostId, id, name, ...patch }));
}

export interface SmallCore {
  readonly parts: CoreParts;
  tell(changes: readonly Change[]): void;
  readonly told: Change[];
  readonly watched: { callerId: string; containerIds: string[] }[];
}

/** What handlers need, with a Fleet that the test tells Changes and one engine behind `client`. */
export function smallCore(client: EngineClient, beginning: readonly Change[], resilience: OperationsOptions['resilience'] = {}): SmallCore {
  let fleet: Fleet = applyChanges(emptyFleet, beginning);
  const told: Change[] = [];
  const watched: SmallCore['watched'] = [];
  const listeners = new Set<(changes: readonly Change[]) => void>();
  const tell = (changes: readonly Change[]) => {
    fleet = applyChanges(fleet, changes);
    told.push(...changes);
    for (const listener of [...listeners]) listener(changes);
  };
  const ground = {
    fleet: () => fleet,
    onChanges: (listener: (changes: readonly Change[]) => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    clientFor: () => succeed(client),
    operations: openOperations({ tell, log: silentLog, resilience }),
    attention: noAttention(),
    flow: noFlow('There are no flow sockets in this test.'),
    log: silentLog,
  };
  const parts: CoreParts = {
    ...ground,
    snapshot: () => toSnapshot(fleet, told.length),
    deletions: openDeletions({ ...ground, tell, journal: openDeletionJournal(null, silentLog) }),
    samples: { history: () => [] },
    watch: (callerId, list) => watched.push({ callerId, containerIds: list.map((it) => it.containerId) }),
    retry: () => {},
    demo: { start: async () => succeed(null), stop: async () => succeed(null) },
    settings: {
      current: () => defaultSettings,
      update: async () => succeed(defaultSettings),
      onChange: () => () => {},
      problem: null,
    },
  };
  return { parts, tell, told, watched };
}

/** A window; what is pushed to it is kept. */
export function caller(id = 'window-1'): Caller & { readonly pushed: { name: string; payload: unknown }[]; leave(): void } {
  const controller = new AbortController();
  const pushed: { name: string; payload: unknown }[] = [];
  return {
    id,
    actor: { kind: 'you', name: null },
    signal: controller.signal,
    push: (name, payload) => pushed.push({ name, payload }),
    pushed,
    leave: () => controller.abort(),
  };
}

/** A client of a test's own engine; close it. */
export function clientOf(dockerHost: string): EngineClient {
  const parsed = parseAddress(dockerHost);
  if (!parsed.ok) throw new Error(parsed.problem.message);
  return openClient(parsed.address, { apiVersion: '1.41' });
}
