import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Rule } from '../../src-shared/rules.ts';
import { type AttendingCore, openAttendingCore } from '../support/attending-core.ts';
import { removeAllContainers } from '../support/containers.ts';
import { wish } from '../support/create-bench.ts';
import { startEngine, type TestEngine } from '../support/engine.ts';
import { flowImage, importFlowImage } from '../support/flow-image.ts';
import { aRule } from '../unit/attention/rule-stage.ts';

const recovery = { maxRestarts: 2, withinSeconds: 600, firstDelaySeconds: 0 };
/** Connects on every start but the first. */
const late = `const fs = require('node:fs');
if (!fs.existsSync('/tmp/ran')) { fs.mkdirSync('/tmp', { recursive: true }); fs.writeFileSync('/tmp/ran', ''); setInterval(() => {}, 1e6); }
else require('node:net').createConnection("/run/flow/flow.sock").on("error", (error) => console.log(error));
process.on('SIGTERM', () => process.exit(0));`;
/** Says hello and nothing more, on its first start; then it answers that it would rather not. */
const deaf = `const fs = require('node:fs');
const first = !fs.existsSync('/tmp/ran');
fs.mkdirSync('/tmp', { recursive: true });
fs.writeFileSync('/tmp/ran', '');
const socket = require('node:net').createConnection('/run/flow/flow.sock', () => socket.write('{"hello":{"protocol":1}}\\n'));
socket.setEncoding('utf8').on('data', (text) => {
  for (const line of text.split('\\n').filter(Boolean))
    if (!first) socket.write(JSON.stringify({ id: JSON.parse(line).id, ok: false, error: { message: 'no' } }) + '\\n');
});
process.on('SIGTERM', () => process.exit(0));`;

describe('rules on flow containers', () => {
  let engine: TestEngine;
  let core: AttendingCore;
  const open = async (rules: readonly Rule[]) => {
    core = await openAttendingCore(engine.dockerHost, { settings: { rules: [...rules] } });
  };
  const create = async (script: string) => {
    const config = wish({ image: flowImage, command: ['/bin/node', '-e', script], flow: true });
    const created = await core.ask('createContainer', { config, start: true });
    if (!created.ok) throw new Error(JSON.stringify(created.failure));
    return created.value.containerId;
  };
  const story = (id: string) => core.of(id)[0];

  beforeAll(async () => {
    engine = await startEngine();
    await importFlowImage(engine.socketPath);
  });
  afterEach(async () => {
    await core.close();
    await removeAllContainers(engine.socketPath);
  });
  afterAll(() => engine.dispose());

  it('one that runs but is not connected is restarted, and its incident ends once it is', async () => {
    await open([aRule({ name: 'Connected', condition: { kind: 'flowNotConnected', forSeconds: 1 }, recovery })]);
    const id = await create(late);
    await core.until('connected', () => story(id)?.resolution.state === 'resolved', 14_000);
    expect(story(id)).toMatchObject({ kind: 'rule', restarts: 1, resolution: { how: 'Connected again' } });
    expect(story(id)?.what.replaceAll('\u00a0', ' ')).toBe('Runs, but not connected for 1 s, rule Connected');
  });

  it('one that does not answer is restarted, and any answer is one', async () => {
    await open([aRule({ name: 'Answers', condition: { kind: 'flowNotAnswering', forSeconds: 1 }, recovery })]);
    const id = await create(deaf);
    await core.until('answers', () => story(id)?.resolution.state === 'resolved', 18_000);
    expect(story(id)).toMatchObject({ kind: 'rule', restarts: 1, resolution: { how: 'Answers again' } });
  });

  it('restarts by the restart policy are counted, and told in the loop’s own story', async () => {
    await open([
      aRule({
        name: 'Restarts',
        condition: { kind: 'restartsOver', count: 2, withinSeconds: 600 },
      }),
    ]);
    const config = wish({ command: ['/bin/sh', '-c', 'exit 3'], restartPolicy: { name: 'always', maximumRetries: 0 } });
    const created = await core.ask('createContainer', { config, start: true });
    const id = created.ok ? created.value.containerId : '';
    const takesPart = () => story(id)?.timeline.some((it) => it.text.endsWith(', rule Restarts'));
    await core.until('the rule takes part', () => takesPart() === true, 14_000);
    expect(core.of(id)).toHaveLength(1);
  });
});
