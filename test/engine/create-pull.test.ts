import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fieldProblems } from '../../src-shared/field-problems.ts';
import type { Operation, Progress } from '../../src-shared/model.ts';
import { randomName, removeAllContainers } from '../support/containers.ts';
import { type CreateBench, type CreateCore, openCreateBench, wish } from '../support/create-bench.ts';
import { callEngine } from '../support/engine-call.ts';
import { type Registry, startRegistry } from '../support/registry.ts';
import { hostId } from '../support/small-core.ts';

describe('creating a container of an image that is not on the host', () => {
  let bench: CreateBench;
  let registry: Registry;

  beforeAll(async () => {
    bench = await openCreateBench();
  });
  beforeEach(async () => {
    registry = await startRegistry();
  });
  afterEach(async () => {
    await removeAllContainers(bench.engine.socketPath);
    await callEngine(bench.engine.socketPath, 'DELETE', `/images/${registry.image}?force=1`);
    await registry.close();
  });
  afterAll(() => bench.dispose());

  const hasImage = async () => (await callEngine(bench.engine.socketPath, 'GET', `/images/${registry.image}/json`)).status === 200;
  const told = (core: CreateCore): Operation[] => core.told.flatMap((it) => (it.type === 'operationChanged' ? [it.operation] : []));
  /** Once some of the big layer has arrived, of which the registry holds the second half. */
  const halfWay = (core: CreateCore) =>
    core.until((it) => {
      if (it.type !== 'operationChanged') return null;
      return it.operation.progress?.layers.some((layer) => (layer.currentBytes ?? 0) > 0 && (layer.totalBytes ?? 0) > 5_000_000)
        ? it.operation
        : null;
    });

  it('pulls it with the progress of each layer, then runs it', async () => {
    const core = bench.core();
    const config = wish({ image: registry.image });
    expect(await core.create(config)).toMatchObject({ ok: true, value: { name: config.name } });
    expect(await bench.inspect(config.name ?? '')).toMatchObject({ State: { Status: 'running' }, Config: { Image: registry.image } });
    const steps: Progress[] = told(core).flatMap((it) => it.progress ?? []);
    expect(steps.at(-1)).toEqual({ percent: 100, message: `Creating ${config.name}`, layers: [] });
    const pulling = steps.filter((it) => it.message === `Pulling ${registry.image}`);
    expect(pulling.at(-1)).toMatchObject({ percent: 100, layers: [{ status: 'Pull complete' }, { status: 'Pull complete' }] });
    const percents = pulling.map((it) => it.percent ?? 0);
    expect(percents).toEqual([...percents].sort((left, right) => left - right));
    expect(told(core).every((it) => it.cancellable && it.kind === 'create' && it.subject === config.name)).toBe(true);
  });

  it('is cancelled in the middle of a layer: the engine stops pulling, and nothing is left behind', async () => {
    registry.hold();
    const core = bench.core();
    const left = await bench.leftovers();
    const asked = core.create(wish({ image: registry.image }));
    const { id, progress } = await halfWay(core);
    expect(progress?.layers).toContainEqual(expect.objectContaining({ status: 'Downloading', totalBytes: expect.any(Number) }));
    await core.ask('cancelOperation', { operationId: id });
    expect(await asked).toMatchObject({ ok: false, failure: { details: { cancelled: 'yes' } } });
    await registry.abandoned;
    expect(await hasImage()).toBe(false);
    expect(await bench.leftovers()).toEqual(left);
  });

  it('is cancelled while it pulls: a volume that somebody else has made meanwhile stays, with what is in it', async () => {
    registry.hold();
    const core = bench.core();
    const name = randomName('data');
    const asked = core.create(wish({ image: registry.image, volumes: [{ source: name, target: '/data', readOnly: false }] }));
    const { id } = await halfWay(core);
    expect((await callEngine(bench.engine.socketPath, 'POST', '/volumes/create', { Name: name })).status).toBe(201);
    await core.ask('cancelOperation', { operationId: id });
    expect(await asked).toMatchObject({ ok: false, failure: { details: { cancelled: 'yes' } } });
    expect((await callEngine(bench.engine.socketPath, 'DELETE', `/volumes/${name}`)).status).toBe(204);
  });

  it('is told that the image is not in its registry, at the field', async () => {
    const failed = await bench.core().create(wish({ image: registry.missing }));
    if (failed.ok) expect.fail('it was created');
    expect(failed.failure.message).toBe(`There is no ${registry.missing} in its registry. Check the name and the tag.`);
    expect(Object.keys(fieldProblems(failed.failure))).toEqual(['config.image']);
  });

  it('is told of a taken name before minutes of pulling', async () => {
    const core = bench.core();
    const first = wish();
    await core.create(first, false);
    const failed = await core.create({ ...first, image: registry.image });
    if (failed.ok) expect.fail('it was created');
    expect(Object.keys(fieldProblems(failed.failure))).toEqual(['config.name']);
    expect(await hasImage()).toBe(false);
  });

  it('is told when the engine dies in the middle', async () => {
    registry.hold();
    const core = bench.core();
    const asked = core.create(wish({ image: registry.image }));
    await halfWay(core);
    await bench.engine.kill();
    expect(await asked).toMatchObject({
      ok: false,
      failure: { message: `The engine broke off while it pulled ${registry.image}. Try again once it answers.` },
    });
    await bench.engine.start();
    expect(await hasImage()).toBe(false);
  });

  it('pulls an image by itself, and once at a time', async () => {
    registry.hold();
    const core = bench.core();
    const asked = core.ask('pullImage', { hostId, image: registry.image });
    await halfWay(core);
    expect(await core.ask('pullImage', { hostId, image: registry.image })).toMatchObject({
      ok: false,
      failure: { message: `${registry.image} is already being pulled. Wait until that has ended.` },
    });
    registry.release();
    expect(await asked).toEqual({ ok: true, value: { imageId: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) } });
  });
});
