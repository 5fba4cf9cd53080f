import type { EngineAddress } from '../docker/address.ts';
import { parseAddress } from '../docker/address.ts';
import { WakeGuard } from '../docker/systemd.ts';
import { openScope, type Scope } from '../lib/scope.ts';
import { ChangeOutbox } from './change-outbox.ts';
import { EngineSearch, type FoundEngine } from './engine-search.ts';
import type { Log } from './host-session.ts';
import { HostWatcher } from './host-watcher.ts';
import { defaultOptions, type WatcherOptions } from './options.ts';
import type { FromWatcher, ToWatcher, WatchedContainer } from './protocol.ts';

export interface HostsWatch {
  /** Does what the core asks; 'stop' ends everything. */
  handle(message: ToWatcher): void;
  /** Resolves when all is closed. */
  readonly done: Promise<void>;
}

interface Watching {
  readonly watcher: HostWatcher;
  readonly scope: Scope;
  readonly demo: boolean;
}

/** Watches all engines that there are: finds them, tells their Changes and samples through `send`, until the signal or 'stop'. */
export function watchHosts({
  send,
  signal,
  options = defaultOptions(),
}: {
  send: (message: FromWatcher) => void;
  signal: AbortSignal;
  options?: WatcherOptions;
}): HostsWatch {
  const watch = new Watch(send, options, signal);
  return { handle: (message) => watch.handle(message), done: watch.done };
}

class Watch {
  readonly done: Promise<void>;
  private readonly all: Scope;
  private readonly hosts = new Map<string, Watching>();
  private readonly running = new Set<Promise<void>>();
  private readonly outbox: ChangeOutbox;
  private readonly guard: WakeGuard;
  private search: { readonly engineAddress: string | null; readonly search: EngineSearch; readonly scope: Scope } | null = null;
  private demo: string | null = null;
  private shown: { visible: boolean; watched: readonly WatchedContainer[] } = { visible: false, watched: [] };
  private readonly send: (message: FromWatcher) => void;
  private readonly options: WatcherOptions;
  private readonly log: Log = (level, message, context = {}) => this.send({ type: 'log', level, message, context });

  constructor(send: (message: FromWatcher) => void, options: WatcherOptions, signal: AbortSignal) {
    this.send = send;
    this.options = options;
    this.all = openScope(signal);
    this.outbox = new ChangeOutbox((changes) => send({ type: 'changes', changes }), options.batchMs);
    this.guard = new WakeGuard(() => options.surroundings.unitState('docker.service'), `${options.surroundings.root}/var/run/docker.pid`);
    this.done = new Promise((resolve) => {
      const finish = async () => {
        while (this.running.size > 0) await Promise.allSettled(this.running);
        this.outbox.flush();
        resolve();
      };
      if (this.all.signal.aborted) void finish();
      else this.all.signal.addEventListener('abort', () => void finish(), { once: true });
    });
  }

  handle(message: ToWatcher): void {
    if (this.all.signal.aborted) return;
    switch (message.type) {
      case 'configure':
        this.setDemo(message.demoAddress);
        this.setEngineAddress(message.engineAddress);
        return;
      case 'watch':
        this.shown = message;
        for (const watching of this.hosts.values()) this.tellWatched(watching.watcher);
        return;
      case 'retry':
        for (const { watcher } of this.hosts.values()) if (message.hostId === null || message.hostId === watcher.hostId) watcher.retry();
        if (message.hostId === null) this.search?.search.retry();
        return;
      case 'resumed':
        for (const { watcher } of this.hosts.values()) watcher.lookNow();
        this.search?.search.lookNow();
        return;
      case 'stop':
        this.all.end();
        return;
    }
  }

  private setDemo(address: string | null): void {
    if (address === this.demo) return;
    this.demo = address;
    for (const [hostId, watching] of this.hosts) if (watching.demo) this.forget(hostId);
    if (address === null) return;
    const parsed = parseAddress(address);
    if (!parsed.ok) this.log('error', 'The demo engine has no usable address', { reason: parsed.problem.message });
    else this.watchHost({ address: parsed.address, name: 'Demo engine', description: null, guard: null }, true);
  }

  private setEngineAddress(engineAddress: string | null): void {
    if (this.search?.engineAddress === engineAddress) return;
    this.search?.scope.end();
    for (const [hostId, watching] of this.hosts) if (!watching.demo) this.forget(hostId);
    const scope = openScope(this.all.signal);
    const search = new EngineSearch({
      engineAddress,
      guard: this.guard,
      options: this.options,
      onFound: (engine) => this.watchHost(engine, false),
      onReport: (discovery) => this.outbox.tell({ type: 'discoveryReported', discovery }),
    });
    this.search = { engineAddress, search, scope };
    this.run('The search for engines', search.run(scope.signal));
  }

  private watchHost(engine: FoundEngine, demo: boolean): void {
    const hostId = engine.address.hostId;
    if (this.hosts.has(hostId)) return;
    const search = demo ? null : this.search?.search;
    const watcher = new HostWatcher({
      address: engine.address,
      name: engine.name,
      demo,
      found: engine.description,
      guard: engine.guard,
      outbox: this.outbox,
      sendSamples: (batch) => this.send({ type: 'samples', batch }),
      options: this.options,
      log: this.log,
      onOutcome: (outcome) => search?.setOutcome(engine.address.text, outcome),
    });
    const watching: Watching = { watcher, scope: openScope(this.all.signal), demo };
    this.hosts.set(hostId, watching);
    this.tellWatched(watcher);
    this.run(`The watch of ${shownAddress(engine.address)}`, watcher.run(watching.scope.signal));
  }

  private forget(hostId: string): void {
    this.hosts.get(hostId)?.scope.end();
    this.hosts.delete(hostId);
    this.outbox.tell({ type: 'hostForgotten', hostId, atMs: Date.now() });
  }

  private tellWatched(watcher: HostWatcher): void {
    const { visible, watched } = this.shown;
    watcher.setWatched(new Set(watched.filter((it) => it.hostId === watcher.hostId).map((it) => it.containerId)), visible);
  }

  /** Keeps count of what is under way, so that `done` means done; an unexpected end is a bug and is logged as one. */
  private run(what: string, started: Promise<void>): void {
    const ended = started
      .catch((error: unknown) =>
        this.log('error', `${what} ended unexpectedly`, { error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
      )
      .finally(() => this.running.delete(ended));
    this.running.add(ended);
  }
}

function shownAddress(address: EngineAddress): string {
  return address.text;
}
