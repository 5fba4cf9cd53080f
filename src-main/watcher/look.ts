import { stat } from 'node:fs/promises';
import type { Problem } from '../../src-shared/model.ts';
import type { EngineAddress } from '../docker/address.ts';
import { openClient } from '../docker/client.ts';
import { type Described, describeEngine } from '../docker/describe-engine.ts';
import { toProblem } from '../docker/problems.ts';
import { ping } from '../docker/read-containers.ts';
import type { WakeGuard } from '../docker/systemd.ts';

export interface LookOptions {
  /** How long the engine may take for the ping, and for what follows it. */
  readonly pingDeadlineMs: number;
  readonly deadlineMs: number;
  /** Set where a touch may wake an engine; null to touch it all the same. */
  readonly guard: WakeGuard | null;
  readonly signal: AbortSignal;
}

/** Looks whether an engine answers at an address, and what it is. Leaves no connection behind; rejects only on abort. */
export async function lookForEngine(address: EngineAddress, options: LookOptions): Promise<Described> {
  const { signal } = options;
  if (await isMissing(address)) return { ok: false, problem: toProblem({ code: 'ENOENT' }, address) };
  if (options.guard && (await options.guard.isStoppedOnPurpose())) return { ok: false, problem: stoppedOnPurpose(address) };
  const client = openClient(address, { apiVersion: null, connections: 2 });
  try {
    await ping(client, { deadlineMs: options.pingDeadlineMs, signal });
    return await describeEngine(client, { deadlineMs: options.deadlineMs, signal });
  } catch (error) {
    signal.throwIfAborted();
    return { ok: false, problem: toProblem(error, address) };
  } finally {
    client.close();
  }
}

/** A look at the folder is cheaper than a connection, and by far the most usual answer while there is no engine. */
async function isMissing(address: EngineAddress): Promise<boolean> {
  const transport = address.transport;
  if (transport.kind !== 'socket' || transport.path.startsWith('//./pipe/')) return false;
  try {
    await stat(transport.path);
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
  }
}

function stoppedOnPurpose(address: EngineAddress): Problem {
  return {
    kind: 'stoppedOnPurpose',
    message: `The engine at ${address.text} was stopped. Start it with 'systemctl start docker', or retry here: that starts it too.`,
  };
}
