import { createCommands } from '../../src-main/commands/create-commands.ts';
import { dispatch } from '../../src-main/commands/dispatch.ts';
import type { CoreParts } from '../../src-main/commands/parts.ts';
import { openDeletions } from '../../src-main/deletion/deletions.ts';
import { openHostClients } from '../../src-main/docker/host-clients.ts';
import { FleetKeeper } from '../../src-main/fleet/keeper.ts';
import { noFlow } from '../../src-main/flow/no-flow.ts';
import { silentLog } from '../../src-main/lib/log.ts';
import { type OperationsOptions, openOperations } from '../../src-main/operations/operations.ts';
import { openDeletionJournal } from '../../src-main/store/deletion-journal.ts';
import { defaultOptions } from '../../src-main/watcher/options.ts';
import { watchHosts } from '../../src-main/watcher/watch-hosts.ts';
import type { Change } from '../../src-shared/changes.ts';
import { type Result, succeed } from '../../src-shared/failure.ts';
import { containerKey } from '../../src-shared/ids.ts';
import type { Container, Host } from '../../src-shared/model.ts';
import { defaultSettings } from '../../src-shared/settings.ts';
import { noAttention } from './no-attention.ts';
import { caller } from './small-core.ts';

export interface WatchingCoreOptions {
  /** Where deletions are kept; null: in memory. */
  readonly journal?: string | null;
  readonly undoMs?: number;
  readonly resilience?: OperationsOptions['resilience'];
}

/** The core's Fleet, watcher and commands on one engine, in this thread. Whoever opens it closes it. */
export interface WatchingCore {
  readonly keeper: FleetKeeper;
  readonly cleaned: string[];
  host(): Host | undefined;
  container(containerId: string): Container | undefined;
  /** Whether views show it. */
  isShown(containerId: string): boolean;
  /** The feed about one container: 'sentence (by whom)', oldest first. */
  feed(containerId: string): string[];
  ask(command: string, argument: object): Promise<Result<unknown>>;
  until(what: string, holds: () => boolean, withinMs?: number): Promise<void>;
  close(): Promise<void>;
}

export async function openWatchingCore(engineAddress: string, options: WatchingCoreOptions = {}): Promise<WatchingCore> {
  const controller = new AbortController();
  const keeper = new FleetKeeper();
  const clients = openHostClients(() => keeper.fleet);
  const tell = (changes: readonly Change[]) => keeper.tell(changes);
  const watch = watchHosts({
    send: (message) => {
      if (message.type === 'changes') tell(message.changes);
    },
    signal: controller.signal,
    options: defaultOptions(),
  });
  const cleaned: string[] = [];
  const ground = {
    fleet: () => keeper.fleet,
    onChanges: (listener: (changes: readonly Change[]) => void) => keeper.onBatch((batch) => listener(batch.changes)),
    clientFor: clients.clientFor,
    operations: openOperations({ tell, log: silentLog, ...(options.resilience ? { resilience: options.resilience } : {}) }),
    attention: noAttention(),
    flow: { ...noFlow('There are no flow sockets here.'), cleanup: async (_host: string, id: string) => void cleaned.push(id) },
    log: silentLog,
  };
  const journal = openDeletionJournal(options.journal ?? null, silentLog);
  const deletions = openDeletions({ ...ground, tell, journal, ...(options.undoMs === undefined ? {} : { undoMs: options.undoMs }) });
  const parts: CoreParts = {
    ...ground,
    snapshot: () => keeper.snapshot(),
    deletions,
    samples: { history: () => [] },
    watch: () => undefined,
    retry: (hostId) => watch.handle({ type: 'retry', hostId }),
    demo: { start: async () => succeed(null), stop: async () => succeed(null) },
    settings: { current: () => defaultSettings, update: async () => succeed(defaultSettings), onChange: () => () => {}, problem: null },
  };
  const handlers = createCommands(parts, { keepRunning: { firstWaitMs: 50, settleMs: 200, graceSeconds: 2 } });
  const host = () => [...keeper.fleet.hosts.values()][0];
  const container = (containerId: string) => keeper.fleet.containers.get(containerKey(host()?.id ?? '', containerId));
  const until: WatchingCore['until'] = (what, holds, withinMs = 10_000) =>
    new Promise((resolve, reject) => {
      const end = () => {
        clearTimeout(timer);
        stop();
      };
      const stop = keeper.onBatch(() => {
        if (!holds()) return;
        end();
        resolve();
      });
      const timer = setTimeout(() => {
        end();
        reject(new Error(`not within ${withinMs} ms: ${what}`));
      }, withinMs);
      if (!holds()) return;
      end();
      resolve();
    });
  watch.handle({ type: 'configure', engineAddress, demoAddress: null });
  await until('the engine is connected', () => host()?.status.state === 'connected' && host()?.lastSeenAtMs !== null);
  return {
    keeper,
    cleaned,
    host,
    container,
    isShown: (id) => container(id) !== undefined && !keeper.fleet.deletions.has(containerKey(host()?.id ?? '', id)),
    feed: (id) =>
      keeper.fleet.activities.filter((it) => it.containerId === id).map((it) => `${it.containerName}: ${it.text} (${it.by.kind})`),
    ask: (command, argument) => dispatch(handlers, command, { hostId: host()?.id, ...argument }, caller(), silentLog),
    until,
    close: async () => {
      deletions.close();
      ground.operations.close();
      controller.abort();
      await watch.done;
      clients.close();
      keeper.dispose();
    },
  };
}
