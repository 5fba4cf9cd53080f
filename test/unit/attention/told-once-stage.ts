import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AttentionParts } from '../../../src-main/attention/attention-parts.ts';
import { usualTimes } from '../../../src-main/attention/attention-times.ts';
import { ContainerWatch } from '../../../src-main/attention/container-watch.ts';
import { ContainerCgroups } from '../../../src-main/attention/evidence/container-cgroups.ts';
import { EvidenceKeeper } from '../../../src-main/attention/evidence/evidence-keeper.ts';
import { Examiner } from '../../../src-main/attention/evidence/examiner.ts';
import { PastImages } from '../../../src-main/attention/evidence/past-images.ts';
import { DeathTeller } from '../../../src-main/attention/incidents/death-teller.ts';
import { DeathWatch } from '../../../src-main/attention/incidents/death-watch.ts';
import { IncidentBook } from '../../../src-main/attention/incidents/incident-book.ts';
import { OwnActs } from '../../../src-main/attention/incidents/own-acts.ts';
import { RunBook } from '../../../src-main/attention/incidents/run-book.ts';
import { SeenKeeper } from '../../../src-main/attention/incidents/seen-keeper.ts';
import { UnseenTeller } from '../../../src-main/attention/incidents/unseen-teller.ts';
import { UnseenWatch } from '../../../src-main/attention/incidents/unseen-watch.ts';
import { Vanished } from '../../../src-main/attention/incidents/vanished.ts';
import { WellWatch } from '../../../src-main/attention/incidents/well-watch.ts';
import { FleetKeeper } from '../../../src-main/fleet/keeper.ts';
import { silentLog } from '../../../src-main/lib/log.ts';
import { openMemoryStore } from '../../../src-main/store/memory-store.ts';
import type { Change } from '../../../src-shared/changes.ts';
import { fail } from '../../../src-shared/failure.ts';
import type { Incident } from '../../../src-shared/incidents.ts';
import type { Container } from '../../../src-shared/model.ts';
import { buildContainer, buildHost } from '../../support/build.ts';
import { makeFolder } from '../../support/run-folder.ts';

export const hostId = 'h-1';
export const idOf = (index: number): string => index.toString(16).padStart(64, '0');

export function aContainer(index: number, facts: Partial<Container> = {}): Container {
  return buildContainer({ id: idOf(index), name: `c${index}`, state: 'running', startedAtMs: 1_000, ...facts });
}

export interface ToldOnceStage {
  /** The engine's Changes, as a batch. */
  deliver(...changes: readonly Change[]): void;
  /** What the kernel shows of a container's processes. */
  kernel(index: number, lives: boolean): void;
  incidents(): readonly Incident[];
  /** Of how many deaths it was told. */
  deaths(): number;
  end(): void;
}

/**
 * Everything that tells of deaths, on a Fleet of `count` containers that run. Time is the test's. While a window is sent what
 * is told, Electron may hand over the engine's next word: `atOnce` says whether it does, `whileSent` which word it is then.
 */
export function toldOnceStage(
  count: number,
  atOnce: () => boolean,
  whileSent: (changes: readonly Change[]) => Change[] = () => [],
): ToldOnceStage {
  const folder = makeFolder('cgroups');
  const keeper = new FleetKeeper();
  const parts: AttentionParts = {
    fleet: () => keeper.fleet,
    onChanges: () => () => undefined,
    tell: (changes, options) => keeper.tell(changes, options),
    clientFor: () => fail('system_error', 'There is no engine here.'),
    samples: { history: () => [] },
    settings: { current: () => ({ notifyJobs: false }) },
    store: openMemoryStore(null),
    log: silentLog,
    now: Date.now,
    times: usualTimes,
  };
  const cgroups = new ContainerCgroups([folder]);
  const [acts, runs, images] = [new OwnActs(), new RunBook(), new PastImages()];
  const book = new IncidentBook({ ...parts, storeOf: () => parts.store });
  const examiner = new Examiner(parts);
  const evidence = new EvidenceKeeper(parts, book, acts, images);
  const seen = new SeenKeeper(parts, runs);
  const unseen = new UnseenWatch(parts, runs, seen, book, new UnseenTeller(parts, runs, book, examiner, evidence));
  const teller = new DeathTeller(parts, book, evidence);
  const deaths = new DeathWatch(parts, book, examiner, teller, new Vanished(parts, runs, acts, cgroups));
  const well = new WellWatch(parts, book, runs, (id) => unseen.knows(id));
  const watch = new ContainerWatch(parts, { acts, runs, images, book, deaths, unseen, seen, well, cgroups });

  const waiting: (readonly Change[])[] = [];
  let busy = false;
  const takeAll = () => {
    if (busy) return;
    busy = true;
    for (let next = waiting.shift(); next; next = waiting.shift()) watch.take(next);
    busy = false;
  };
  const coming: Change[][] = [];
  keeper.onBatch(({ changes }) => {
    waiting.push(changes);
    // The window is sent it now.
    const words = whileSent(changes);
    const next = words.length > 0 ? words : atOnce() ? coming.shift() : undefined;
    if (next) keeper.tell(next, { atOnce: true });
    if (next || atOnce()) takeAll();
    else process.nextTick(takeAll);
  });

  const kernel = (index: number, lives: boolean) => {
    const scope = join(folder, `docker-${idOf(index)}.scope`);
    mkdirSync(scope, { recursive: true });
    writeFileSync(join(scope, 'pids.current'), lives ? '1\n' : '0\n');
  };
  const all = Array.from({ length: count }, (_, index) => aContainer(index));
  for (const index of all.keys()) kernel(index, true);
  const flush = () => {
    for (let next = coming.shift(); next; next = coming.shift()) keeper.tell(next, { atOnce: true });
  };
  keeper.tell([
    { type: 'hostFound', host: buildHost({ id: hostId }) },
    { type: 'containersListed', hostId, atMs: Date.now(), containers: all },
  ]);
  cgroups.survey();
  return {
    deliver: (...changes) => {
      coming.push([...changes]);
      // Told by itself, unless something else is told first.
      setTimeout(flush, 1);
    },
    kernel,
    incidents: () => [...keeper.fleet.incidents.values()],
    deaths: () => [...keeper.fleet.incidents.values()].reduce((sum, it) => sum + it.deaths, 0),
    end: () => {
      for (const one of [cgroups, unseen, well, book, keeper]) one.dispose();
      examiner.close();
      seen.close();
    },
  };
}
