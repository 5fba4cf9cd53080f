import type { Argument, CoreCommandName, Value } from '../../src-shared/contract.ts';
import { fail, type Result, succeed } from '../../src-shared/failure.ts';
import type { Fleet } from '../../src-shared/fleet.ts';
import type { Caller, ContainerReference, CoreHandlers, Handler } from './parts.ts';

/** A core that reaches some of the hosts for us. */
export interface Route {
  /** Asks it; host ids are ours on both ways. */
  forward<C extends CoreCommandName>(command: C, argument: Argument<C>, caller: Caller): Promise<Result<Value<C>>>;
}

export interface Routes {
  /** Who reaches the host; null: we do. A host of a remote that is known no more has a route whose answers are Failures. */
  routeTo(hostId: string): Route | null;
  all(): readonly Route[];
}

export const noRoutes: Routes = { routeTo: () => null, all: () => [] };

/** Commands about one host, which is named in their argument. */
type OneHost = { [C in CoreCommandName]: Argument<C> extends { hostId: string } ? C : never }[CoreCommandName];

/** Sends each command to the core nearest to its host; one about several hosts is split, and its answers are put together. */
export function routeCommands(own: CoreHandlers, routes: Routes, fleet: () => Fleet): CoreHandlers {
  const one =
    <C extends OneHost>(command: C, handler: Handler<C>): Handler<C> =>
    (argument, caller) => {
      const route = routes.routeTo(argument.hostId);
      return route ? route.forward(command, argument, caller) : handler(argument, caller);
    };
  const split = <T extends ContainerReference>(containers: readonly T[]): Map<Route | null, T[]> => {
    const parts = new Map<Route | null, T[]>();
    for (const container of containers) {
      const route = routes.routeTo(container.hostId);
      parts.set(route, [...(parts.get(route) ?? []), container]);
    }
    return parts;
  };
  const ofOneHost: Pick<CoreHandlers, OneHost> = {
    startContainer: one('startContainer', own.startContainer),
    stopContainer: one('stopContainer', own.stopContainer),
    restartContainer: one('restartContainer', own.restartContainer),
    killContainer: one('killContainer', own.killContainer),
    pauseContainer: one('pauseContainer', own.pauseContainer),
    unpauseContainer: one('unpauseContainer', own.unpauseContainer),
    renameContainer: one('renameContainer', own.renameContainer),
    removeContainer: one('removeContainer', own.removeContainer),
    pruneContainers: one('pruneContainers', own.pruneContainers),
    inspectContainer: one('inspectContainer', own.inspectContainer),
    getEnvironment: one('getEnvironment', own.getEnvironment),
    openLogs: one('openLogs', own.openLogs),
    createContainer: one('createContainer', own.createContainer),
    getCreateOptions: one('getCreateOptions', own.getCreateOptions),
    checkPorts: one('checkPorts', own.checkPorts),
    getConfigOf: one('getConfigOf', own.getConfigOf),
    pullImage: one('pullImage', own.pullImage),
    suggestName: one('suggestName', own.suggestName),
    updateCode: one('updateCode', own.updateCode),
    previewUpdate: one('previewUpdate', own.previewUpdate),
    updateContainer: one('updateContainer', own.updateContainer),
    deleteContainer: one('deleteContainer', own.deleteContainer),
    undoDelete: one('undoDelete', own.undoDelete),
    deleteContainerNow: one('deleteContainerNow', own.deleteContainerNow),
    ensureRunning: one('ensureRunning', own.ensureRunning),
    restartGracefully: one('restartGracefully', own.restartGracefully),
    retryOperations: one('retryOperations', own.retryOperations),
    sendFlow: one('sendFlow', own.sendFlow),
    receiveFlow: one('receiveFlow', own.receiveFlow),
    watchFlow: one('watchFlow', own.watchFlow),
    unwatchFlow: one('unwatchFlow', own.unwatchFlow),
    clearFlow: one('clearFlow', own.clearFlow),
    getIncidentEvidence: one('getIncidentEvidence', own.getIncidentEvidence),
    forgetIncident: one('forgetIncident', own.forgetIncident),
    mute: one('mute', own.mute),
    unmute: one('unmute', own.unmute),
  };

  return {
    ...own,
    ...ofOneHost,
    // Whoever has the stream closes it; for the others it is as if it had ended.
    closeLogs: async (argument, caller) => {
      await Promise.all(routes.all().map((route) => route.forward('closeLogs', argument, caller)));
      return own.closeLogs(argument, caller);
    },
    cancelOperation: (argument, caller) => {
      const operation = fleet().operations.get(argument.operationId);
      const route = operation ? routes.routeTo(operation.hostId) : null;
      return route ? route.forward('cancelOperation', argument, caller) : own.cancelOperation(argument, caller);
    },
    retryHost: async (argument, caller) => {
      const route = argument.hostId === null ? null : routes.routeTo(argument.hostId);
      if (route) return route.forward('retryHost', argument, caller);
      if (argument.hostId === null) await Promise.all(routes.all().map((it) => it.forward('retryHost', argument, caller)));
      return own.retryHost(argument, caller);
    },
    watchSamples: async ({ watched }, caller) => {
      const parts = split(watched);
      // Each is told, also that nothing of it is shown any more.
      await Promise.all(routes.all().map((route) => route.forward('watchSamples', { watched: parts.get(route) ?? [] }, caller)));
      return own.watchSamples({ watched: parts.get(null) ?? [] }, caller);
    },
    getSampleHistory: async ({ containers, sinceMs }, caller) => {
      if (containers === null) return own.getSampleHistory({ containers, sinceMs }, caller);
      const answers = await Promise.all(
        [...split(containers)].map(async ([route, part]) => {
          const there = await route?.forward('getSampleHistory', { containers: part, sinceMs }, caller);
          // What we have seen ourselves is kept here too.
          return there?.ok ? there : own.getSampleHistory({ containers: part, sinceMs }, caller);
        }),
      );
      return succeed(answers.flatMap((answer) => (answer.ok ? answer.value : [])));
    },
    broadcastFlow: async ({ containers, ...message }, caller) => {
      const answers = await Promise.all(
        [...split(containers)].map(async ([route, part]) => {
          const argument = { ...message, containers: part };
          const answer = await (route ? route.forward('broadcastFlow', argument, caller) : own.broadcastFlow(argument, caller));
          if (answer.ok) return answer.value;
          return part.map((container) => ({ ...container, outcome: { ok: false as const, failure: answer.failure } }));
        }),
      );
      const found = new Map(answers.flat().map((one) => [`${one.hostId}/${one.containerId}`, one]));
      return succeed(containers.flatMap(({ hostId, containerId }) => found.get(`${hostId}/${containerId}`) ?? []));
    },
  };
}

/** The answer for a host of a remote that was removed. */
export const goneRoute: Route = {
  forward: async () => fail('validation_error', 'This Quarterdeck is not among yours any more. Choose another host.'),
};
