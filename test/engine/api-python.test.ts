import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { serverEventNames } from '../../src-main/api/server-events.ts';
import { transports } from '../support/api.ts';
import { randomName, removeAllContainers } from '../support/containers.ts';
import { startEngine, type TestEngine } from '../support/engine.ts';
import { callEngine } from '../support/engine-call.ts';
import { writeFlowCode } from '../support/flow-code.ts';
import { flowImage, importFlowImage } from '../support/flow-image.ts';
import { type LiveApi, openLiveApi } from '../support/live-api.ts';

const run = promisify(execFile);
const story = join(import.meta.dirname, '../support/api-story.py');

const toldSchema = z.object({
  answers: z.record(z.string(), z.looseObject({ error: z.boolean() })),
  events: z.array(z.string()),
  messages: z.array(z.looseObject({ event: z.string() })),
  created: z.looseObject({ socket_path: z.string(), environment: z.record(z.string(), z.string()) }),
});

describe('a client that is not ours', () => {
  let engine: TestEngine;
  let live: LiveApi;

  beforeAll(async () => {
    engine = await startEngine();
    await importFlowImage(engine.socketPath);
    live = await openLiveApi(engine.dockerHost);
  });
  afterEach(() => removeAllContainers(engine.socketPath));
  afterAll(async () => {
    await live.close();
    await engine.dispose();
  });

  it.each(transports)('tells the whole story over %s and gets each documented event', async (transport) => {
    const argument = {
      url: live.url,
      token: live.token,
      transport,
      image: flowImage,
      name: randomName(),
      code: {
        one: writeFlowCode(live.folder, 'one'),
        two: writeFlowCode(live.folder, 'two'),
        broken: writeFlowCode(live.folder, 'broken'),
      },
      events: serverEventNames,
    };
    // Debian's own Python, as the packages are for it.
    const { stdout } = await run('/usr/bin/python3', [story, JSON.stringify(argument)]);
    const told = toldSchema.parse(JSON.parse(stdout));
    expect(told.events).toEqual([...serverEventNames].sort());
    expect(told.answers['update_broken']).toEqual({
      error: true,
      error_type: 'docker_api_error',
      message: expect.stringMatching(/Rolled back/),
      details: expect.objectContaining({ container_id: argument.name, operation: 'update_container' }),
      timestamp: expect.stringMatching(/Z$/),
    });
    expect(told.messages).toContainEqual(expect.objectContaining({ event: 'told', actor: 'worker', data: { cargo: 'rum' } }));
    expect(told.created.environment).toEqual({ KEY: '[hidden]' });
    expect((await callEngine(engine.socketPath, 'GET', '/containers/json?all=1')).json).toEqual([]);
    expect(existsSync(told.created.socket_path)).toBe(false);
    await expect.poll(() => readdirSync(live.flowFolder).filter((it) => /^[0-9a-f]{12}$/.test(it))).toEqual([]);
  });
});
