import { sendError, sendJson, sendOutcome } from '../http/answer.ts';
import { type Exchange, type Handler, isSet, wholeNumber } from '../http/exchange.ts';
import { isRefusal, labelsFit, parseFilters } from '../http/filters.ts';
import type { Container } from '../world/container.ts';
import { discard, start } from '../world/lifecycle.ts';
import { pause, unpause } from '../world/pausing.ts';
import { noSuchContainer, type Refusal } from '../world/refusal.ts';
import { rename } from '../world/renaming.ts';
import { kill, remove, restart, stop } from '../world/stopping.ts';
import { findContainer, type World } from '../world/world.ts';

type Action = (world: World, container: Container, query: URLSearchParams) => Refusal | null | Promise<Refusal | null>;

const usualGraceSeconds = 10;

/** The actions of POST /containers/{id}/{action}, and 'remove' for DELETE /containers/{id}. */
export const actions: Readonly<Record<string, Handler>> = {
  start: acting((world, container) => start(world, container)),
  stop: graced((world, container, seconds) => stop(world, container, seconds)),
  restart: graced((world, container, seconds) => restart(world, container, seconds)),
  kill: acting(
    (world, container, query) => kill(world, container, query.get('signal') || 'KILL'),
    (subject) => ({ status: 404, message: `Cannot kill container: ${subject}: No such container: ${subject}` }),
  ),
  pause: acting((world, container) => pause(world, container)),
  unpause: acting((world, container) => unpause(world, container)),
  rename: acting((world, container, query) => rename(world, container, query.get('name') ?? '')),
  remove: acting((world, container, query) => remove(world, container, isSet(query, 'force'))),
};

/** POST /containers/{id}/wait: answers when the container ends. */
export const wait: Handler = async ({ response, subject, world }) => {
  const container = findContainer(world, subject);
  if (!container) {
    sendOutcome(response, noSuchContainer(subject));
    return;
  }
  if (container.pid > 0) {
    await new Promise<void>((resolve) => {
      container.onEnd.add(resolve);
      response.once('close', () => {
        container.onEnd.delete(resolve);
        resolve();
      });
    });
  }
  sendJson(response, 200, { Error: null, StatusCode: container.exitCode });
};

/** POST /containers/prune */
export const prune: Handler = ({ query, response, world }) => {
  const filters = parseFilters(query);
  if (isRefusal(filters)) {
    sendError(response, filters.status, filters.message);
    return;
  }
  const unknown = [...filters.keys()].find((key) => key !== 'label' && key !== 'label!' && key !== 'until');
  if (unknown !== undefined) {
    sendError(response, 400, `Invalid filter '${unknown}'`);
    return;
  }
  const stopped = [...world.containers.values()].filter(
    ({ status, spec }) => (status === 'exited' || status === 'created') && labelsFit(filters, spec.labels),
  );
  for (const container of stopped) discard(world, container);
  world.bus.emit({ type: 'container', action: 'prune', id: null, image: null, attributes: { reclaimed: '0' } });
  const deleted = stopped.map((container) => container.spec.id);
  sendJson(response, 200, { ContainersDeleted: deleted.length > 0 ? deleted : null, SpaceReclaimed: 0 });
};

function acting(action: Action, absent: (subject: string) => Refusal = noSuchContainer): Handler {
  return async ({ query, response, subject, world }: Exchange) => {
    const container = findContainer(world, subject);
    sendOutcome(response, container ? await action(world, container, query) : absent(subject));
  };
}

function graced(action: (world: World, container: Container, seconds: number) => Promise<Refusal | null>): Handler {
  return acting((world, container, query) => {
    const seconds = wholeNumber(query, 't');
    if (seconds === 'malformed') {
      return { status: 500, message: `strconv.Atoi: parsing "${query.get('t')}": invalid syntax` };
    }
    return action(world, container, seconds ?? usualGraceSeconds);
  });
}
