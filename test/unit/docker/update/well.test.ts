import { describe, expect, it } from 'vitest';
import { asideName, newcomerName } from '../../../../src-main/docker/update/names.ts';
import { judge, type Look } from '../../../../src-main/docker/update/well.ts';
import { containerNameSchema } from '../../../../src-shared/ids.ts';

const state = {
  Status: 'running',
  Running: true,
  Restarting: false,
  OOMKilled: false,
  ExitCode: 0,
  Error: '',
  StartedAt: '',
  Health: null,
};
const look = (patch: Partial<Look['state']> = {}, more: Partial<Look> = {}): Look => ({
  state: { ...state, ...patch },
  restartCount: 0,
  sinceStartMs: 3_000,
  flowConnected: null,
  ...more,
});
const verdict = (...given: Parameters<typeof look>) => judge(look(...given), 2_000);
const health = (Status: string) => ({ Health: { Status, Log: [] } });

describe('a new container', () => {
  it('is well once it has run long enough, or as soon as its health check says so', () => {
    expect(verdict()).toEqual({ kind: 'well' });
    expect(verdict({}, { sinceStartMs: 1_999 })).toMatchObject({ kind: 'notYet' });
    expect(verdict(health('healthy'), { sinceStartMs: 10 })).toEqual({ kind: 'well' });
    expect(verdict(health('starting'), { sinceStartMs: 60_000 })).toMatchObject({ kind: 'notYet', why: 'did not become healthy in time' });
  });

  it('is not well when it ended, was restarted, or is unhealthy', () => {
    expect(verdict({ Running: false, ExitCode: 2 })).toEqual({ kind: 'failed', why: 'ended by itself, exit code 2' });
    expect(verdict({ Running: false, OOMKilled: true, ExitCode: 137 })).toEqual({
      kind: 'failed',
      why: 'ended by itself for lack of memory',
    });
    expect(verdict({}, { restartCount: 1 })).toMatchObject({ kind: 'failed' });
    expect(verdict({ Restarting: true })).toMatchObject({ kind: 'failed' });
    expect(verdict(health('unhealthy'))).toEqual({ kind: 'failed', why: 'is unhealthy' });
  });

  it('that speaks with Quarterdeck is well once it is connected', () => {
    expect(verdict({}, { flowConnected: false })).toMatchObject({ kind: 'notYet', why: 'did not connect to its flow socket in time' });
    expect(verdict({}, { flowConnected: true })).toEqual({ kind: 'well' });
  });

  it('and the old one have names that Docker takes, however long theirs is', () => {
    const id = 'a'.repeat(64);
    for (const name of ['web', 'w'.repeat(255)])
      for (const made of [asideName(name, id), newcomerName(name, id)]) expect(containerNameSchema.safeParse(made).success).toBe(true);
  });
});
