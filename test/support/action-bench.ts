import type { ActionTarget } from '../../src-main/docker/actions.ts';
import type { EngineClient } from '../../src-main/docker/client.ts';
import type { Result } from '../../src-shared/failure.ts';
import { type ContainerWish, createContainer, removeAllContainers, runContainer } from './containers.ts';
import { startEngine, type TestEngine } from './engine.ts';
import { callEngine } from './engine-call.ts';
import { clientOf } from './small-core.ts';

export const done = { ok: true, value: null };

export function messageOf(result: Result<unknown>): string {
  return result.ok ? 'it succeeded' : result.failure.message;
}

/** An engine with containers without a network, all called 'web' in what the user is told. */
export interface ActionBench {
  readonly engine: TestEngine;
  readonly client: EngineClient;
  running(wish?: ContainerWish): Promise<ActionTarget>;
  created(wish?: ContainerWish): Promise<ActionTarget>;
  inspect(target: ActionTarget): Promise<Record<string, unknown>>;
  /** 'running', 'exited' ..., or 'gone'. */
  state(target: ActionTarget): Promise<unknown>;
  /** Resolves once the stop signal of an action has reached the container. */
  signalled(target: ActionTarget): Promise<void>;
  clear(): Promise<void>;
  dispose(): Promise<void>;
}

export async function openActionBench(): Promise<ActionBench> {
  const engine = await startEngine();
  const client = clientOf(engine.dockerHost);
  const offline = (wish: ContainerWish = {}): ContainerWish => ({ ...wish, hostConfig: { NetworkMode: 'none', ...wish.hostConfig } });
  const inspect = async ({ containerId }: ActionTarget): Promise<Record<string, unknown>> => {
    const answer = await callEngine(engine.socketPath, 'GET', `/containers/${containerId}/json`);
    return Object(answer.json);
  };
  return {
    engine,
    client,
    running: async (wish) => ({ containerId: await runContainer(engine.socketPath, offline(wish)), name: 'web' }),
    created: async (wish) => ({ containerId: await createContainer(engine.socketPath, offline(wish)), name: 'web' }),
    inspect,
    state: async (target) => Object((await inspect(target))['State'])['Status'] ?? 'gone',
    signalled: async ({ containerId }) => {
      const filters = encodeURIComponent(JSON.stringify({ container: [containerId], event: ['kill'] }));
      for (;;) {
        const nowS = Date.now() / 1000;
        const seen = await callEngine(
          engine.socketPath,
          'GET',
          `/events?since=${(nowS - 30).toFixed(3)}&until=${nowS.toFixed(3)}&filters=${filters}`,
        );
        if (seen.text.includes('"kill"')) return;
      }
    },
    clear: () => removeAllContainers(engine.socketPath),
    dispose: async () => {
      client.close();
      await engine.dispose();
    },
  };
}
