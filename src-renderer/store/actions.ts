import { isRunning } from '../../src-shared/describe.ts';
import type { Result } from '../../src-shared/failure.ts';
import { type ContainerKey, containerKey, containerNameSchema, shortId } from '../../src-shared/ids.ts';
import type { Container, OperationKind } from '../../src-shared/model.ts';
import { invoke } from '../bridge.ts';
import { type ItemResult, nothingLine, resultDetails, resultLine } from './action-words.ts';
import { askRemove, askText, chooseSignal } from './dialogs.ts';
import { useFleet } from './fleet-store.ts';
import { busyWith, markSent } from './pending.ts';
import { showFailure, showToast } from './toasts.ts';

type Send = (container: Container) => Promise<Result<unknown>>;
type Target = Pick<Container, 'hostId'> & { readonly containerId: string };

const targetOf = (container: Container): Target => ({ hostId: container.hostId, containerId: container.id });

/** A host that does not answer takes no commands: they would wait, and then act on what nobody sees any more. */
function isReachable(container: Container): boolean {
  return useFleet.getState().fleet.hosts.get(container.hostId)?.status.state === 'connected';
}

function containersOf(keys: readonly ContainerKey[]): (readonly [ContainerKey, Container])[] {
  const { containers } = useFleet.getState().fleet;
  return keys.flatMap((key) => {
    const container = containers.get(key);
    return container ? [[key, container] as const] : [];
  });
}

/**
 * Sends one command for each container at once (the core queues them), leaves out those that are busy or do not suit
 * the command, and tells what became of them in one toast.
 */
async function runForEach(
  kind: OperationKind,
  keys: readonly ContainerKey[],
  suits: (it: Container) => boolean,
  send: Send,
): Promise<void> {
  const free = containersOf(keys).filter(([key]) => busyWith(key) === null);
  const targets = free.filter(([, it]) => isReachable(it) && suits(it));
  if (targets.length === 0) {
    tellNothing(
      kind,
      free.map(([, it]) => it),
    );
    return;
  }
  const results = await Promise.all(
    targets.map(async ([key, container]): Promise<ItemResult> => {
      markSent(key, kind);
      const answer = await send(container);
      markSent(key, null);
      return { name: container.name, failed: answer.ok ? null : answer.failure.message };
    }),
  );
  tellResults(kind, results);
}

/** What is busy says so in its row. */
function tellNothing(kind: OperationKind, free: readonly Container[]): void {
  if (free.length === 0) return;
  tell(free.some(isReachable) ? nothingLine(kind, free) : 'Actions wait until the engine answers.');
}

function tell(text: string): void {
  showToast({ text, tone: 'plain', storyId: 'nothing' });
}

function tellResults(kind: OperationKind, results: readonly ItemResult[]): void {
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

/** Asks, as this can't be undone. */
export async function removeContainers(keys: readonly ContainerKey[]): Promise<void> {
  const found = containersOf(keys);
  if (found.length === 0) return;
  const anyRunning = found.some(([, it]) => isRunning(it));
  const answer = await askRemove({ names: found.map(([, it]) => it.name), anyRunning });
  if (!answer) return;
  await runForEach(
    'remove',
    keys,
    () => true,
    (it) => invoke('removeContainer', { ...targetOf(it), ...answer }),
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
