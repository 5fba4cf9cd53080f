import { fail, type Result, succeed } from '../../src-shared/failure.ts';
import type { Progress } from '../../src-shared/model.ts';
import { isAlive, isGone, lookAt } from '../deletion/steps.ts';
import { type ActionTarget, restartContainer, startContainer } from '../docker/actions.ts';
import type { EngineClient } from '../docker/client.ts';
import { retrying } from '../lib/retry.ts';
import { wait } from '../lib/wait.ts';
import type { Caller, ContainerReference, CoreHandlers, CoreParts } from './parts.ts';
import { reachForAction, targetOf } from './reach.ts';

export interface KeepRunningTimes {
  /** Before the second try, in ms; before the third it is twice as long. */
  readonly firstWaitMs: number;
  /** How long it must run before it counts as running. */
  readonly settleMs: number;
  /** What a graceful restart lets it have to end by itself. */
  readonly graceSeconds: number;
}

const usualTimes: KeepRunningTimes = { firstWaitMs: 2_000, settleMs: 2_000, graceSeconds: 30 };
const tries = 3;

type Report = (progress: Progress) => void;

/** Starting and restarting that see to it that the container then stays. */
export function keepRunningCommands(
  parts: CoreParts,
  times: KeepRunningTimes = usualTimes,
): Pick<CoreHandlers, 'ensureRunning' | 'restartGracefully'> {
  const operate =
    (kind: 'ensureRunning' | 'restartGracefully', act: typeof ensureRunning) =>
    async (reference: ContainerReference, caller: Caller): Promise<Result<null>> => {
      const reached = reachForAction(parts, reference.hostId);
      if (!reached.ok) return reached;
      const target = targetOf(parts, reference);
      return parts.operations.run({
        hostId: reference.hostId,
        containerId: target.containerId,
        kind,
        by: caller.actor,
        name: target.name,
        cancellable: true,
        act: (signal, report) => act(reached.value.client, target, times, signal, report),
      });
    };
  return {
    ensureRunning: operate('ensureRunning', ensureRunning),
    restartGracefully: operate('restartGracefully', restartGracefully),
  };
}

/** Runs already: a success. Else it is started, up to three times, until it still runs after the time to settle. */
async function ensureRunning(
  client: EngineClient,
  target: ActionTarget,
  times: KeepRunningTimes,
  signal: AbortSignal,
  report: Report,
): Promise<Result<null>> {
  const begin = await lookAt(client, target, signal);
  if (!begin.ok) return begin;
  if (begin.value?.state === 'running') return succeed(null);
  const start = async (number: number): Promise<Result<null>> => {
    const message = number === 0 ? 'Starting' : `Starting again, try ${number + 1} of ${tries}`;
    report({ percent: (number * 100) / tries, message, layers: [] });
    const started = await startContainer(client, target, { signal });
    return started.ok ? settle(client, target, times, signal) : started;
  };
  return retrying(start, {
    retries: tries - 1,
    firstWaitMs: times.firstWaitMs,
    // A container that is gone or paused is so at the next try too.
    again: (result) => !result.ok && !isGone(result.failure) && !/paused/i.test(result.failure.details['engine'] ?? ''),
    signal,
  });
}

async function restartGracefully(
  client: EngineClient,
  target: ActionTarget,
  times: KeepRunningTimes,
  signal: AbortSignal,
  report: Report,
): Promise<Result<null>> {
  const begin = await lookAt(client, target, signal);
  if (!begin.ok) return begin;
  if (begin.value === null || !isAlive(begin.value)) return ensureRunning(client, target, times, signal, report);
  report({ percent: null, message: `It has ${times.graceSeconds} s to end by itself`, layers: [] });
  const restarted = await restartContainer(client, target, times.graceSeconds, { signal });
  return restarted.ok ? settle(client, target, times, signal) : restarted;
}

async function settle(client: EngineClient, target: ActionTarget, times: KeepRunningTimes, signal: AbortSignal): Promise<Result<null>> {
  await wait(times.settleMs, signal);
  if (signal.aborted) return fail('system_error', `${target.name}: cancelled. It was started; look at it.`, { cancelled: 'yes' });
  const looked = await lookAt(client, target, signal);
  if (!looked.ok) return looked;
  if (looked.value?.state === 'running') return succeed(null);
  const exitCode = looked.value?.end?.exitCode ?? null;
  const ending = exitCode === null ? '' : `, with code ${exitCode}`;
  return fail('docker_api_error', `${target.name} was started and ended again${ending}. Look at its logs to see why.`, {
    ...(exitCode === null ? {} : { exitCode: String(exitCode) }),
  });
}
