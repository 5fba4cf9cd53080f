import { realpath } from 'node:fs/promises';
import type { Attempt, Discovery } from '../../src-shared/discovery.ts';
import type { Problem } from '../../src-shared/model.ts';
import type { EngineAddress } from '../docker/address.ts';
import type { EngineDescription } from '../docker/describe-engine.ts';
import { type Candidate, type DiscoveryPlan, planDiscovery } from '../docker/discover.ts';
import type { WakeGuard } from '../docker/systemd.ts';
import { openScope } from '../lib/scope.ts';
import { Alarm, wait } from '../lib/wait.ts';
import { lookForEngine } from './look.ts';
import type { WatcherOptions } from './options.ts';

export interface FoundEngine {
  readonly address: EngineAddress;
  readonly name: string;
  /** Null where the address was named by somebody and has not been tried yet. */
  readonly description: EngineDescription | null;
  readonly guard: WakeGuard | null;
}

export interface SearchParts {
  readonly engineAddress: string | null;
  readonly guard: WakeGuard;
  readonly options: WatcherOptions;
  readonly onFound: (engine: FoundEngine) => void;
  readonly onReport: (discovery: Discovery) => void;
}

type Outcome = Attempt['outcome'];

interface Turn {
  readonly guard: WakeGuard | null;
  readonly wake: boolean;
  /** The looks at more usual places. */
  readonly earlier: readonly Promise<void>[];
}

const orderPatienceMs = 150;

/** Looks for engines until it is ended: often while there is none, now and then while there is one. */
export class EngineSearch {
  private readonly alarm = new Alarm();
  private readonly outcomes = new Map<string, Outcome>();
  /** Addresses that are Hosts already, or another way to the engine of one. */
  private readonly settled = new Set<string>();
  private readonly engineIds = new Set<string>();
  private plan: DiscoveryPlan | null = null;
  private wakeOnce = false;
  private complete = false;
  private reported = '';
  private readonly parts: SearchParts;

  constructor(parts: SearchParts) {
    this.parts = parts;
  }

  /** Looks now, and touches what may be asleep. */
  retry(): void {
    this.wakeOnce = true;
    this.lookNow();
  }

  /** Looks now, and touches nothing that may be asleep. */
  lookNow(): void {
    this.alarm.ring();
  }

  /** A Host tells how it stands with its address. */
  setOutcome(address: string, outcome: Outcome): void {
    this.outcomes.set(address, outcome);
    this.report();
  }

  async run(signal: AbortSignal): Promise<void> {
    const { options, engineAddress } = this.parts;
    while (!signal.aborted) {
      const plan = await planDiscovery(engineAddress, options.surroundings);
      if (signal.aborted) return;
      this.plan = plan;
      const wake = this.wakeOnce;
      this.wakeOnce = false;
      await this.tryAll(plan, wake, signal);
      if (signal.aborted) return;
      this.complete = true;
      this.report();
      await this.alarm.wait(this.settled.size > 0 ? options.rescanMs : options.searchMs, signal);
    }
  }

  private async tryAll(plan: DiscoveryPlan, wake: boolean, signal: AbortSignal): Promise<void> {
    const paths = new Map<string, EngineAddress>();
    const looks: Promise<void>[] = [];
    for (const candidate of plan.candidates) {
      const { parsed } = candidate;
      if (!parsed.ok) {
        this.outcomes.set(parsed.text, { state: 'failed', problem: parsed.problem });
        continue;
      }
      if (this.settled.has(parsed.address.text)) continue;
      const place = await placeOf(parsed.address);
      if (paths.has(place)) continue;
      paths.set(place, parsed.address);
      const guard = candidate.wakesEngine ? this.parts.guard : null;
      if (plan.explicit) this.settle({ address: parsed.address, name: candidate.label, description: null, guard });
      else looks.push(this.tryOne(candidate, parsed.address, { guard, wake, earlier: [...looks] }, signal));
    }
    await Promise.all(looks);
  }

  private async tryOne(candidate: Candidate, address: EngineAddress, { guard, wake, earlier }: Turn, signal: AbortSignal): Promise<void> {
    const { connectDeadlineMs } = this.parts.options;
    let problem: Problem | null = null;
    try {
      const described = await lookForEngine(address, {
        pingDeadlineMs: connectDeadlineMs,
        deadlineMs: connectDeadlineMs,
        guard: wake ? null : guard,
        signal,
      });
      // One engine behind two sockets is always the same Host: the more usual socket's.
      if (described.ok) await waitAtMost(earlier, orderPatienceMs, signal);
      signal.throwIfAborted();
      if (described.ok) this.settle({ address, name: candidate.label, description: described.description, guard });
      else problem = described.problem;
    } catch {
      // Only an abort rejects.
      return;
    }
    this.outcomes.set(address.text, problem ? { state: 'failed', problem } : { state: 'answered' });
    if (this.complete || problem === null) this.report();
  }

  private settle(engine: FoundEngine): void {
    this.settled.add(engine.address.text);
    const engineId = engine.description?.engineId ?? null;
    if (engineId !== null && this.engineIds.has(engineId)) return;
    if (engineId !== null) this.engineIds.add(engineId);
    this.parts.onFound(engine);
  }

  /** Tells when something has changed since it was last told. */
  private report(): void {
    if (!this.plan) return;
    const { source, sourceText, candidates } = this.plan;
    const attempts: Attempt[] = candidates.flatMap(({ label, parsed }) => {
      const address = parsed.ok ? parsed.address.text : parsed.text;
      const outcome = this.outcomes.get(address);
      return outcome ? [{ address, label, outcome }] : [];
    });
    // An address that somebody named is tried by its Host, which has not said anything at first.
    const complete = this.complete && attempts.length > 0;
    const news = JSON.stringify([source, sourceText, attempts, complete]);
    if (news === this.reported) return;
    this.reported = news;
    this.parts.onReport({ source, sourceText, attempts, atMs: Date.now(), complete });
  }
}

async function waitAtMost(others: readonly Promise<void>[], patienceMs: number, signal: AbortSignal): Promise<void> {
  const scope = openScope(signal);
  await Promise.race([Promise.all(others), wait(patienceMs, scope.signal)]);
  scope.end();
}

/** Two paths of one socket are one place: `/var/run` is mostly a link to `/run`. */
async function placeOf(address: EngineAddress): Promise<string> {
  if (address.transport.kind !== 'socket') return address.text;
  const { path } = address.transport;
  return realpath(path).catch(() => path);
}
