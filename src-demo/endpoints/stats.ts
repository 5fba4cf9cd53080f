import type { ServerResponse } from 'node:http';
import { beginStream, sendJson, sendOutcome } from '../http/answer.ts';
import { type Handler, isSet } from '../http/exchange.ts';
import { type Reading, readContainer, statsShape } from '../shapes/stats.ts';
import type { Container } from '../world/container.ts';
import { noSuchContainer } from '../world/refusal.ts';
import { findContainer, type World } from '../world/world.ts';
import type { Ticker } from './ticker.ts';

const tickMs = 1_000;

/** GET /containers/{id}/stats: a frame at each tick, or one. `ticker` is shared: one timer for all streams. */
export function statsWith(ticker: Ticker): Handler {
  return ({ query, response, subject, world, streams, faults }) => {
    const container = findContainer(world, subject);
    if (!container) {
      sendOutcome(response, noSuchContainer(subject));
      return;
    }
    const streamed = !query.has('stream') || isSet(query, 'stream');
    if (!streamed) {
      answerOnce(world, container, response, isSet(query, 'one-shot'), ticker);
      return;
    }
    beginStream(response, null);
    let before: Reading | null = null;
    const unsubscribe = ticker.onTick((atMs) => {
      if (!world.containers.has(container.spec.id)) {
        response.end();
        return;
      }
      // A reader that can't follow misses frames, as nothing is kept for it.
      if (faults.hanging() || response.writableNeedDrain) return;
      const now = readContainer(world, container, atMs);
      response.write(`${JSON.stringify(statsShape(container, now, before))}\n`);
      before = now;
    });
    streams.add('stats', response, unsubscribe);
  };
}

function answerOnce(world: World, container: Container, response: ServerResponse, oneShot: boolean, ticker: Ticker): void {
  const answer = (atMs: number, before: Reading | null) => {
    sendJson(response, 200, statsShape(container, readContainer(world, container, atMs), before));
  };
  if (oneShot || container.pid === 0) {
    answer(world.clock.nowMs(), null);
    return;
  }
  const unsubscribe = ticker.onTick((atMs) => {
    unsubscribe();
    const beforeMs = Math.max(atMs - tickMs, container.startedAtMs ?? 0);
    answer(atMs, readContainer(world, container, beforeMs));
  });
  response.once('close', unsubscribe);
}
