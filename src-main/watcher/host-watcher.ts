import type { Attempt } from '../../src-shared/discovery.ts';
import type { Host, HostStatus, Problem } from '../../src-shared/model.ts';
import type { EngineAddress } from '../docker/address.ts';
import { type EngineClient, openClient } from '../docker/client.ts';
import type { EngineDescription } from '../docker/describe-engine.ts';
import { DeadlineError, toProblem } from '../docker/problems.ts';
import { ping } from '../docker/read-containers.ts';
import type { WakeGuard } from '../docker/systemd.ts';
import { RetryDelays } from '../lib/backoff.ts';
import { openScope } from '../lib/scope.ts';
import { Alarm } from '../lib/wait.ts';
import type { SendSamples } from '../samples/sampler.ts';
import { SlotLayout } from '../samples/slots.ts';
import type { ChangeOutbox } from './change-outbox.ts';
import { HostSession, type Log } from './host-session.ts';
import { lookForEngine } from './look.ts';
import type { WatcherOptions } from './options.ts';

export interface HostWatcherParts {
  readonly address: EngineAddress;
  readonly name: string;
  readonly demo: boolean;
  /** What the search has just learnt of the engine; null: it has not answered yet. */
  readonly found: EngineDescription | null;
  readonly guard: WakeGuard | null;
  readonly outbox: ChangeOutbox;
  readonly sendSamples: SendSamples;
  readonly options: WatcherOptions;
  readonly log: Log;
  /** Told whenever it becomes or ceases to be reachable, and at the first answer. */
  readonly onOutcome: (outcome: Attempt['outcome']) => void;
}

/** Why a session ended: what was wrong, and whether that is worth a second look before it is told. */
interface Loss {
  readonly problem: Problem;
  readonly hung: boolean;
}

/** One Host for as long as it is configured: connects, tells what happens there, and comes back whenever the engine does. */
export class HostWatcher {
  readonly hostId: string;
  private readonly slots = new SlotLayout();
  private readonly alarm = new Alarm();
  private readonly delays: RetryDelays;
  private session: HostSession | null = null;
  private watched: { readonly ids: ReadonlySet<string>; readonly visible: boolean } = { ids: new Set(), visible: false };
  private status: HostStatus;
  private wakeOnce = false;
  /** The containers when it was last lost; null: it has not been shown yet. */
  private earlierIds: readonly string[] | null = null;
  private readonly parts: HostWatcherParts;

  constructor(parts: HostWatcherParts) {
    this.parts = parts;
    this.hostId = parts.address.hostId;
    this.delays = new RetryDelays(parts.options.backoff);
    this.status = { state: 'connecting', sinceMs: Date.now() };
  }

  /** Tries now; touches an engine that was stopped on purpose. On a connected one: asks whether it is still there. */
  retry(): void {
    this.wakeOnce = this.session === null;
    this.lookNow();
  }

  /** The same, but an engine that was stopped on purpose stays so. */
  lookNow(): void {
    this.alarm.ring();
  }

  setWatched(ids: ReadonlySet<string>, visible: boolean): void {
    this.watched = { ids, visible };
    this.session?.setWatched(ids, visible);
  }

  /** Resolves once the signal has fired and all is closed. */
  async run(signal: AbortSignal): Promise<void> {
    this.parts.outbox.tell({ type: 'hostFound', host: this.host() });
    let description = this.parts.found;
    while (!signal.aborted) {
      try {
        description ??= await this.look(signal);
        if (!description) continue;
        const loss = await this.attend(description, signal);
        description = null;
        // An engine that drops us as soon as we are there is not to be asked again at once.
        if (loss.brief) await this.waitAfter(loss.problem, signal);
        else if (loss.hung) this.tellProblem(loss.problem, null, signal);
        else description = await this.lookAgain(signal);
      } catch (error) {
        if (signal.aborted) break;
        description = null;
        await this.waitAfter(toProblem(error, this.parts.address), signal);
      }
    }
  }

  private async look(signal: AbortSignal, pingDeadlineMs = this.parts.options.probeDeadlineMs): Promise<EngineDescription | null> {
    const { address, options } = this.parts;
    const guard = this.wakeOnce ? null : this.parts.guard;
    this.wakeOnce = false;
    const described = await lookForEngine(address, { pingDeadlineMs, deadlineMs: options.connectDeadlineMs, guard, signal });
    if (described.ok) return described.description;
    await this.waitAfter(described.problem, signal);
    return null;
  }

  /** Right after the event stream broke: an engine that still answers was never away, and nobody needs to be told. */
  private async lookAgain(signal: AbortSignal): Promise<EngineDescription | null> {
    const { address, options, guard } = this.parts;
    const described = await lookForEngine(address, { pingDeadlineMs: options.hiccupMs, deadlineMs: options.hiccupMs, guard, signal });
    if (described.ok) return described.description;
    this.tellProblem(described.problem, null, signal);
    return null;
  }

  /** Stays with the engine until it is lost. */
  private async attend(description: EngineDescription, signal: AbortSignal): Promise<Loss & { readonly brief: boolean }> {
    const { address, options, outbox, sendSamples, log } = this.parts;
    const scope = openScope(signal);
    const apiVersion = description.engine.apiVersion;
    const client = openClient(address, { apiVersion });
    const statsClient = openClient(address, { apiVersion, connections: 64 });
    const startedAtMs = performance.now();
    try {
      const session = new HostSession({
        client,
        statsClient,
        description,
        earlierIds: this.earlierIds,
        outbox,
        slots: this.slots,
        sendSamples,
        options,
        log,
        signal: scope.signal,
      });
      const { ended } = await session.start();
      this.session = session;
      this.status = { state: 'connected', sinceMs: Date.now() };
      this.parts.onOutcome({ state: 'answered' });
      session.setWatched(this.watched.ids, this.watched.visible);
      log('info', 'Connected to an engine', { address: address.text, version: description.engine.version });
      const closed: Promise<Loss> = ended.then(() => ({ problem: toProblem({ code: 'ECONNRESET' }, address), hung: false }));
      const loss = await Promise.race([closed, this.heartbeat(session, client, scope.signal)]);
      const brief = performance.now() - startedAtMs < options.stableMs;
      if (!brief) this.delays.reset();
      if (!signal.aborted) log('info', 'Lost an engine', { address: address.text, reason: loss.problem.message });
      return { ...loss, brief };
    } finally {
      if (this.session) this.earlierIds = this.session.containerIds();
      this.session = null;
      scope.end();
      client.close();
      statsClient.close();
    }
  }

  private async heartbeat(session: HostSession, client: EngineClient, signal: AbortSignal): Promise<Loss> {
    const { heartbeatMs, heartbeatDeadlineMs } = this.parts.options;
    let missed = false;
    while (!signal.aborted) {
      // A kept connection that the engine had closed just then is no lost engine: the second try is at once.
      if (!missed) await this.alarm.wait(heartbeatMs, signal);
      try {
        await ping(client, { deadlineMs: heartbeatDeadlineMs, signal });
        missed = false;
        session.seen();
      } catch (error) {
        const hung = error instanceof DeadlineError;
        if (missed || hung) return { problem: toProblem(error, this.parts.address), hung };
        missed = true;
      }
    }
    return { problem: { kind: 'connectionLost', message: 'No longer watched.' }, hung: false };
  }

  private async waitAfter(problem: Problem, signal: AbortSignal): Promise<void> {
    const { address, options } = this.parts;
    const delayMs = !address.local ? this.delays.next() : problem.kind === 'tooOld' ? options.patientProbeMs : options.probeMs;
    this.tellProblem(problem, address.local ? null : Date.now() + delayMs, signal);
    await this.alarm.wait(delayMs, signal);
  }

  /** Tells a status when it says something new: a local engine is looked for twice a second, which is no news. */
  private tellProblem(problem: Problem, nextTryAtMs: number | null, signal: AbortSignal): void {
    if (signal.aborted) return;
    const before = this.status;
    const state = waitsForTheUser(problem) ? 'unreachable' : 'reconnecting';
    const same = before.state === state && before.problem.kind === problem.kind && before.problem.message === problem.message;
    if (same && nextTryAtMs === null) return;
    const atMs = Date.now();
    const sinceMs = before.state === 'reconnecting' || before.state === 'unreachable' ? before.sinceMs : atMs;
    this.status = state === 'unreachable' ? { state, sinceMs, problem } : { state, sinceMs, nextTryAtMs, problem };
    this.parts.outbox.tell({ type: 'hostStatusChanged', hostId: this.hostId, atMs, status: this.status });
    this.parts.onOutcome({ state: 'failed', problem });
  }

  private host(): Host {
    const { address, name, demo } = this.parts;
    return {
      id: this.hostId,
      name,
      address: address.text,
      demo,
      engine: null,
      capabilities: { actions: false, logs: false, exec: false, flow: false, samples: 'none' },
      status: this.status,
      circuit: { state: 'closed' },
      lastSeenAtMs: null,
    };
  }
}

function waitsForTheUser(problem: Problem): boolean {
  switch (problem.kind) {
    case 'permissionDenied':
    case 'stoppedOnPurpose':
    case 'tooOld':
    case 'malformedAddress':
    case 'notSupportedYet':
      return true;
    default:
      return false;
  }
}
