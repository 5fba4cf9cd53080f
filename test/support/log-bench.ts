import { randomUUID } from 'node:crypto';
import { createCommands } from '../../src-main/commands/create-commands.ts';
import { dispatch } from '../../src-main/commands/dispatch.ts';
import type { EngineClient } from '../../src-main/docker/client.ts';
import { silentLog } from '../../src-main/lib/log.ts';
import type { Result } from '../../src-shared/failure.ts';
import { type LogChunk, type LogLine, logChunkSchema, logLinesKept } from '../../src-shared/logs.ts';
import { type ContainerWish, removeAllContainers, runContainer } from './containers.ts';
import { startEngine, type TestEngine } from './engine.ts';
import { callEngine } from './engine-call.ts';
import { clientOf, container, host, hostId, caller as newCaller, smallCore } from './small-core.ts';

/** The end of a shell text: waits, and obeys a stop at once. */
export const waits = 'trap exit TERM; while :; do sleep 3600 & wait $!; done';

/** An engine with containers that log, and windows that read. */
export interface LogBench {
  readonly engine: TestEngine;
  run(shell: string, wish?: ContainerWish): Promise<string>;
  /** Resolves once the container's log ends with `text`. */
  logged(id: string, text: string): Promise<void>;
  exec(id: string, shell: string): Promise<void>;
  openWindow(containerId: string): LogWindow;
  /** Removes the containers. */
  clear(): Promise<void>;
  dispose(): Promise<void>;
}
export type LogWindow = ReturnType<typeof openWindow>;

export async function openLogBench(): Promise<LogBench> {
  const engine = await startEngine();
  const client = clientOf(engine.dockerHost);
  return {
    engine,
    run: (shell, wish = {}) => runContainer(engine.socketPath, { ...wish, shell, hostConfig: { NetworkMode: 'none', ...wish.hostConfig } }),
    logged: async (id, text) => {
      for (;;) {
        const answer = await callEngine(engine.socketPath, 'GET', `/containers/${id}/logs?stdout=1&stderr=1&tail=5`);
        if (answer.text.replaceAll('\r', '').endsWith(text)) return;
      }
    },
    exec: async (id, shell) => {
      const made = await callEngine(engine.socketPath, 'POST', `/containers/${id}/exec`, { Cmd: ['/bin/sh', '-c', shell] });
      await callEngine(engine.socketPath, 'POST', `/exec/${Object(made.json)['Id']}/start`, { Detach: true });
    },
    openWindow: (containerId) => openWindow(client, containerId),
    clear: () => removeAllContainers(engine.socketPath),
    dispose: async () => {
      client.close();
      await engine.dispose();
    },
  };
}

/** A window that shows the log of one container. */
function openWindow(client: EngineClient, containerId: string) {
  const core = smallCore(client, [
    { type: 'hostFound', host: host() },
    { type: 'containersListed', hostId, atMs: 0, containers: [container(containerId, 'web')] },
  ]);
  const handlers = createCommands(core.parts, { logs: { gatherMs: 5, floodGatherMs: 20, firstRetryMs: 20, longestRetryMs: 50 } });
  const window = newCaller();
  const streamId = randomUUID();
  const ask = (name: string, argument: unknown): Promise<Result<unknown>> => dispatch(handlers, name, argument, window, silentLog);
  const seen: LogChunk[] = [];
  const chunks = (): LogChunk[] => {
    for (const { payload } of window.pushed.splice(0)) seen.push(logChunkSchema.parse(payload));
    return seen;
  };
  const lines = (): LogLine[] => chunks().flatMap((it) => it.lines);
  return {
    core,
    window,
    streamId,
    ask,
    open: (tailLines = logLinesKept) => ask('openLogs', { hostId, containerId, streamId, tailLines }),
    chunks,
    lines,
    texts: () => lines().map((it) => it.text),
    tell: (type: 'containerStarted' | 'containerRemoved') => core.tell([{ type, hostId, containerId, atMs: Date.now(), event: null }]),
  };
}

/** Resolves once `met`; the test's own timeout is the limit. */
export async function until(met: () => boolean): Promise<void> {
  while (!met()) await new Promise((resolve) => setTimeout(resolve, 2));
}
