import { isRunning } from '../../src-shared/describe.ts';
import type { Result } from '../../src-shared/failure.ts';
import { type ContainerKey, containerKey, containerNameSchema, shortId } from '../../src-shared/ids.ts';
import type { Container, OperationKind } from '../../src-shared/model.ts';
import { invoke } from '../bridge.ts';
import { type ItemResult, nothingLine, resultDetails, resultLine } from './action-words.ts';
import { askText, chooseSignal } from './dialogs.ts';
import { useFleet } from './fleet-store.ts';
import { busyWith, markSent } from './pending.ts';
import { showFailure, showToast } from './toasts.ts';

type Send<T = unknown> = (container: Container) => Promise<Result<T>>;
type Target = Pick<Container, 'hostId'> & { readonly containerId: string };

export const targetOf = (container: Container): Target => ({ hostId: container.hostId, containerId: container.id });

/** A host that does not answer takes no commands: they would wait, and then act on what nobody sees any more. */
function isReachable(container: Container): boolean {
  return useFleet.getState().fleet.hosts.get(container.hostId)?.status.state === 'connected';
}

export function containersOf(keys: readonly ContainerKey[]): (readonly [ContainerKey, Container])[] {
  const { containers } = useFleet.getState().fleet;
  return keys.flatMap((key) => {
    const container = containers.get(key);
    return container ? [[key, container] as const] : [];
  });
}

export interface Sent<T> extends ItemResult {
  readonly key: ContainerKey;
  /** Null where it failed. */
  readonly value: T | null;
}

/**
 * Sends one command for each container at once (the core queues them), and leaves out those that are busy or do not
 * suit the command. Gives what became of each; where there was nothing to do, says so and gives none.
 */
export async function sendToEach<T>(
  kind: OperationKind,
  keys: readonly ContainerKey[],
  suits: (it: Container) => boolean,
  send: Send<T>,
): Promise<readonly Sent<T>[]> {
  const free = containersOf(keys).filter(([key]) => busyWith(key) === null);
  const targets = free.filter(([, it]) => isReachable(it) && suits(it));
  if (targets.length === 0) {
    tellNothing(
      kind,
      free.map(([, it]) => it),
    );
    return [];
  }
  return Promise.all(
    targets.map(async ([key, container]): Promise<Sent<T>> => {
      markSent(key, kind);
      const answer = await send(container);
      markSent(key, null);
      const { name } = container;
      return answer.ok ? { key, name, failed: null, value: answer.value } : { key, name, failed: answer.failure.message, value: null };
    }),
  );
}

/** `sendToEach`, and tells in one toast what became of them. */
async function runForEach(
  kind: OperationKind,
  keys: readonly ContainerKey[],
  suits: (it: Container) => boolean,
  send: Send,
): Promise<void> {
  tellResults(kind, await sendToEach(kind, keys, suits, send));
}

/** What is busy says so in its row. */
function tellNothing(kind: OperationKind, free: readonly Container[]): void {
  if (free.length === 0) return;
  tell(free.some(isReachable) ? nothingLine(kind, free) : 'Actions wait until the engine answers.');
}

function tell(text: string): void {
  showToast({ text, tone: 'plain', storyId: 'nothing' });
}

/** One toast for what became of a command over several containers; none where the rows say all of it. */
export function tellResults(kind: OperationKind, results: readonly ItemResult[]): void {
  if (results.length === 0) return;
  const text = resultLine(kind, results);
  if (text === null) return;
  const failed = results.some((it) => it.failed !== null);
  showToast({ text, tone: failed ? 'bad' : 'plain', ...(failed && results.length > 1 ? { details: resultDetails(results) } : {}) });
}

export function startContainers(keys: readonly ContainerKey[]): Promise<void> {
  return runForEach(
    'start',
    keys,
    (it) => !isRunning(it),
    (it) => invoke('startContainer', targetOf(it)),
  );
}

/** Stops with each container's own timeout. */
export function stopContainers(keys: readonly ContainerKey[]): Promise<void> {
  return runForEach('stop', keys, isRunning, (it) => invoke('stopContainer', { ...targetOf(it), timeoutSeconds: null }));
}

export function restartContainers(keys: readonly ContainerKey[]): Promise<void> {
  return runForEach(
    'restart',
    keys,
    (it) => it.state !== 'removing' && it.state !== 'dead',
    (it) => invoke('restartContainer', { ...targetOf(it), timeoutSeconds: null }),
  );
}

/** Starts each and sees that it stays; tries three times. */
export function ensureRunning(keys: readonly ContainerKey[]): Promise<void> {
  return runForEach(
    'ensureRunning',
    keys,
    (it) => !isRunning(it),
    (it) => invoke('ensureRunning', targetOf(it)),
  );
}

/** Gives each 30 s to end by itself before it is started again. */
export function restartGracefully(keys: readonly ContainerKey[]): Promise<void> {
  return runForEach('restartGracefully', keys, isRunning, (it) => invoke('restartGracefully', targetOf(it)));
}

export function pauseContainers(keys: readonly ContainerKey[]): Promise<void> {
  return runForEach(
    'pause',
    keys,
    (it) => it.state === 'running',
    (it) => invoke('pauseContainer', targetOf(it)),
  );
}

export function unpauseContainers(keys: readonly ContainerKey[]): Promise<void> {
  return runForEach(
    'unpause',
    keys,
    (it) => it.state === 'paused',
    (it) => invoke('unpauseContainer', targetOf(it)),
  );
}

/** Asks for the signal, then sends it to each that runs. */
export async function killContainers(keys: readonly ContainerKey[]): Promise<void> {
  const found = containersOf(keys);
  const running = found.filter(([, it]) => isRunning(it));
  if (running.length === 0) {
    tellNothing(
      'kill',
      found.map(([, it]) => it),
    );
    return;
  }
  const signal = await chooseSignal(namesOf(running.map(([, it]) => it)));
  if (signal === null) return;
  await runForEach(
    'kill',
    running.map(([key]) => key),
    isRunning,
    (it) => invoke('killContainer', { ...targetOf(it), signal }),
  );
}

/** Asks for the new name. */
export async function renameContainer(key: ContainerKey): Promise<void> {
  const [found] = containersOf([key]);
  if (!found) return;
  const [, { name: oldName }] = found;
  const name = await askText({
    title: `Rename ${oldName}`,
    label: 'Name',
    value: oldName,
    verb: 'Rename',
    validate: (text) => {
      const parsed = containerNameSchema.safeParse(text);
      return parsed.success ? null : (parsed.error.issues[0]?.message ?? 'Not a name');
    },
  });
  if (name === null || name === oldName) return;
  await runForEach(
    'rename',
    [key],
    () => true,
    (it) => invoke('renameContainer', { ...targetOf(it), name }),
  );
}

/** Opens a published port in the browser. */
export async function openPort(key: ContainerKey, hostPort: number): Promise<void> {
  const [found] = containersOf([key]);
  if (!found) return;
  const answer = await invoke('openPort', { ...targetOf(found[1]), hostPort });
  if (!answer.ok) showFailure(answer.failure, `openPort ${key}`);
}

/** Opens the port, or says why there is none to open. */
export function openPortOf(container: Container, hostPort: number | null): void {
  if (container.state !== 'running') tell(`${container.name} does not run.`);
  else if (hostPort === null) tell(`${container.name} publishes no port that opens in a browser.`);
  else void openPort(containerKey(container.hostId, container.id), hostPort);
}

/** Copies text and says so, as nothing on screen does. */
export async function copyText(text: string, what: string): Promise<void> {
  const answer = await invoke('copyText', { text });
  if (answer.ok) showToast({ text: `Copied ${what}`, tone: 'plain', storyId: 'copy' });
  else showFailure(answer.failure, 'copy');
}

export async function copyIds(keys: readonly ContainerKey[]): Promise<void> {
  const found = containersOf(keys);
  if (found.length === 0) return;
  await copyText(found.map(([, it]) => it.id).join('\n'), found.length === 1 ? shortId(found[0]?.[1].id ?? '') : `${found.length} ids`);
}

/** Tries the engine now; null looks everywhere. */
export async function retryHost(hostId: string | null): Promise<void> {
  const answer = await invoke('retryHost', { hostId });
  if (!answer.ok) showFailure(answer.failure, 'retry');
}

export const demoContainers = 40;

export async function exploreDemo(): Promise<void> {
  const answer = await invoke('startDemoEngine', { containers: demoContainers });
  if (!answer.ok) showFailure(answer.failure, 'demo');
}

function namesOf(containers: readonly Container[]): string {
  return containers.length === 1 ? (containers[0]?.name ?? '') : `${containers.length} containers`;
}
