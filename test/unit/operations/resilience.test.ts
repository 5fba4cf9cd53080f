import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { silentLog } from '../../../src-main/lib/log.ts';
import { mayRepeat, verdictOf } from '../../../src-main/operations/faults.ts';
import { openOperations } from '../../../src-main/operations/operations.ts';
import type { Change } from '../../../src-shared/changes.ts';
import { fail, makeFailure, type Result, succeed } from '../../../src-shared/failure.ts';
import type { OperationKind } from '../../../src-shared/model.ts';

const refused = fail('docker_api_error', 'Nothing answers.', { code: 'ECONNREFUSED' });
const broken = fail('docker_api_error', 'The engine answered with an error.', { statusCode: '500', engine: 'disk I/O error' });
const taken = fail('docker_api_error', 'Port 80 is taken.', { statusCode: '500', about: 'container' });
const gone = fail('docker_api_error', 'Removed meanwhile.', { statusCode: '404' });
const conflict = fail('docker_api_error', 'Already paused.', { statusCode: '409' });
const invalid = fail('validation_error', 'Not a name.');
const late = fail('docker_api_error', 'Not answered in time.', { code: 'DEADLINE' });

/** Operations whose ends the test lays down, on a clock that the test moves. */
function play() {
  const told: Change[] = [];
  const runs: string[] = [];
  const operations = openOperations({ tell: (changes) => told.push(...changes), log: silentLog });
  let count = 0;
  const ask = (kind: OperationKind, ...ends: readonly Result<null>[]): Promise<Result<null>> => {
    count += 1;
    const containerId = String(count);
    return operations.run({
      hostId: 'h-1',
      containerId,
      kind,
      by: { kind: 'you', name: null },
      name: 'web',
      cancellable: true,
      act: async (_signal, _report, { repetition }) => {
        runs.push(`${containerId}.${repetition}`);
        return ends[Math.min(repetition, ends.length - 1)] ?? succeed(null);
      },
    });
  };
  const circuits = () => told.flatMap((it) => (it.type === 'hostCircuitChanged' ? [it.circuit.state] : []));
  return { operations, told, runs, ask, circuits };
}

describe('an operation that fails', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: 1_000_000, toFake: ['Date', 'setTimeout', 'clearTimeout'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('is done again after a broken connection, with waits that double, five times at most', async () => {
    const { ask, runs } = play();
    const ended = ask('start', refused);
    const atMs: number[] = [];
    for (let seen = 0; seen < 6; ) {
      await vi.advanceTimersByTimeAsync(10);
      while (runs.length > seen) {
        atMs.push(Date.now() - 1_000_000);
        seen += 1;
      }
    }
    expect(await ended).toEqual(refused);
    expect(runs).toEqual(['1.0', '1.1', '1.2', '1.3', '1.4', '1.5']);
    const gaps = atMs.slice(1).map((at, index) => Math.round((at - (atMs[index] ?? 0)) / 50) * 50);
    expect(gaps).toEqual([250, 500, 1_000, 2_000, 4_000]);
  });

  it('succeeds when the engine is back in time', async () => {
    const { ask, runs, circuits } = play();
    const ended = ask('stop', refused, broken, succeed(null));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await ended).toEqual(succeed(null));
    expect(runs).toHaveLength(3);
    expect(circuits()).toEqual([]);
  });

  it('is done once where a repetition would be wrong or could not help', async () => {
    const { ask, runs } = play();
    const asked: [OperationKind, Result<null>][] = [
      ['create', refused],
      ['kill', broken],
      ['rename', broken],
      ['start', taken],
      ['start', gone],
      ['pause', refused],
      ['restart', refused],
      ['stop', conflict],
      ['remove', invalid],
      ['stop', late],
    ];
    for (const [kind, end] of asked) expect(await ask(kind, end, succeed(null))).toEqual(end);
    expect(runs).toHaveLength(asked.length);
  });

  it('can be cancelled while it waits to be done again', async () => {
    const { ask, operations, told, runs } = play();
    const ended = ask('start', refused);
    await vi.advanceTimersByTimeAsync(300);
    const [first] = told;
    if (first?.type !== 'operationChanged') expect.fail('no operation was told');
    operations.cancel(first.operation.id);
    expect(await ended).toEqual(refused);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(runs).toHaveLength(2);
  });
});

describe('a host whose operations fail', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: 1_000_000, toFake: ['Date', 'setTimeout', 'clearTimeout'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('is given a rest after five failures in a row, and works as before after two successes', async () => {
    const { ask, runs, circuits } = play();
    for (let count = 0; count < 5; count += 1) expect(await ask('kill', broken)).toEqual(broken);
    expect(circuits()).toEqual(['open']);
    const rest = await ask('start', succeed(null));
    expect(rest).toMatchObject({ ok: false, failure: { kind: 'docker_api_error', details: { circuit: 'open', untilMs: '1060000' } } });
    expect(rest.ok ? '' : rest.failure.message).toMatch(
      /^The engine failed 5 times in a row, so nothing is asked of it until \d\d:\d\d:\d\d\. /,
    );
    expect(runs).toHaveLength(5);

    await vi.advanceTimersByTimeAsync(60_000);
    expect(circuits()).toEqual(['open', 'halfOpen']);
    expect(await ask('start', succeed(null))).toEqual(succeed(null));
    expect(circuits()).toEqual(['open', 'halfOpen']);
    expect(await ask('start', succeed(null))).toEqual(succeed(null));
    expect(circuits()).toEqual(['open', 'halfOpen', 'closed']);
    for (let count = 0; count < 4; count += 1) await ask('kill', broken);
    expect(await ask('start', succeed(null))).toEqual(succeed(null));
  });

  it('is tried at once on Retry now, and rests again if that fails, also after one success', async () => {
    const { ask, circuits, operations } = play();
    for (let count = 0; count < 5; count += 1) await ask('kill', refused);
    operations.retry('h-1');
    expect(await ask('kill', late)).toEqual(late);
    expect(circuits()).toEqual(['open', 'halfOpen', 'open']);
    operations.retry('h-1');
    expect(await ask('kill', succeed(null))).toEqual(succeed(null));
    expect(await ask('kill', late)).toEqual(late);
    expect(await ask('kill', succeed(null))).toMatchObject({ ok: false, failure: { details: { circuit: 'open' } } });
    expect(circuits()).toEqual(['open', 'halfOpen', 'open', 'halfOpen', 'open']);
  });

  it('is not given a rest for what containers or requests are to blame for', async () => {
    const { ask, circuits } = play();
    for (const end of [gone, conflict, invalid, taken]) for (let count = 0; count < 6; count += 1) await ask('kill', end);
    for (let count = 0; count < 6; count += 1) await ask('pull', broken);
    expect(circuits()).toEqual([]);
  });

  it('has failures in a row only where no answer came between, and a cancelled one is no answer', async () => {
    const { ask, circuits } = play();
    for (const end of [broken, broken, broken, broken, gone, broken, broken, broken, broken]) await ask('kill', end);
    expect(circuits()).toEqual([]);
    await ask('kill', fail('system_error', 'web: cancelled before it began.', { cancelled: 'yes' }));
    await ask('kill', broken);
    expect(circuits()).toEqual(['open']);
  });

  it('does not keep other hosts from working, and is forgotten with its failures', async () => {
    const { ask, operations } = play();
    for (let count = 0; count < 5; count += 1) await ask('kill', broken);
    const elsewhere = {
      containerId: 'z',
      kind: 'kill',
      by: { kind: 'you', name: null },
      name: 'db',
      act: async () => succeed(null),
    } as const;
    expect(await operations.run({ ...elsewhere, hostId: 'h-2' })).toEqual(succeed(null));
    operations.forget('h-1');
    expect(await ask('start', succeed(null))).toEqual(succeed(null));
  });
});

describe('what a Failure says of the host', () => {
  it('is decided from the engine’s words too: it answers 500 for what containers are to blame for', () => {
    const runc = makeFailure('docker_api_error', '', { statusCode: '500', engine: 'OCI runtime create failed: exec: "x": not found' });
    expect([verdictOf('start', runc), mayRepeat('start', runc)]).toEqual(['answered', false]);
    for (const status of ['408', '429', '502', '503']) {
      expect(mayRepeat('start', makeFailure('docker_api_error', '', { statusCode: status }))).toBe(true);
    }
    expect(verdictOf('start', makeFailure('system_error', ''))).toBe('unknown');
  });
});
