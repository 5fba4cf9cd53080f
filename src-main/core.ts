import { hostname } from 'node:os';
import { join } from 'node:path';
import type { Change } from '../src-shared/changes.ts';
import { isRemoteHostId } from '../src-shared/remote-wire.ts';
import type { SampleBatch } from '../src-shared/samples.ts';
import type { AttentionTimes } from './attention/attention-times.ts';
import { openAttention } from './attention/open-attention.ts';
import type { CoreParts } from './commands/parts.ts';
import { openDeletions } from './deletion/deletions.ts';
import { DemoProcess } from './demo-process.ts';
import { openHostClients } from './docker/host-clients.ts';
import { defaultJournalFolder, openJournal } from './docker/update/journal.ts';
import { recoverUpdates } from './docker/update/recover.ts';
import { FleetKeeper } from './fleet/keeper.ts';
import { keepFeed } from './fleet/kept-feed.ts';
import { createStateLog } from './fleet/state-log.ts';
import { flowFolderOf } from './flow/flow-paths.ts';
import { openFlow } from './flow/open-flow.ts';
import type { Log } from './lib/log.ts';
import { openOperations } from './operations/operations.ts';
import { Remotes } from './remote/remotes.ts';
import { forgetSamples } from './samples/forget-samples.ts';
import { SampleStore } from './samples/sample-store.ts';
import { openDeletionJournal } from './store/deletion-journal.ts';
import { type KeptValues, keptValues } from './store/kept-values.ts';
import { openStore, type StoreOptions } from './store/open-store.ts';
import type { SettingsStore } from './store/settings.ts';
import type { Store } from './store/store.ts';
import { CallerViews } from './watcher/caller-views.ts';
import type { FromWatcher } from './watcher/protocol.ts';
import { watcherLost } from './watcher/watcher-lost.ts';
import { startWatcherThread, type WatcherThread } from './watcher/watcher-thread.ts';

export interface CoreOptions {
  readonly settings: SettingsStore;
  readonly log: Log;
  /** Where the core keeps what must survive its end; null: in memory only. */
  readonly dataFolder: string | null;
  /** Containers of a demo engine to start with, `still` without a story; null: none. */
  readonly demo: {
    readonly containers: number;
    readonly still: boolean;
  } | null;
  /** Another place for the watcher than a thread of its own, which wants a bundle. */
  readonly startWatcher?: typeof startWatcherThread;
  /** The same for the store. */
  readonly openStore?: (options: StoreOptions) => Store;
  readonly attentionTimes?: Partial<AttentionTimes>;
  /** What the first list does not need waits for it: the database, and all that stands on it. Must not reject. */
  readonly calm?: Promise<unknown>;
}

/** Everything that needs no window: the Fleet, the watcher, operations. The doors (IPC, later the API) stand before it. */
export interface Core {
  readonly keeper: FleetKeeper;
  readonly samples: SampleStore;
  readonly parts: CoreParts;
  /** Other Quarterdecks; none until they are opened. */
  readonly remotes: Remotes;
  /** What a desktop keeps beside the Fleet. */
  readonly values: KeptValues;
  /** What kept the database from being read, as a sentence for the user; null: nothing. */
  storeProblem(): Promise<string | null>;
  /** Every tick's samples of every host. Returns its unsubscribe. */
  onSamples(listener: (batch: SampleBatch) => void): () => void;
  /** Tells whether this caller shows anything; while none does, nothing is streamed. */
  setVisible(callerId: string, visible: boolean): void;
  /** The machine was asleep: what is known may be old, so every engine is asked at once. */
  resumed(): void;
  dispose(): Promise<void>;
}

const restartWatcherAfterMs = 1_000;

/** Builds the core and starts to look for engines. */
export function startCore(options: CoreOptions): Core {
  const { settings, log, dataFolder, demo: demoAtStart, startWatcher = startWatcherThread } = options;
  log.setLevel(settings.current().logLevel);
  const keeper = new FleetKeeper();
  const logStates = createStateLog(log.of('fleet'));
  // Its lines are written once everybody else has the batch: that is a file's business, and the window waits for it.
  keeper.onBatch((batch) => void setImmediate(() => logStates(batch.changes)));
  const samples = new SampleStore();
  const clients = openHostClients(() => keeper.fleet);
  const operations = openOperations({
    tell: (changes) => keeper.tell(changes),
    log: log.of('operations'),
  });
  const sampleListeners = new Set<(batch: SampleBatch) => void>();
  const views = new CallerViews();
  let demoAddress: string | null = null;
  let disposed = false;
  let restart: NodeJS.Timeout | null = null;

  const takeSamples = (batch: SampleBatch) => {
    samples.record(batch);
    for (const listener of sampleListeners) listener(batch);
  };
  const remotes = new Remotes({
    tell: (changes, options) => {
      forgetSamples(samples, changes);
      keeper.tell(changes, options);
    },
    onSamples: takeSamples,
    log,
    ourName: hostname(),
  });
  const receive = (message: FromWatcher) => {
    switch (message.type) {
      case 'changes':
        forgetSamples(samples, message.changes);
        for (const change of message.changes)
          if (change.type === 'hostForgotten') for (const owner of [clients, operations]) owner.forget(change.hostId);
        return keeper.tell(message.changes);
      case 'samples':
        return takeSamples(message.batch);
      case 'log':
        return log.of('watcher')[message.level](message.message, message.context);
      case 'stopped':
        return;
    }
  };
  const configuration = () => ({ type: 'configure' as const, engineAddress: settings.current().engineAddress, demoAddress });
  const start = (): WatcherThread => {
    const thread = startWatcher(receive, (error) => {
      if (disposed) return;
      log.error('The watcher was lost and is started again', { error });
      const lost = (hostId: string) => watcherLost(hostId, Date.now(), restartWatcherAfterMs);
      keeper.tell([...keeper.fleet.hosts.keys()].filter((id) => !isRemoteHostId(id)).map(lost));
      restart = setTimeout(() => {
        watcher = start();
      }, restartWatcherAfterMs);
    });
    thread.send(configuration());
    thread.send(views.message());
    return thread;
  };
  let watcher = start();

  let engineAddress = settings.current().engineAddress;
  const endSettings = settings.onChange((changed) => {
    log.setLevel(changed.logLevel);
    if (changed.engineAddress === engineAddress) return;
    engineAddress = changed.engineAddress;
    watcher.send(configuration());
  });
  const demo = new DemoProcess({
    log: log.of('demo'),
    still: demoAtStart?.still ?? false,
    onAddress: (address) => {
      demoAddress = address;
      if (!disposed) watcher.send(configuration());
    },
  });
  if (demoAtStart) {
    demo.start(demoAtStart.containers).then(
      (started) =>
        started.ok ||
        log.error('The demo engine did not start', {
          failure: started.failure,
        }),
      (error: unknown) => log.error('The demo engine did not start', { error }),
    );
  }

  const show = (message: ReturnType<CallerViews['message']>) => {
    watcher.send(message);
    remotes.setVisible(message.visible);
  };

  const ground = {
    fleet: () => keeper.fleet,
    onChanges: (listener: (changes: readonly Change[]) => void) => keeper.onBatch((batch) => listener(batch.changes)),
    clientFor: clients.clientFor,
    operations,
    log,
  };
  const tell = (changes: readonly Change[]) => keeper.tell(changes);
  const flow = openFlow({ ...ground, tell, folder: flowFolderOf(process.env), log: log.of('flow') });
  const journal = openDeletionJournal(dataFolder === null ? null : join(dataFolder, 'deletions.json'), log.of('deletions'));
  const deletions = openDeletions({ ...ground, flow, tell, journal, log: log.of('deletions') });
  const endRecovery = recoverUpdates({ ...ground, flow, log: log.of('update') }, openJournal(defaultJournalFolder(), log.of('update')));
  const store = (options.openStore ?? openStore)({
    file: dataFolder === null ? null : join(dataFolder, 'quarterdeck.db'),
    log: log.of('store'),
    ...(options.calm ? { opensAfter: options.calm } : {}),
  });
  const kept = store.load();
  const endFeed = keepFeed({ keeper, store, kept });
  const onSamples = (listener: (batch: SampleBatch) => void) => {
    sampleListeners.add(listener);
    return () => sampleListeners.delete(listener);
  };
  const attention = openAttention({
    ...ground,
    tell: (changes, options) => keeper.tell(changes, options),
    onSamples,
    samples,
    settings,
    flow,
    store,
    kept,
    log: log.of('attention'),
    ...(options.attentionTimes ? { times: options.attentionTimes } : {}),
  });
  const parts: CoreParts = {
    ...ground,
    flow,
    attention,
    snapshot: () => keeper.snapshot(),
    deletions,
    samples,
    watch: (callerId, watched) => show(views.set(callerId, { watched })),
    retry: (hostId) => watcher.send({ type: 'retry', hostId }),
    demo,
    settings,
  };

  return {
    keeper,
    samples,
    parts,
    remotes,
    values: keptValues(store, kept),
    storeProblem: () => kept.then(() => store.problem()),
    onSamples,
    setVisible: (callerId, visible) => show(views.set(callerId, { visible })),
    resumed: () => {
      watcher.send({ type: 'resumed' });
      remotes.lookNow();
    },
    dispose: async () => {
      disposed = true;
      if (restart) clearTimeout(restart);
      endSettings();
      endRecovery();
      deletions.close();
      await attention.dispose();
      operations.close();
      // What was cut short takes back what it has made, for which it needs the engine: 5 s at most.
      await operations.ended(5_000);
      await Promise.all([watcher.stop(), demo.stop(), flow.dispose(), remotes.dispose()]);
      endFeed();
      await store.close();
      clients.close();
      keeper.dispose();
      sampleListeners.clear();
    },
  };
}
