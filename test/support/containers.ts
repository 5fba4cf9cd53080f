import { randomBytes } from 'node:crypto';
import { countReal } from './count.ts';
import { callEngine } from './engine-call.ts';
import { testImage } from './images.ts';

/** The label of everything that tests make. */
export const testLabel = 'quarterdeck.test';

export interface ContainerWish {
  readonly name?: string;
  /** Arguments of `sh -c`; without it the container waits until it is stopped, and obeys at once. */
  readonly shell?: string;
  readonly command?: readonly string[];
  readonly labels?: Readonly<Record<string, string>>;
  readonly environment?: readonly string[];
  /** Container port, optionally `/udp`, -> port of this machine (0: any). */
  readonly ports?: Readonly<Record<string, number>>;
  readonly tty?: boolean;
  /** Whatever else `POST /containers/create` takes. */
  readonly more?: Readonly<Record<string, unknown>>;
  readonly hostConfig?: Readonly<Record<string, unknown>>;
}

/** Waits and obeys a stop at once, as the first process of a container does not by itself. */
const waits = 'trap "exit 0" TERM; while :; do sleep 3600 & wait $!; done';

/** Shell texts for containers that do something. */
export const shells = {
  busy: 'while :; do :; done',
  /** Holds so many MiB of memory that is no file cache. */
  holds: (mebibytes: number) => `x=$(head -c ${mebibytes * 1024 * 1024} /dev/zero | tr '\\0' x); ${waits}`,
  /** Under a limit: its child is killed for lack of memory, and it ends after it, so that the engine has told why. */
  runsOutOfMemory: 'sleep 0.3; dd if=/dev/zero of=/dev/null bs=64M; sleep 0.2; exit 137',
  ignoresTerm: "trap '' TERM; while :; do sleep 3600; done",
  exits: (code: number) => `exit ${code}`,
  exitsAfter: (seconds: number, code: number) => `sleep ${seconds}; exit ${code}`,
  says: (...lines: readonly string[]) => `${lines.map((line) => `echo '${line.replaceAll("'", "'\\''")}'`).join('; ')}; ${waits}`,
} as const;

/** Asks the engine, and throws with its words where it refuses. */
async function ask(socketPath: string, method: string, path: string, body?: unknown): Promise<unknown> {
  const answer = await callEngine(socketPath, method, path, body);
  if (answer.status >= 400) throw new Error(`${method} ${path.split('?')[0]}: ${answer.status} ${answer.text.trim()}`);
  return answer.json;
}

/** Makes a labelled container without starting it. @returns its full id */
export async function createContainer(socketPath: string, wish: ContainerWish = {}): Promise<string> {
  const ports = Object.entries(wish.ports ?? {}).map(([port, host]) => [port.includes('/') ? port : `${port}/tcp`, host] as const);
  const command = wish.shell === undefined ? wish.command : ['/bin/sh', '-c', wish.shell];
  const created = await ask(socketPath, 'POST', `/containers/create?name=${encodeURIComponent(wish.name ?? randomName())}`, {
    Image: testImage,
    ...(command === undefined ? {} : { Cmd: command }),
    Labels: { [testLabel]: '1', ...wish.labels },
    Env: wish.environment ?? [],
    Tty: wish.tty ?? false,
    StopTimeout: 1,
    ExposedPorts: Object.fromEntries(ports.map(([port]) => [port, {}])),
    HostConfig: {
      PortBindings: Object.fromEntries(
        ports.map(([port, host]) => [port, [{ HostIp: '127.0.0.1', HostPort: host === 0 ? '' : String(host) }]]),
      ),
      ...wish.hostConfig,
    },
    ...wish.more,
  });
  if (typeof created !== 'object' || created === null || !('Id' in created) || typeof created.Id !== 'string')
    throw new Error('the engine answered no id');
  countReal('container');
  return created.Id;
}

/** Makes a labelled container and starts it. @returns its full id */
export async function runContainer(socketPath: string, wish: ContainerWish = {}): Promise<string> {
  const id = await createContainer(socketPath, wish);
  await ask(socketPath, 'POST', `/containers/${id}/start`);
  return id;
}

/** What another user of the engine does to a container, behind our back: `stop?t=0`, `kill?signal=HUP`, `rename?name=x` ... */
export async function act(socketPath: string, id: string, action: string): Promise<void> {
  await ask(socketPath, 'POST', `/containers/${id}/${action}`);
}

/** Removes a container with its volumes, running or not. */
export async function removeContainer(socketPath: string, id: string): Promise<void> {
  await ask(socketPath, 'DELETE', `/containers/${id}?force=1&v=1`);
}

/** Removes every container of tests from an engine of ours. */
export async function removeAllContainers(socketPath: string): Promise<void> {
  const listed = await ask(
    socketPath,
    'GET',
    `/containers/json?all=1&filters=${encodeURIComponent(JSON.stringify({ label: [testLabel] }))}`,
  );
  if (!Array.isArray(listed)) return;
  const ids = listed.flatMap((item: unknown) =>
    typeof item === 'object' && item !== null && 'Id' in item && typeof item.Id === 'string' ? [item.Id] : [],
  );
  await Promise.all(ids.map((id) => removeContainer(socketPath, id)));
}

/** A name that no other test uses. */
export function randomName(prefix = 'qd'): string {
  return `${prefix}-${randomBytes(4).toString('hex')}`;
}
