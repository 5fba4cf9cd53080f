import { defaultOptions, type WatcherOptions } from '../../src-main/watcher/options.ts';
import type { FromWatcher, ToWatcher } from '../../src-main/watcher/protocol.ts';
import { watchHosts } from '../../src-main/watcher/watch-hosts.ts';
import { applyChanges } from '../../src-shared/apply-changes.ts';
import type { Change } from '../../src-shared/changes.ts';
import { emptyFleet, type Fleet } from '../../src-shared/fleet.ts';
import type { Container, Host } from '../../src-shared/model.ts';
import { type Sample, type SampleBatch, sampleRowWidth, unpackSample } from '../../src-shared/samples.ts';

export interface Told {
  readonly atMs: number;
  readonly change: Change;
}

/** A watcher as the core has it, in this thread, with the Fleet that its Changes fold to. Whoever opens it stops it. */
export interface TestWatch {
  fleet(): Fleet;
  /** The only host that is no demo. */
  host(): Host | undefined;
  container(name: string): Container | undefined;
  /** All Changes, with the time they came by our clock. */
  readonly told: readonly Told[];
  readonly logged: readonly Extract<FromWatcher, { type: 'log' }>[];
  /** Samples by container id, oldest first. */
  readonly samples: ReadonlyMap<string, Sample[]>;
  send(message: ToWatcher): void;
  /** Resolves as soon as it holds, looked at after every message; rejects, with what there is, after `withinMs`. */
  until(what: string, holds: () => boolean, withinMs?: number): Promise<void>;
  stop(): Promise<void>;
}

/** Watches the engine at `engineAddress` (null: looks for engines as `options.surroundings` say). */
export function openTestWatch(engineAddress: string | null, options: Partial<WatcherOptions> = {}): TestWatch {
  const controller = new AbortController();
  const told: Told[] = [];
  const logged: Extract<FromWatcher, { type: 'log' }>[] = [];
  const samples = new Map<string, Sample[]>();
  const layouts = new Map<string, readonly string[]>();
  const checks = new Set<() => void>();
  let fleet = emptyFleet;

  const receive = (message: FromWatcher) => {
    if (message.type === 'changes') {
      fleet = applyChanges(fleet, message.changes);
      for (const change of message.changes) told.push({ atMs: Date.now(), change });
    } else if (message.type === 'samples') keep(message.batch, layouts, samples);
    else if (message.type === 'log') logged.push(message);
    for (const check of [...checks]) check();
  };
  const watch = watchHosts({ send: receive, signal: controller.signal, options: { ...defaultOptions(), ...options } });
  watch.handle({ type: 'configure', engineAddress, demoAddress: null });

  return {
    fleet: () => fleet,
    host: () => [...fleet.hosts.values()].find((it) => !it.demo),
    container: (name) => [...fleet.containers.values()].find((it) => it.name === name),
    told,
    logged,
    samples,
    send: (message) => watch.handle(message),
    until: (what, holds, withinMs = 10_000) =>
      new Promise((resolve, reject) => {
        const check = () => {
          if (!holds()) return;
          clearTimeout(timer);
          checks.delete(check);
          resolve();
        };
        const timer = setTimeout(() => {
          checks.delete(check);
          const last = told.slice(-8).map(({ change }) => JSON.stringify(change).slice(0, 300));
          reject(new Error(`not within ${withinMs} ms: ${what}; the last Changes were\n${last.join('\n')}`));
        }, withinMs);
        checks.add(check);
        check();
      }),
    stop: async () => {
      controller.abort();
      await watch.done;
    },
  };
}

function keep(batch: SampleBatch, layouts: Map<string, readonly string[]>, samples: Map<string, Sample[]>): void {
  if (batch.containerIds) layouts.set(batch.hostId, batch.containerIds);
  const ids = layouts.get(batch.hostId) ?? [];
  for (let offset = 0; offset < batch.values.length; offset += sampleRowWidth) {
    const id = ids[batch.values[offset] ?? -1];
    if (!id) throw new Error('a row without a container');
    samples.set(id, [...(samples.get(id) ?? []), unpackSample(batch.values, offset + 1)]);
  }
}
