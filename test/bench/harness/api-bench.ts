import type { Socket } from 'socket.io-client';
import { processesOf } from '../../../scripts/lib/processes.mjs';
import { type Answer, ask } from '../../support/api.ts';
import { startEngine, type TestEngine } from '../../support/engine.ts';
import { type LiveApi, openLiveApi } from '../../support/live-api.ts';
import type { BenchContext } from './bench.ts';
import { goAhead } from './precedence.ts';

/** A real engine with the API before it; core and clients are in this process. */
export interface ApiBench {
  readonly engine: TestEngine;
  readonly live: LiveApi;
  clients(count: number): Promise<Socket[]>;
}

export async function withApi<R>(context: BenchContext, work: (bench: ApiBench) => Promise<R>): Promise<R> {
  const engine = await startEngine();
  try {
    if (context.ahead) for (const id of processesOf(engine.folder)) goAhead(id);
    const live = await openLiveApi(engine.dockerHost);
    try {
      const clients = (count: number) =>
        Promise.all(Array.from({ length: count }, (_, index) => live.connected('websocket', `bench ${index}`)));
      return await work({ engine, live, clients });
    } finally {
      await live.close();
    }
  } finally {
    await engine.dispose();
  }
}

/** Throws where the answer is a Failure: a bench measures successes. */
export async function askWell(socket: Socket, event: string, argument: object): Promise<Answer> {
  const answer = await ask(socket, event, argument, 60_000);
  if (answer.error) throw new Error(`${event}: ${answer.message}`);
  return answer;
}
