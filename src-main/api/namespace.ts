import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { type Failure, fail, makeFailure, type Result, succeed } from '../../src-shared/failure.ts';
import type { Actor } from '../../src-shared/model.ts';
import type { Handlers } from '../commands/dispatch.ts';
import type { Caller } from '../commands/parts.ts';
import type { Log } from '../lib/log.ts';
import { isReserved, reserveOperationId } from '../operations/reserved-ids.ts';
import type { Acknowledge, ApiClient, ApiNamespace } from './client.ts';
import { failureForPrograms } from './config-wire.ts';
import type { Known } from './known.ts';
import { lifecycleRequests, problemOf } from './lifecycle-requests.ts';
import { otherRequests } from './other-requests.ts';
import type { ApiCore, RequestHandlers } from './request-handlers.ts';
import { isRequestName, type RequestName, type RequestOf, requests } from './requests.ts';
import { StatsSubscriptions } from './stats.ts';
import { answerOf, type WireFailure, type WireSuccess } from './wire.ts';

export interface ProgramsOptions {
  readonly core: ApiCore;
  readonly handlers: Handlers;
  readonly known: Known;
  readonly log: Log;
}

/** An operation does not end with the program that asked for it. */
const endless = new AbortController().signal;

/**
 * `/`: what programs may ask. Each event is answered by its acknowledgement; without one, a Failure goes out as
 * `operation_error`. What was begun goes on when the program goes away.
 */
export function programsNamespace({ core, handlers, known, log }: ProgramsOptions): ApiNamespace {
  const stats = new StatsSubscriptions(core);
  const table: RequestHandlers = {
    ...lifecycleRequests(core.parts, handlers, known),
    ...otherRequests(core, handlers, known, stats),
  };

  const answer = async (client: ApiClient, event: string, values: readonly unknown[]): Promise<WireSuccess | WireFailure> => {
    if (!isRequestName(event)) {
      return answerOf(fail('validation_error', 'Quarterdeck does not know this event. docs/api.md lists those that it does.'), {
        operation: event,
      });
    }
    if (values.length > 1) {
      return answerOf(fail('validation_error', 'An event takes one object with its fields. Put everything in it.'), { operation: event });
    }
    const by: Actor = { kind: 'script', name: client.name };
    const operationId = reserveOperationId(by);
    const caller: Caller = { id: client.id, actor: by, push: () => {}, signal: endless };
    const argument = values[0] ?? {};
    const result = await perform(event, argument, caller);
    const begun = !isReserved(by);
    if (!result.ok) {
      const named = containerOf(argument);
      return answerOf(
        { ok: false, failure: failureForPrograms(result.failure) },
        {
          ...(named === null ? {} : { container_id: named }),
          operation: event,
          ...(begun ? { operation_id: operationId } : {}),
        },
      );
    }
    const plain = !begun || typeof result.value !== 'object' || Array.isArray(result.value);
    return answerOf(plain ? result : succeed({ ...result.value, operation_id: operationId }));
  };

  const perform = async <R extends RequestName>(event: R, argument: unknown, caller: Caller): Promise<Result<unknown>> => {
    const schema: z.ZodType<RequestOf<R>> = requests[event] as never;
    try {
      const parsed = schema.safeParse(argument);
      return parsed.success ? await table[event](parsed.data, caller) : problemOf(parsed.error);
    } catch (error) {
      const reference = randomUUID().slice(0, 8);
      log.error('A request threw', { event, reference, error });
      const message = `Quarterdeck made a mistake. Try again; if it happens again, report it with the log’s line ${reference}.`;
      return { ok: false, failure: makeFailure('system_error', message, { reference }) };
    }
  };

  const send = (client: ApiClient, event: string, wire: WireSuccess | WireFailure, acknowledge: Acknowledge | null) => {
    const facts = { event, client: client.name, id: client.id };
    if (wire.error) log.info('A request failed', { ...facts, kind: wire.error_type, why: wire.message });
    else log.debug('A request was answered', facts);
    if (acknowledge) acknowledge(wire);
    else if (wire.error) client.socket.emit('operation_error', wire);
  };

  return {
    path: '/',
    connected: (client) => {
      stats.add(client.id, (it) => client.socket.emit('container_stats', it));
      client.signal.addEventListener('abort', () => stats.remove(client.id), { once: true });
    },
    handle: (client, event, values, acknowledge) => {
      answer(client, event, values).then(
        (wire) => send(client, event, wire, acknowledge),
        (error: unknown) => log.error('An answer could not be sent', { event, error }),
      );
    },
    refuse: (client, event, failure: Failure, acknowledge) =>
      send(client, event, answerOf({ ok: false, failure }, { operation: event }), acknowledge),
  };
}

function containerOf(argument: unknown): string | null {
  if (typeof argument !== 'object' || argument === null || !('container_id' in argument)) return null;
  return typeof argument.container_id === 'string' ? argument.container_id.slice(0, 255) : null;
}
