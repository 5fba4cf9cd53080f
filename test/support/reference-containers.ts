import { shells, testLabel } from './containers.ts';
import { countReal } from './count.ts';
import { callEngine } from './engine-call.ts';
import { testImage } from './images.ts';
import { textAt } from './json-read.ts';

export type Role = 'obedient' | 'stubborn' | 'brief' | 'looping' | 'greedy' | 'moody' | 'passing' | 'full';

/** The body of a create call, as far as the roles differ. */
interface Recipe {
  readonly Entrypoint?: readonly string[];
  readonly Cmd: readonly string[];
  readonly Tty?: boolean;
  readonly Env?: readonly string[];
  readonly Labels?: Readonly<Record<string, string>>;
  readonly ExposedPorts?: object;
  readonly Healthcheck?: object;
  readonly HostConfig?: object;
}

/** What `docker run` and Compose always send, where a bare call leaves null. */
const writtenByTheCommandLine = {
  Dns: [],
  DnsOptions: [],
  DnsSearch: [],
  BlkioWeightDevice: [],
  BlkioDeviceReadBps: [],
  BlkioDeviceWriteBps: [],
  BlkioDeviceReadIOps: [],
  BlkioDeviceWriteIOps: [],
  Devices: [],
  Ulimits: [],
};

/** The kinds of container that the conformance tests compare; the demo has one of each. */
const roles: Readonly<Record<Role, Recipe>> = {
  /** Ends soon after SIGTERM, with 0. */
  obedient: { Cmd: ['sh', '-c', 'trap "exit 0" TERM; while :; do sleep 0.02; done'] },
  /** Ignores SIGTERM; a terminal. */
  stubborn: { Cmd: ['sh', '-c', 'echo hello; sleep 1000'], Tty: true },
  /** Ends by itself with 3. */
  brief: { Cmd: ['sh', '-c', 'echo done; echo failed >&2; exit 3'] },
  /** Brought back by its restart policy each time it ends. */
  looping: { Cmd: ['sh', '-c', 'exit 1'], HostConfig: { RestartPolicy: { Name: 'always' } } },
  /** Needs more memory than it may have, at a time when the engine hears of that. */
  greedy: { Cmd: ['sh', '-c', shells.runsOutOfMemory], HostConfig: { Memory: 8_388_608, MemorySwap: 8_388_608 } },
  /** Found healthy and unhealthy in turns. */
  moody: {
    Cmd: ['sleep', '1000'],
    Healthcheck: {
      Test: ['CMD-SHELL', 'n=$(cat /n 2>/dev/null || echo 0); echo $((n+1)) > /n; test $((n%2)) = 0'],
      Interval: 150_000_000,
      Retries: 1,
    },
  },
  /** Removed as soon as it has ended. */
  passing: { Cmd: ['sh', '-c', 'exit 0'], HostConfig: { AutoRemove: true } },
  /** Has some of everything. */
  full: {
    Entrypoint: ['sh'],
    Cmd: ['-c', 'while :; do echo out; echo err >&2; sleep 0.2; done'],
    Env: ['GREETING=hello'],
    Labels: { 'com.docker.compose.project': 'reference', 'com.docker.compose.service': 'full' },
    ExposedPorts: { '80/tcp': {}, '81/udp': {} },
    Healthcheck: { Test: ['CMD-SHELL', 'true'], Interval: 100_000_000, Timeout: 3_000_000_000, Retries: 3 },
    HostConfig: {
      Memory: 67_108_864,
      PortBindings: { '80/tcp': [{ HostPort: '0' }] },
      Binds: ['reference-data:/data', '/tmp:/host:ro'],
      RestartPolicy: { Name: 'on-failure', MaximumRetryCount: 3 },
      ...writtenByTheCommandLine,
    },
  },
};

let created = 0;

/** Makes a container of a role in a real engine, not started, in the usual network or another; gives its name and id. */
export async function createReference(socketPath: string, role: Role, network = 'default'): Promise<{ name: string; id: string }> {
  created += 1;
  const name = `reference-${role}-${created}`;
  const own = roles[role];
  const body = {
    Image: testImage,
    ...own,
    Labels: { ...own.Labels, [testLabel]: '1' },
    HostConfig: { NetworkMode: network, ...own.HostConfig },
  };
  const answer = await callEngine(socketPath, 'POST', `/v1.41/containers/create?name=${name}`, body);
  const id = textAt(answer.json, 'Id');
  if (answer.status !== 201 || id === '') throw new Error(`could not create ${name}: ${answer.text}`);
  countReal('container');
  return { name, id };
}
