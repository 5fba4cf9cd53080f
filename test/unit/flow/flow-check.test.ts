import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { prepareFlowFolder } from '../../../src-main/flow/prepare-folder.ts';
import { makeFolder } from '../../support/run-folder.ts';

const root = join(import.meta.dirname, '../../..');
const check = (...command: string[]) =>
  spawnSync(process.execPath, [join(root, 'scripts/flow-check.mjs'), ...command], {
    encoding: 'utf8',
    env: { ...process.env, FLOW_CHECK_CONNECT_MS: '5000', FLOW_CHECK_REPLY_MS: '400' },
  });
const hasPython = spawnSync('python3', ['-c', 'import sys; sys.exit(sys.version_info < (3, 10))']).status === 0;

describe('flow:check', () => {
  it.each([[process.execPath, 'examples/flow-node/main.mjs'], ...(hasPython ? [['python3', 'examples/flow-python/main.py']] : [])])(
    'passes the example (%s %s)',
    (program, file) => {
      const { stdout, status } = check(program, join(root, file));
      expect([stdout, status]).toEqual([expect.stringContaining('It speaks the flow protocol.'), 0]);
      expect(stdout).not.toContain('FAIL');
    },
  );

  it('says what a program does not do', () => {
    const file = join(makeFolder('author'), 'main.mjs');
    writeFileSync(file, `import {createConnection} from 'node:net'; createConnection(process.env.FLOW_SOCKET).write('hello?\\n');`);
    const { stdout, status } = check(process.execPath, file);
    expect(status).toBe(1);
    for (const advice of ['FAIL  its first line is a hello', 'FAIL  it answers a command by its id', 'FAIL  it connects again'])
      expect(stdout).toContain(advice);
  });

  it('says when there is no such program, or none was named', () => {
    expect(check().status).toBe(2);
  });
});

describe('a folder prepared by name', () => {
  it('comes with the flags for docker run, and is the same when asked for again', async () => {
    const state = makeFolder('s');
    mkdirSync(state, { recursive: true });
    const made = await prepareFlowFolder('web', { XDG_STATE_HOME: state });
    if (!made.ok) expect.fail(made.failure.message);
    const [name] = readdirSync(join(state, 'quarterdeck/flow')).filter((it) => !it.endsWith('.json'));
    const folder = join(state, 'quarterdeck/flow', name ?? '');
    expect(made.value.split(' \\\n')).toEqual([
      '--name web',
      `--mount type=bind,source=${folder},target=/run/flow,readonly`,
      '--env FLOW_SOCKET=/run/flow/flow.sock',
      `--label io.quarterdeck.flow=${name}\n`,
    ]);
    expect(statSync(folder).mode & 0o777).toBe(0o755);
    expect(await prepareFlowFolder('web', { XDG_STATE_HOME: state })).toEqual(made);
    expect(await prepareFlowFolder('a b', { XDG_STATE_HOME: state })).toMatchObject({ ok: false, failure: { kind: 'validation_error' } });
  });
});
