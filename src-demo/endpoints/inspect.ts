import { sendJson, sendOutcome } from '../http/answer.ts';
import type { Handler } from '../http/exchange.ts';
import { inspectShape } from '../shapes/inspect.ts';
import { noSuchContainer } from '../world/refusal.ts';
import { findContainer } from '../world/world.ts';

/** GET /containers/{id}/json */
export const inspect: Handler = ({ response, subject, world }) => {
  const container = findContainer(world, subject);
  if (!container) sendOutcome(response, noSuchContainer(subject));
  else sendJson(response, 200, inspectShape(container, world.clock.nowMs()));
};
