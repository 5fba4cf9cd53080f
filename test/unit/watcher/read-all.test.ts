import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseAddress } from '../../../src-main/docker/address.ts';
import { type EngineClient, openClient } from '../../../src-main/docker/client.ts';
import { readAllContainers } from '../../../src-main/watcher/read-all.ts';
import { inspect20 } from '../docker/fixtures/containers.ts';
import { type FakeEngine, openFakeEngine } from './fake-engine.ts';

const id = (digit: number) => String(digit).repeat(64);
const signal = new AbortController().signal;
const options = { signal, deadlineMs: 5_000, patienceMs: 300, atOnce: 4 };
let engine: FakeEngine;
let client: EngineClient;

beforeEach(async () => {
  engine = await openFakeEngine();
  const parsed = parseAddress(`unix://${engine.socketPath}`);
  if (!parsed.ok) throw new Error(parsed.problem.message);
  client = openClient(parsed.address, { apiVersion: '1.41' });
});

afterEach(async () => {
  client.close();
  await engine.close();
});

const inspectsOf = (digit: number) => engine.asked.filter((path) => path === `/containers/${id(digit)}/json`).length;

describe('Reading all containers anew, of which some are known', () => {
  it('gives what is there now, each asked for once: the new one, not the one that went', async () => {
    for (const digit of [1, 2, 3]) engine.containers.set(id(digit), { ...inspect20, Id: id(digit) });
    const all = await readAllContainers(client, options, [id(1), id(2), id(9)]);
    expect(all.containers.map((it) => it.id).sort()).toEqual([id(1), id(2), id(3)]);
    expect(all.late).toEqual([]);
    expect([1, 2, 3].map(inspectsOf)).toEqual([1, 1, 1]);
  });

  it('does not wait for a known one that hangs, and keeps what the list tells of it', async () => {
    for (const digit of [1, 2]) engine.containers.set(id(digit), { ...inspect20, Id: id(digit) });
    engine.hanging.add(`/containers/${id(1)}/json`);
    const all = await readAllContainers(client, options, [id(1), id(2)]);
    expect(all.late).toEqual([id(1)]);
    expect(all.containers.map((it) => it.id).sort()).toEqual([id(1), id(2)]);
  });

  it('fails where the list does, and asks for no more', async () => {
    engine.hanging.add('/containers/json');
    const known = Array.from({ length: 9 }, (_, digit) => id(digit));
    for (const one of known) engine.hanging.add(`/containers/${one}/json`);
    await expect(readAllContainers(client, { ...options, deadlineMs: 100 }, known)).rejects.toThrow();
    const asked = engine.asked.length;
    expect(asked).toBe(1 + options.atOnce);
    await expect(readAllContainers(client, { ...options, deadlineMs: 100 })).rejects.toThrow();
    expect(engine.asked).toHaveLength(asked + 1);
  });
});
