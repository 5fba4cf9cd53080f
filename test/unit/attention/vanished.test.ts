import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ContainerCgroups, usualFolders } from '../../../src-main/attention/evidence/container-cgroups.ts';
import { OwnActs } from '../../../src-main/attention/incidents/own-acts.ts';
import { RunBook, type Track } from '../../../src-main/attention/incidents/run-book.ts';
import { isVanished, mayBeBurst, Vanished } from '../../../src-main/attention/incidents/vanished.ts';
import type { OwnAct } from '../../../src-main/attention/verdicts/sequence.ts';
import type { Verdict } from '../../../src-main/attention/verdicts/verdict.ts';
import type { Container } from '../../../src-shared/model.ts';
import { buildContainer } from '../../support/build.ts';
import { makeFolder } from '../../support/run-folder.ts';

const you = { kind: 'you', name: null } as const;
const idOf = (index: number) => index.toString(16).padStart(64, '0');

function running(runs: RunBook, index: number, facts: Partial<Container> = {}): Track {
  const container = buildContainer({ id: idOf(index), state: 'running', startedAtMs: 1_000, ...facts });
  runs.learn({ type: 'containerInspected', hostId: container.hostId, atMs: 1_000, containerId: container.id, container });
  const track = runs.get(container.hostId, container.id);
  if (!track) throw new Error('not in the book');
  return track;
}

function verdict(kind: Verdict['kind'], facts: Partial<Verdict> = {}): Verdict {
  const what = {
    by: { kind: 'itself', name: null },
    facts: [],
    what: '',
    exitCode: 1,
    diedAtMs: 1,
    ranForMs: 1,
    startsAgain: false,
  } as const;
  return { kind, news: kind !== 'finished' && kind !== 'stopped', certain: true, ...what, ...facts };
}

describe('a crash of many', () => {
  it('begins with deaths that are nobody’s wish, and no end that was wanted or well among them', () => {
    expect(mayBeBurst([verdict('crashed'), verdict('outOfMemory')])).toBe(true);
    expect(mayBeBurst([verdict('crashed')])).toBe(true);
    expect(mayBeBurst([verdict('jobEnded')])).toBe(false);
    expect(mayBeBurst([verdict('crashed'), verdict('crashed'), verdict('stopped')])).toBe(false);
    expect(mayBeBurst([verdict('crashed'), verdict('crashed'), verdict('finished')])).toBe(false);
    expect(mayBeBurst([verdict('crashed'), verdict('crashed', { certain: false })])).toBe(false);
    expect(mayBeBurst([verdict('crashed'), null])).toBe(false);
  });
});

describe('a container that is gone without a word of the engine', () => {
  const own: OwnAct = { kind: 'stop', by: you, sinceMs: 1_500 };
  const event = { hostId: buildContainer().hostId, atMs: 2_000, containerId: idOf(1), event: null };

  it('died with the others if nobody wanted it to end', () => {
    expect(isVanished(running(new RunBook(), 1), null)).toBe(true);
  });

  it('is left to the engine’s own word after any signal, a stop or an operation of ours', () => {
    expect(isVanished(running(new RunBook(), 1), own)).toBe(false);
    for (const signal of ['SIGTERM', 'SIGKILL', 'SIGWINCH']) {
      const runs = new RunBook();
      const track = running(runs, 1);
      runs.take({ type: 'containerSignalled', ...event, signal }, null);
      expect(isVanished(track, null)).toBe(false);
    }
  });

  it('is left to it where it may be a job, or where it is known to have ended', () => {
    expect(isVanished(running(new RunBook(), 1, { autoRemove: true }), null)).toBe(false);
    expect(isVanished(running(new RunBook(), 1, { interactive: true }), null)).toBe(false);
    expect(isVanished(running(new RunBook(), 1, { state: 'exited' }), null)).toBe(false);
    expect(isVanished({ ...running(new RunBook(), 1), inspected: false }, null)).toBe(false);
    const runs = new RunBook();
    const track = running(runs, 1);
    runs.take({ type: 'containerDied', ...event, exitCode: 1 }, null);
    expect(isVanished(track, null)).toBe(false);
  });
});

describe('the kernel', () => {
  it('shows who has no process left, of those whose cgroup it had here', () => {
    const { folder, cgroups, put } = stage();
    put(1, '3\n');
    put(2, '2\n');
    put(3, '1\n');
    cgroups.survey();
    expect([1, 2, 3, 4].filter((it) => cgroups.isGone(idOf(it)))).toEqual([]);
    put(1, '0\n');
    rmSync(join(folder, `docker-${idOf(2)}.scope`), { recursive: true });
    expect([1, 2, 3, 4].filter((it) => cgroups.isGone(idOf(it)))).toEqual([1, 2]);
  });

  it('tells of a death before the engine’s shim has taken note, where it has cgroups of version 2', () => {
    const { folder, cgroups, put } = stage();
    const events = (index: number, populated: boolean) =>
      writeFileSync(join(folder, `docker-${idOf(index)}.scope`, 'cgroup.events'), `populated ${populated ? 1 : 0}\nfrozen 0\n`);
    writeFileSync(join(folder, 'cgroup.events'), 'populated 1\nfrozen 0\n');
    for (const index of [1, 2]) {
      put(index, '1\n');
      events(index, true);
    }
    cgroups.survey();
    events(2, false);
    expect([1, 2].filter((it) => cgroups.isGone(idOf(it)))).toEqual([2]);
  });

  it('answers for two hundred within a blink', () => {
    const { cgroups, put } = stage();
    const all = Array.from({ length: 200 }, (_, index) => index);
    for (const index of all) put(index, '0\n');
    cgroups.survey();
    const beganMs = performance.now();
    expect(all.filter((it) => cgroups.isGone(idOf(it)))).toHaveLength(200);
    console.log(`200 containers: ${(performance.now() - beganMs).toFixed(2)} ms`);
  });

  it('is asked where engines put containers, with either version, driver and user', () => {
    expect(usualFolders(1000)).toEqual(
      expect.arrayContaining([
        '/sys/fs/cgroup/docker',
        '/sys/fs/cgroup/pids/docker',
        '/sys/fs/cgroup/unified/docker',
        '/sys/fs/cgroup/system.slice',
        '/sys/fs/cgroup/user.slice/user-1000.slice/user@1000.service/user.slice',
      ]),
    );
  });
});

describe('who died with the others', () => {
  function crash() {
    const { cgroups, put } = stage();
    const runs = new RunBook();
    const tracks = [1, 2, 3].map((it) => running(runs, it));
    for (const index of [1, 2, 3]) put(index, '1\n');
    cgroups.survey();
    const clock = { nowMs: 5_000 };
    const vanished = new Vanished({ now: () => clock.nowMs }, runs, new OwnActs(), cgroups);
    const hostId = tracks[0]?.container.hostId ?? '';
    const signalled = (index: number) =>
      runs.take({ type: 'containerSignalled', hostId, atMs: 5_000, containerId: idOf(index), event: null, signal: 'SIGKILL' }, null);
    return { vanished, put, hostId, clock, signalled, tracks };
  }

  it('nobody, while the others’ processes live', () => {
    const { vanished, hostId } = crash();
    expect(vanished.look(hostId)).toBe(false);
    expect(vanished.take()).toEqual([]);
  });

  it('those who are gone, but not who turns out to have been killed on purpose', () => {
    const { vanished, put, hostId, signalled } = crash();
    for (const index of [1, 2]) put(index, '0\n');
    expect(vanished.look(hostId)).toBe(true);
    signalled(2);
    expect(vanished.take().map((it) => it.track.container.id)).toEqual([idOf(1)]);
    expect(vanished.take()).toEqual([]);
  });

  it('nobody of whom it was told, until the engine tells of the next run', () => {
    const { vanished, put, hostId, tracks } = crash();
    for (const index of [1, 2]) put(index, '0\n');
    const [one] = tracks;
    if (!one) throw new Error('no container');
    one.run.told = { incidentId: 'a', verdict: verdict('crashed'), blow: blowOfNothing(one) };
    expect(vanished.look(hostId)).toBe(true);
    expect(vanished.take().map((it) => it.track.container.id)).toEqual([idOf(2)]);
  });
});

function blowOfNothing({ container }: Track) {
  const what = { atMs: 1, by: you, what: 'Exited', errorLine: null, afterStartByHand: false };
  return { kind: 'crashed', voice: 'told', container, ...what } as const;
}

function stage() {
  const folder = makeFolder('cgroups');
  const put = (index: number, text: string) => {
    const scope = join(folder, `docker-${idOf(index)}.scope`);
    mkdirSync(scope, { recursive: true });
    writeFileSync(join(scope, 'pids.current'), text);
  };
  return { folder, put, cgroups: new ContainerCgroups([folder]) };
}
