import { type ContainerKey, containerKey } from '../../../src-shared/ids.ts';
import type { Container } from '../../../src-shared/model.ts';
import { invoke } from '../../bridge.ts';
import { useFleet } from '../../store/fleet-store.ts';
import { type Compose, changeCompose, remembered } from './compose-store.ts';
import type { JsonValue } from './json-check.ts';

export interface SendOutcome {
  readonly key: ContainerKey;
  readonly name: string;
  /** Null where it failed. */
  readonly latencyMs: number | null;
  readonly failed: string | null;
}

export type Sending =
  /** It was not even tried. */
  | { readonly state: 'refused'; readonly message: string }
  | { readonly state: 'waiting'; readonly to: number; readonly sinceMs: number }
  | { readonly state: 'ended'; readonly outcomes: readonly SendOutcome[] };

/** Sends what is composed to its container, and to the others that were picked; tells how it goes. */
export async function send(container: Container, compose: Compose, data: JsonValue, tell: (sending: Sending) => void): Promise<void> {
  const key = containerKey(container.hostId, container.id);
  const message = { command: compose.draft.command.trim(), data };
  const { timeoutMs } = compose;
  changeCompose(key, remembered);
  if (compose.others.size === 0) {
    tell({ state: 'waiting', to: 1, sinceMs: Date.now() });
    const answer = await invoke('sendFlow', { hostId: container.hostId, containerId: container.id, message, timeoutMs });
    const outcome = answer.ok ? { latencyMs: answer.value.latencyMs, failed: null } : { latencyMs: null, failed: answer.failure.message };
    tell({ state: 'ended', outcomes: [{ key, name: container.name, ...outcome }] });
    return;
  }
  await broadcast([key, ...compose.others], message, timeoutMs, tell);
}

async function broadcast(
  keys: readonly ContainerKey[],
  message: { readonly command: string; readonly data: JsonValue },
  timeoutMs: number,
  tell: (sending: Sending) => void,
): Promise<void> {
  const { containers } = useFleet.getState().fleet;
  const targets = keys.flatMap((key) => containers.get(key) ?? []);
  const names = new Map(targets.map((it) => [containerKey(it.hostId, it.id), it.name]));
  tell({ state: 'waiting', to: targets.length, sinceMs: Date.now() });
  const answer = await invoke('broadcastFlow', {
    containers: targets.map((it) => ({ hostId: it.hostId, containerId: it.id })),
    message,
    timeoutMs,
  });
  if (!answer.ok) return tell({ state: 'refused', message: answer.failure.message });
  const outcomes = answer.value.map(({ hostId, containerId, outcome }): SendOutcome => {
    const key = containerKey(hostId, containerId);
    const name = names.get(key) ?? containerId;
    return outcome.ok
      ? { key, name, latencyMs: outcome.reply.latencyMs, failed: null }
      : { key, name, latencyMs: null, failed: outcome.failure.message };
  });
  tell({ state: 'ended', outcomes });
}
