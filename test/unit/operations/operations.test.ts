import { describe, expect, it } from 'vitest';
import { type Log, silentLog } from '../../../src-main/lib/log.ts';
import { type OperationRequest, openOperations } from '../../../src-main/operations/operations.ts';
import type { Change } from '../../../src-shared/changes.ts';
import { fail, type Result, succeed } from '../../../src-shared/failure.ts';
import type { Actor, OperationKind } from '../../../src-shared/model.ts';

const you: Actor = { kind: 'you', name: null };

/** Operations whose actions end when the test says so. */
function play(concurrency = 4) {
  const told: Change[] = [];
  const begun: string[] = [];
  const ends = new Map<string, (result: Result<null>) => void>();
  const operations = openOperations({ tell: (changes) => told.push(...changes), log: silentLog, concurrency, now: () => 1 });
  const ask = (containerId: string, kind: OperationKind = 'stop', by: Actor = you, hostId = 'h-1') => {
    const request: OperationRequest<null> = {
      hostId,
      containerId,
      kind,
      by,
      name: 'web',
      act: (signal) =>
        new Promise((resolve) => {
          begun.push(containerId);
          ends.set(`${containerId} ${kind}`, resolve);
          signal.addEventListener('abort', () => resolve(fail('system_error', 'cancelled')));
        }),
    };
    return operations.run(request);
  };
  const settled = async () => {
    for (let turn = 0; turn < 10; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  };
  const end = (containerId: string, kind: OperationKind = 'stop', result: Result<null> = succeed(null)) =>
    ends.get(`${containerId} ${kind}`)?.(result);
  return { operations, told, begun, ask, end, settled };
}

describe('operations', () => {
  it('may do many things at once that end with them, without a warning of a leak', async () => {
    const { operations, settled } = play();
    const warnings: Error[] = [];
    const hear = (warning: Error) => warnings.push(warning);
    process.on('warning', hear);
    const act = async (signal: AbortSignal) => {
      for (let number = 0; number < 50; number += 1) signal.addEventListener('abort', () => undefined);
      return succeed(null);
    };
    await operations.run({ hostId: 'h-1', containerId: 'a', kind: 'create', by: you, name: 'web', act });
    await settled();
    process.off('warning', hear);
    expect(warnings).toEqual([]);
  });

  it('tell that they wait, run and end, and who asked', async () => {
    const { told, ask, end, settled } = play();
    const result = ask('a');
    await settled();
    end('a');
    expect(await result).toEqual({ ok: true, value: null });
    const told0 = { hostId: 'h-1', containerId: 'a', kind: 'stop', by: you };
    expect(told).toMatchObject([
      { type: 'operationChanged', operation: { ...told0, state: 'queued' } },
      { type: 'operationChanged', operation: { ...told0, state: 'running' } },
      { type: 'operationEnded', outcome: { ok: true } },
    ]);
  });

  it('on one container come one at a time: a second is refused at once', async () => {
    const { ask, end, settled, told } = play();
    const first = ask('a', 'stop');
    expect(await ask('a', 'start')).toMatchObject({
      ok: false,
      failure: { message: 'web is already being stopped. Wait until that has ended.' },
    });
    expect(await ask('a', 'stop')).toMatchObject({ ok: false });
    await settled();
    end('a');
    await first;
    expect(told).toHaveLength(3);
    const again = ask('a', 'start');
    await settled();
    end('a', 'start');
    expect(await again).toMatchObject({ ok: true });
  });

  it('concern the container that takes another’s place too, until they end', async () => {
    const { operations, ask, end, settled } = play();
    let ready: (result: Result<null>) => void = () => {};
    const update = operations.run<null>({
      ...{ hostId: 'h-1', containerId: 'old', kind: 'update', by: you, name: 'web' },
      act: (_signal, _report, { alsoConcerns }) => {
        alsoConcerns('new');
        return new Promise((resolve) => {
          ready = resolve;
        });
      },
    });
    await settled();
    expect(await ask('new', 'stop')).toMatchObject({
      ok: false,
      failure: { message: 'web is already being updated. Wait until that has ended.' },
    });
    ready(succeed(null));
    await update;
    const stop = ask('new', 'stop');
    await settled();
    end('new', 'stop');
    expect(await stop).toMatchObject({ ok: true });
  });

  it('let a kill shorten a stop that takes long, also where the queue is full, and only once', async () => {
    const { ask, end, settled, begun } = play(1);
    const stop = ask('a', 'stop');
    await settled();
    const kill = ask('a', 'kill');
    expect(begun).toEqual(['a', 'a']);
    expect(await ask('a', 'kill')).toMatchObject({ ok: false, failure: { message: expect.stringContaining('web is already being') } });
    end('a', 'kill');
    end('a', 'stop');
    expect([await stop, await kill]).toMatchObject([{ ok: true }, { ok: true }]);
  });

  it('run four at once on a host, and hosts don’t wait for each other', async () => {
    const { ask, begun, settled, end } = play();
    const all = ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => ask(id));
    const elsewhere = ask('z', 'stop', you, 'h-2');
    await settled();
    expect(begun).toEqual(['a', 'b', 'c', 'd', 'z']);
    for (const id of ['a', 'b', 'c', 'd', 'z']) end(id);
    await settled();
    expect(begun).toEqual(['a', 'b', 'c', 'd', 'z', 'e', 'f']);
    end('e');
    end('f');
    expect(await Promise.all([...all, elsewhere])).toHaveLength(7);
  });

  it('of a person go before a script’s, and these before what Quarterdeck does by itself', async () => {
    const { ask, begun, settled, end } = play(1);
    const all = [
      ask('first'),
      ask('rule', 'restart', { kind: 'rule', name: 'keep up' }),
      ask('script', 'stop', { kind: 'script', name: 'deploy' }),
      ask('you', 'stop', you),
    ];
    for (const [id, kind] of [
      ['first', 'stop'],
      ['you', 'stop'],
      ['script', 'stop'],
      ['rule', 'restart'],
    ] as const) {
      await settled();
      end(id, kind);
    }
    await Promise.all(all);
    expect(begun).toEqual(['first', 'you', 'script', 'rule']);
  });

  it('end with the Failure of what they did, and say it', async () => {
    const { ask, end, settled, told } = play();
    const result = ask('a', 'pause');
    await settled();
    end('a', 'pause', fail('docker_api_error', 'web is already paused.'));
    expect(await result).toMatchObject({ ok: false, failure: { message: 'web is already paused.' } });
    expect(told.at(-1)).toMatchObject({ type: 'operationEnded', outcome: { ok: false, failure: { message: 'web is already paused.' } } });
  });

  it('that throw end in a Failure and leave the container free', async () => {
    const { operations, told } = play();
    const request = {
      hostId: 'h-1',
      containerId: 'a',
      kind: 'start' as const,
      by: you,
      name: 'web',
      act: () => Promise.reject(new Error('bug')),
    };
    expect(await operations.run(request)).toMatchObject({ ok: false, failure: { kind: 'system_error' } });
    expect(await operations.run(request)).toMatchObject({ ok: false, failure: { kind: 'system_error' } });
    expect(told.filter((it) => it.type === 'operationEnded')).toHaveLength(2);
  });

  it('are in the log with one id in all their lines, whatever they write and however they end', async () => {
    const lines: Record<string, unknown>[] = [];
    const recording = (fixed: Record<string, unknown>): Log => {
      const write = (message: string, context = {}) => void lines.push({ message, ...fixed, ...context });
      const log: Log = { ...silentLog, info: write, warn: write, error: write, with: (context) => recording({ ...fixed, ...context }) };
      return log;
    };
    const operations = openOperations({ tell: () => undefined, log: recording({}) });
    await operations.run({
      hostId: 'h-1',
      containerId: 'a',
      kind: 'start',
      by: you,
      name: 'web',
      act: async (_signal, _report, run) => {
        run.log.info('half way');
        throw new Error('bug');
      },
    });
    // The last line is written behind the answer.
    await new Promise((resolve) => setImmediate(resolve));
    expect(lines.map((it) => it['message'])).toEqual(['half way', 'An operation threw', 'Operation failed']);
    expect(new Set(lines.map((it) => it['operationId'])).size).toBe(1);
    expect(lines[1]?.['error']).toBeInstanceOf(Error);
  });

  it('all end when Quarterdeck closes: those that run and those that wait', async () => {
    const { operations, ask, settled, told, begun } = play(1);
    const all = [ask('a'), ask('b')];
    await settled();
    operations.close();
    expect(await Promise.all(all)).toMatchObject([{ ok: false }, { ok: false }]);
    expect(begun).toEqual(['a']);
    expect(told.filter((it) => it.type === 'operationEnded')).toHaveLength(2);
    expect(await ask('c')).toMatchObject({ ok: false, failure: { message: 'Quarterdeck is closing. The action was not started.' } });
  });
});
