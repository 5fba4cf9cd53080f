import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { removeAllContainers, testLabel } from '../support/containers.ts';
import { type Demo, startDemo } from '../support/demo.ts';
import { startEngine, type TestEngine } from '../support/engine.ts';
import { callEngine } from '../support/engine-call.ts';
import { testImage } from '../support/images.ts';
import { itemsOf, textAt } from '../support/json-read.ts';
import { differences, shapeOf } from '../support/json-shape.ts';

describe('the demo engine lets containers be created as a real one does', () => {
  let engine: TestEngine;
  let demo: Demo;

  beforeAll(async () => {
    [engine, demo] = await Promise.all([startEngine(), startDemo({ containers: 24 })]);
  });
  afterAll(async () => {
    await demo.stop();
    await removeAllContainers(engine.socketPath);
    await callEngine(engine.socketPath, 'DELETE', '/volumes/data');
    await engine.dispose();
  });

  const ofReal = (method: string, path: string, body?: unknown) => callEngine(engine.socketPath, method, `/v1.41${path}`, body);
  const ofDemo = (method: string, path: string, body?: unknown) => callEngine(demo.socketPath, method, `/v1.41${path}`, body);

  test('images, networks and volumes', async () => {
    await ofReal('POST', '/volumes/create', { Name: 'data' });
    const [realImages, ownImages] = [await ofReal('GET', '/images/json'), await ofDemo('GET', '/images/json')];
    const list = (json: unknown) => shapeOf([json], ['[].Labels']);
    const apart = differences(list(ownImages.json), list(realImages.json), false).filter((it) => !/Repo(Digests|Tags)/.test(it));
    expect(apart).toEqual([]);
    for (const [path, maps] of [
      ['/networks', ['[].IPAM.Options', '[].Options']],
      ['/volumes', ['Volumes[].Labels', 'Volumes[].Options']],
    ] as const) {
      const [real, own] = [await ofReal('GET', path), await ofDemo('GET', path)];
      expect(differences(shapeOf([own.json], maps), shapeOf([real.json], maps), false), path).toEqual([]);
    }
    expect(itemsOf((await ofDemo('GET', '/networks')).json).map((it) => textAt(it, 'Name'))).toContain('bridge');
  });

  test('create, and its refusals', async () => {
    const wish = { Labels: { [testLabel]: '1' }, HostConfig: { NetworkMode: 'none' } };
    const image = textAt(itemsOf((await ofDemo('GET', '/images/json')).json)[0], 'RepoTags', '0');
    for (const [body, query] of [
      ['known', 'name=made'],
      ['known', 'name=made'],
      ['missing', 'name=other'],
    ]) {
      const of = (own: string) => ({ ...wish, Image: body === 'known' ? own : 'quarterdeck-test/not-here' });
      const real = await ofReal('POST', `/containers/create?${query}`, of(testImage));
      const own = await ofDemo('POST', `/containers/create?${query}`, of(image));
      expect(own.status).toBe(real.status);
      expect(differences(shapeOf([own.json], []), shapeOf([real.json], []), true)).toEqual([]);
      const words = (text: string) => text.replaceAll(/[0-9a-f]{64}/g, 'ID');
      if (real.status >= 400) expect(words(own.text)).toBe(words(real.text));
    }
  });
});
