import type { AttentionTimes } from '../../src-main/attention/attention-times.ts';
import { createCommands } from '../../src-main/commands/create-commands.ts';
import { dispatch } from '../../src-main/commands/dispatch.ts';
import { type Core, startCore } from '../../src-main/core.ts';
import { silentLog } from '../../src-main/lib/log.ts';
import { openMemoryStore } from '../../src-main/store/memory-store.ts';
import type { SettingsStore } from '../../src-main/store/settings.ts';
import type { Store } from '../../src-main/store/store.ts';
import { defaultOptions } from '../../src-main/watcher/options.ts';
import type { FromWatcher } from '../../src-main/watcher/protocol.ts';
import { watchHosts } from '../../src-main/watcher/watch-hosts.ts';
import type { Change, ChangeOf } from '../../src-shared/changes.ts';
import { type CommandName, parseResult, type Value } from '../../src-shared/contract.ts';
import type { Result } from '../../src-shared/failure.ts';
import type { Incident } from '../../src-shared/incidents.ts';
import type { Container, Host } from '../../src-shared/model.ts';
import { defaultSettings, type Settings } from '../../src-shared/settings.ts';
import { makeFolder } from './run-folder.ts';
import { caller } from './small-core.ts';

export interface AttendingCoreOptions {
  readonly store?: Store;
  readonly times?: Partial<AttentionTimes>;
  readonly settings?: Partial<Settings>;
}

/** The whole core on one engine, with its watcher in this thread. Whoever opens it closes it. */
export interface AttendingCore {
  readonly core: Core;
  /** Every Change, with the time at which it came, and its batch's number. */
  readonly told: { readonly atMs: number; readonly batch: number; readonly change: Change }[];
  host(): Host | undefined;
  container(name: string): Container | undefined;
  /** As the Fleet has them, oldest first. */
  incidents(): readonly Incident[];
  /** Those of a container. */
  of(containerId: string): readonly Incident[];
  /** What a desktop would tell: 'opened crashed: Exited 1', oldest first. */
  news(): readonly string[];
  ask<C extends CommandName>(command: C, argument: object): Promise<Result<Value<C>>>;
  until(what: string, holds: () => boolean, withinMs?: number): Promise<void>;
  close(): Promise<void>;
}

export async function openAttendingCore(engineAddress: string, options: AttendingCoreOptions = {}): Promise<AttendingCore> {
  process.env['XDG_STATE_HOME'] = makeFolder('state');
  const core = startCore({
    settings: settingsInMemory({ ...defaultSettings, engineAddress, ...options.settings }),
    log: silentLog,
    dataFolder: null,
    demo: null,
    openStore: () => options.store ?? openMemoryStore(null),
    ...(options.times ? { attentionTimes: options.times } : {}),
    startWatcher: startInThread,
  });
  const told: AttendingCore['told'] = [];
  core.keeper.onBatch(({ changes, sequence }) => {
    for (const change of changes) told.push({ atMs: Date.now(), batch: sequence, change });
  });
  const handlers = createCommands(core.parts);
  const host = () => [...core.keeper.fleet.hosts.values()].find((it) => !it.demo);
  const incidents = () => [...core.keeper.fleet.incidents.values()];
  const until: AttendingCore['until'] = (what, holds, withinMs = 8_000) =>
    new Promise((resolve, reject) => {
      const end = () => {
        clearTimeout(timer);
        stop();
      };
      const check = () => {
        if (!holds()) return;
        end();
        resolve();
      };
      const stop = core.keeper.onBatch(check);
      const timer = setTimeout(() => {
        end();
        reject(new Error(`not within ${withinMs} ms: ${what}\n${JSON.stringify(incidents(), null, 1).slice(0, 4_000)}`));
      }, withinMs);
      check();
    });
  await until('the engine is connected', () => host()?.status.state === 'connected' && host()?.lastSeenAtMs !== null);
  return {
    core,
    told,
    host,
    container: (name) => [...core.keeper.fleet.containers.values()].find((it) => it.name === name),
    incidents,
    of: (containerId) => incidents().filter((it) => it.containers.some((one) => one.containerId === containerId)),
    news: () =>
      told
        .map(({ change }) => change)
        .filter((change): change is ChangeOf<'incidentTold'> => change.type === 'incidentTold' && change.news !== null)
        .map(({ incident, news }) => `${news} ${incident.kind}: ${incident.what}`),
    ask: async (command, argument) =>
      parseResult(command, await dispatch(handlers, command, { hostId: host()?.id, ...argument }, caller(), silentLog)),
    until,
    close: () => core.dispose(),
  };
}

function settingsInMemory(first: Settings): SettingsStore {
  let settings = first;
  const listeners = new Set<(settings: Settings) => void>();
  return {
    current: () => settings,
    update: async (patch) => {
      const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
      settings = { ...settings, ...given };
      for (const listener of listeners) listener(settings);
      return { ok: true, value: settings };
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    problem: null,
  };
}

function startInThread(receive: (message: FromWatcher) => void) {
  const controller = new AbortController();
  const watch = watchHosts({ send: receive, signal: controller.signal, options: defaultOptions() });
  return {
    send: watch.handle,
    stop: async () => {
      controller.abort();
      await watch.done;
    },
  };
}
