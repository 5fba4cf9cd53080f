import { z } from 'zod';
import { type CoreCommandName, coreContract } from '../../src-shared/contract.ts';
import { fail, type Result, succeed } from '../../src-shared/failure.ts';
import {
  type Greeting,
  greetingSchema,
  historyToWire,
  remoteEvents,
  remoteNamespace,
  remoteProtocol,
} from '../../src-shared/remote-wire.ts';
import { sampleHistorySchema } from '../../src-shared/samples.ts';
import type { Caller } from '../commands/parts.ts';
import type { Core } from '../core.ts';
import type { Log } from '../lib/log.ts';
import type { ApiClient, ApiNamespace } from './client.ts';
import { ContractSession } from './contract-session.ts';
import { hostIdsIn, isOwnHost } from './exposed-changes.ts';
import { ExposedFleet, type ExposedOptions } from './exposed-fleet.ts';
import { firstLook } from './first-look.ts';

export interface ContractNamespaceOptions {
  readonly core: Pick<Core, 'keeper' | 'samples' | 'onSamples' | 'setVisible'>;
  readonly dispatch: (name: unknown, argument: unknown, caller: Caller) => Promise<Result<unknown>>;
  /** This machine's name, by which others show it. */
  readonly name: string;
  readonly log: Log;
  readonly exposed?: ExposedOptions;
}

/** What belongs to whoever sits at this machine. */
const notForOthers: ReadonlySet<CoreCommandName> = new Set<CoreCommandName>([
  'getSettings',
  'updateSettings',
  'startDemoEngine',
  'stopDemoEngine',
]);

const invokeSchema = z.object({ command: z.string().max(64), argument: z.unknown() });
const visibleSchema = z.object({ visible: z.boolean() });
const operationSchema = z.object({ operationId: z.string() });

/** `/quarterdeck`: the contract for another Quarterdeck, which shows our engines as its hosts. Whoever opens it disposes it. */
export function openContractNamespace(options: ContractNamespaceOptions): ApiNamespace & { dispose(): void } {
  const { core, log } = options;
  let opened: ExposedFleet | null = null;
  const disposed = new AbortController();
  const looked = firstLook(core.keeper, disposed.signal);
  const sessions = new Map<string, ContractSession>();
  // Nothing is kept for others before the first one has come.
  const expose = (): ExposedFleet => {
    if (opened) return opened;
    opened = new ExposedFleet(core.keeper, options.exposed);
    opened.onBatch((batch) => {
      for (const session of sessions.values()) session.takeBatch(batch);
    });
    return opened;
  };
  const endSamples = core.onSamples((batch) => {
    for (const session of sessions.values()) session.takeSamples(batch);
  });

  const invoke = async (session: ContractSession, command: string, argument: unknown): Promise<unknown> => {
    const refusal = refusalOf(command, argument);
    if (refusal) return refusal;
    if (command === 'getSnapshot') {
      const snapshot = expose().snapshot();
      session.told(snapshot.sequence);
      return succeed(snapshot);
    }
    const answer = await options.dispatch(command, argument, session.caller);
    return command === 'getSampleHistory' && answer.ok ? succeed(ownHistory(answer.value)) : answer;
  };

  const refusalOf = (command: string, argument: unknown): Result<never> | null => {
    if (!isOffered(command))
      return fail('validation_error', 'This command is not for another Quarterdeck. Use it where that one runs.', { command });
    if (hostIdsIn(argument).every(isOwnHost) && isOwnOperation(argument)) return null;
    return fail('validation_error', 'This engine is another Quarterdeck’s. Connect to that one directly.', { command });
  };

  const isOwnOperation = (argument: unknown): boolean => {
    const parsed = operationSchema.safeParse(argument);
    const operation = parsed.success ? core.keeper.fleet.operations.get(parsed.data.operationId) : undefined;
    return operation === undefined || isOwnHost(operation.hostId);
  };

  const begin = (client: ApiClient, greeting: Greeting): void => {
    if (client.signal.aborted) return;
    sessions.set(client.id, new ContractSession({ client, greeting, exposed: expose(), samples: core.samples, name: options.name }));
    const leave = () => {
      sessions.delete(client.id);
      core.setVisible(client.id, false);
    };
    client.signal.addEventListener('abort', leave, { once: true });
  };

  return {
    path: remoteNamespace,
    connected: (client) => {
      const greeting = greetingSchema.safeParse(client.socket.handshake.auth);
      if (!greeting.success || greeting.data.protocol !== remoteProtocol) {
        const reason = greeting.success ? 'protocol' : 'greeting';
        log.warn('Another Quarterdeck was refused', { client: client.name, reason });
        client.socket.emit(remoteEvents.refused, { reason, protocol: remoteProtocol });
        client.socket.disconnect(true);
        return;
      }
      void looked.then(() => begin(client, greeting.data));
    },
    handle: (client, event, [argument], acknowledge) => {
      const session = sessions.get(client.id);
      if (!session) {
        acknowledge?.(
          fail('system_error', 'The engines are still being looked at. Wait for the hello, then ask again.', { command: event }),
        );
        return;
      }
      respond(session, client, event, argument).then(
        (answer) => acknowledge?.(answer),
        (error: unknown) => log.error('Another Quarterdeck could not be answered', { event, error }),
      );
    },
    refuse: (_client, _event, failure, acknowledge) => acknowledge?.({ ok: false, failure }),
    dispose: () => {
      disposed.abort();
      endSamples();
      opened?.dispose();
    },
  };

  async function respond(session: ContractSession, client: ApiClient, event: string, argument: unknown): Promise<unknown> {
    switch (event) {
      case remoteEvents.alive:
        return succeed(null);
      case remoteEvents.setVisible: {
        const parsed = visibleSchema.safeParse(argument);
        if (!parsed.success) return fail('validation_error', 'Say whether it is visible.');
        core.setVisible(client.id, parsed.data.visible);
        session.setVisible(parsed.data.visible);
        return succeed(null);
      }
      case remoteEvents.invoke: {
        const parsed = invokeSchema.safeParse(argument);
        if (!parsed.success) return fail('validation_error', 'Name the command, and give its argument.');
        return invoke(session, parsed.data.command, parsed.data.argument);
      }
      default:
        return fail('validation_error', 'Quarterdeck does not know this event.', { event });
    }
  }
}

function isOffered(command: string): command is CoreCommandName {
  return Object.hasOwn(coreContract, command) && ![...notForOthers].some((name) => name === command);
}

/** Without what we reach through others, which `containers: null` asks for too. */
function ownHistory(value: unknown): unknown {
  return historyToWire(
    z
      .array(sampleHistorySchema)
      .parse(value)
      .filter(({ hostId }) => isOwnHost(hostId)),
  );
}
