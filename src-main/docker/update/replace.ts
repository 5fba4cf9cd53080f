import { setTimeout as delay } from 'node:timers/promises';
import { type Failure, fail, makeFailure, type Result, succeed } from '../../../src-shared/failure.ts';
import type { Progress } from '../../../src-shared/model.ts';
import type { FlowParts } from '../../flow/flow-parts.ts';
import type { Log } from '../../lib/log.ts';
import { redactText } from '../../lib/redact.ts';
import { stopContainer } from '../actions.ts';
import type { EngineClient } from '../client.ts';
import type { InspectedContainer } from './inspected.ts';
import type { Journal, JournalEntry } from './journal.ts';
import { asideName, newcomerName } from './names.ts';
import { putBack, start } from './put-back.ts';
import type { Recreated } from './recreate-body.ts';
import { attempt, connect, create, disconnect, findContainer, lastLines, remove, rename } from './update-calls.ts';
import { judge } from './well.ts';

export interface ReplaceTimes {
  /** How long a container without a health check must go on running. */
  readonly settleMs: number;
  readonly pollMs: number;
}
export const replaceTimes: ReplaceTimes = { settleMs: 2_000, pollMs: 200 };

export interface Replacement {
  readonly client: EngineClient;
  readonly hostId: string;
  readonly kind: 'update' | 'updateCode';
  /** The container as it is. */
  readonly old: InspectedContainer;
  readonly recreated: Recreated;
  /** Puts files into the new container before its first start; progress in percent. */
  fill: ((containerId: string, signal: AbortSignal, report: (percent: number) => void) => Promise<Result<null>>) | null;
  readonly readyWithinSeconds: number;
  readonly flow: Pick<FlowParts, 'hand' | 'isConnected' | 'statusOf'>;
  readonly journal: Journal;
  readonly log: Log;
  /** The new one is nobody else's either until the update ends: a stop of it would pass for a failure of its own. */
  alsoConcerns(containerId: string): void;
  readonly times?: ReplaceTimes;
}

type Report = (progress: Progress) => void;

/**
 * Puts a new container in the place of an old one. The new one is made ready under a name of its own while the old one runs;
 * then the old one is stopped and renamed, the new one takes its name and starts. When it is well the old one is removed, its
 * volumes kept; else the old one comes back, and the Failure says so and why. An old one that did not run: the new one isn't
 * started either. Cancelling puts back too. @returns the new id
 */
export async function replaceContainer(it: Replacement, signal: AbortSignal, report: Report): Promise<Result<string>> {
  const { client, old } = it;
  const tell = (percent: number, message: string) => report({ percent, message, layers: [] });
  let entry: JournalEntry = {
    hostId: it.hostId,
    name: old.Name,
    oldId: old.Id,
    newId: null,
    wasRunning: old.State.Running,
    well: false,
    pid: process.pid,
  };
  const note = async (patch: Partial<JournalEntry>) => {
    entry = { ...entry, ...patch };
    await it.journal.write(entry);
  };
  await note({});
  const made = await makeReady(it, signal, tell, (newId) => {
    it.alsoConcerns(newId);
    return note({ newId });
  });
  const switched = made.ok ? await takePlace(it, made.value, signal, tell) : made;
  if (!made.ok || !switched.ok) return undo(it, entry, switched.ok ? made : switched, tell);
  await note({ well: true });
  tell(95, 'Removing the old container');
  const removed = await attempt(client, { kind: it.kind, name: old.Name }, () => remove(client, old.Id, false));
  if (!removed.ok)
    it.log.warn('The old container of an update could not be removed', { name: asideName(old.Name, old.Id), failure: removed.failure });
  // What is left of the old one stays noted, and is removed when the engine is connected anew.
  if (removed.ok) await it.journal.remove(old.Id);
  else it.journal.release(old.Id);
  tell(100, 'Done');
  return made;
}

type Tell = (percent: number, message: string) => void;

/** All that needs no pause of the old one. */
async function makeReady(it: Replacement, signal: AbortSignal, tell: Tell, made: (id: string) => Promise<void>): Promise<Result<string>> {
  const { client, old, recreated } = it;
  const created = await attempt(client, { kind: it.kind, name: old.Name }, async () => {
    tell(30, 'Creating the new container');
    signal.throwIfAborted();
    const id = await create(client, newcomerName(old.Name, old.Id), recreated.body);
    await made(id);
    signal.throwIfAborted();
    for (const network of recreated.disconnect) await disconnect(client, network, id, signal);
    for (const { network, endpoint } of recreated.connect) {
      tell(35, `Connecting it to ${network}`);
      await connect(client, network, id, endpoint, signal);
    }
    return id;
  });
  if (!created.ok || !it.fill) return created;
  tell(40, 'Copying the code');
  const filled = await it.fill(created.value, signal, (percent) => tell(40 + percent * 0.25, 'Copying the code'));
  return filled.ok ? created : filled;
}

async function takePlace(it: Replacement, newId: string, signal: AbortSignal, tell: Tell): Promise<Result<null>> {
  const { client, old } = it;
  const target = { containerId: old.Id, name: old.Name };
  const swapNames = async () => {
    await rename(client, old.Id, asideName(old.Name, old.Id));
    await rename(client, newId, old.Name);
  };
  const flowState = it.flow.statusOf(it.hostId, old.Id)?.state.state;
  // One whose socket is not ours, or could not be made, can't be waited for.
  const isFlow = flowState === 'waiting' || flowState === 'connected';
  const handed = await it.flow.hand(it.hostId, old.Id, newId);
  if (!handed.ok) return handed;
  if (!old.State.Running) return orNothing(await attempt(client, { kind: it.kind, name: old.Name }, swapNames));
  tell(70, 'Stopping the old container');
  // With --rm the old one is gone once it has stopped, so its name is taken before.
  const vanishes = old.HostConfig.AutoRemove === true;
  const named = vanishes ? await attempt(client, { kind: it.kind, name: old.Name }, swapNames) : succeed(undefined);
  if (!named.ok) return named;
  const stopped = await stopContainer(client, target, null, { signal });
  if (!stopped.ok) return stopped;
  const started = await attempt(client, { kind: it.kind, name: old.Name }, async () => {
    if (!vanishes) await swapNames();
    tell(80, 'Starting the new container');
    await start(client, newId, signal);
  });
  if (!started.ok) return started;
  tell(85, 'Waiting until it is ready');
  return waitUntilWell(it, newId, isFlow, signal);
}

function orNothing<T>(result: Result<T>): Result<null> {
  return result.ok ? succeed(null) : result;
}

async function waitUntilWell(it: Replacement, newId: string, isFlow: boolean, signal: AbortSignal): Promise<Result<null>> {
  const { settleMs, pollMs } = it.times ?? replaceTimes;
  const beganMs = performance.now();
  const withinMs = it.readyWithinSeconds * 1000;
  const looked = await attempt(it.client, { kind: it.kind, name: it.old.Name }, async () => {
    for (;;) {
      const sinceStartMs = performance.now() - beganMs;
      const fresh = await findContainer(it.client, newId, signal);
      if (!fresh) return fail('docker_api_error', 'ended and was removed by the engine (--rm)');
      const flowConnected = isFlow ? it.flow.isConnected(it.hostId, newId) : null;
      const look = { state: fresh.State, restartCount: fresh.RestartCount, sinceStartMs, flowConnected };
      // A time that is shorter than the settling is the user's own wish.
      const verdict = judge(look, Math.min(settleMs, withinMs));
      if (verdict.kind === 'well') return succeed(null);
      if (verdict.kind === 'failed' || sinceStartMs >= withinMs)
        return fail('docker_api_error', verdict.why, await evidence(it.client, fresh));
      await delay(pollMs, undefined, { signal });
    }
  });
  if (!looked.ok || looked.value.ok) return looked.ok ? looked.value : looked;
  const { message, details } = looked.value.failure;
  return fail('docker_api_error', `The new container of ${it.old.Name} ${message}.`, details);
}

/** What helps to see why it failed, without secrets. */
async function evidence(client: EngineClient, fresh: InspectedContainer): Promise<Record<string, string>> {
  const lines = await lastLines(client, fresh.Id);
  const health = fresh.State.Health?.Log?.at(-1)?.Output.trim() ?? '';
  return {
    ...(fresh.State.Running ? {} : { exitCode: String(fresh.State.ExitCode) }),
    ...(health === '' ? {} : { healthCheck: redactText(health.slice(0, 1_000)) }),
    ...(lines === '' ? {} : { lastLines: lines }),
  };
}

async function undo(it: Replacement, entry: JournalEntry, failed: Result<unknown>, tell: Tell): Promise<Result<never>> {
  const failure: Failure = failed.ok ? makeFailure('system_error', 'It failed.') : failed.failure;
  tell(90, 'Bringing the old container back');
  const back = await putBack(it.client, entry, it.flow);
  // What could not be put back stays noted: it is tried again when the engine is connected anew.
  if (back.ok) await it.journal.remove(entry.oldId);
  else it.journal.release(entry.oldId);
  return { ok: false, failure: { ...failure, ...outcomeOf(it, failure, back) } };
}

function outcomeOf(it: Replacement, failure: Failure, back: Result<'back' | 'gone'>): Pick<Failure, 'message' | 'details'> {
  const { Name: name, Id: id, State: state } = it.old;
  if (!back.ok) {
    const aside = asideName(name, id);
    return {
      message: `${failure.message} The old container could not be brought back: ${back.failure.message} It may be called ${aside}; Quarterdeck tries again when the engine is connected anew.`,
      details: { ...failure.details, rolledBack: 'no' },
    };
  }
  if (back.value === 'gone') {
    const why = it.old.HostConfig.AutoRemove === true ? 'ran with --rm and is gone' : 'was removed meanwhile';
    return {
      message: `${failure.message} The old container ${why}, so it can’t be brought back. Correct what failed and create ${name} again.`,
      details: { ...failure.details, rolledBack: 'no' },
    };
  }
  const how = state.Running ? 'the old container runs on under its name' : 'the old container is as it was';
  return { message: `${failure.message} Rolled back: ${how}.`, details: { ...failure.details, rolledBack: 'yes' } };
}
