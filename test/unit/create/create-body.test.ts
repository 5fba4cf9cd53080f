import { describe, expect, it } from 'vitest';
import { configOf } from '../../../src-main/docker/create/config-of.ts';
import { createBody } from '../../../src-main/docker/create/create-body.ts';
import { inspectedContainerSchema, inspectedImageSchema } from '../../../src-main/docker/update/inspected.ts';
import { type ContainerConfig, containerConfigSchema, emptyContainerConfig } from '../../../src-shared/container-config.ts';
import { seededRandom } from '../docker/log-frames.ts';

const id = 'ab'.repeat(32);

/** What inspect tells of a container that was made with the body, of an image with an environment and a command of its own. */
function inspectLike(config: ContainerConfig) {
  const { body, connect } = createBody(config, null);
  const { HostConfig, NetworkingConfig, ...own } = body;
  const mode = String(Object(HostConfig)['NetworkMode']);
  const first = mode === 'default' ? { bridge: {} } : { [mode]: Object(Object(NetworkingConfig)['EndpointsConfig'])[mode] ?? {} };
  const Networks = { ...first, ...Object.fromEntries(connect.map(({ network, endpoint }) => [network, endpoint])) };
  return inspectedContainerSchema.parse({
    Id: id,
    Name: `/${config.name}`,
    Image: `sha256:${'1'.repeat(64)}`,
    State: {},
    Config: { ...image, ...own, Hostname: id.slice(0, 12), Env: [...(Array.isArray(own['Env']) ? own['Env'] : []), ...image.Env] },
    HostConfig,
    NetworkSettings: { Networks },
  });
}

const image = { Env: ['PATH=/bin'], Cmd: ['serve'], WorkingDir: '/srv', User: 'web', Labels: {} };
const imageConfig = inspectedImageSchema.parse({ Id: 'sha256:1', Config: image }).Config ?? null;

describe('the body that makes a container', () => {
  it('says nothing of what is left to the image', () => {
    expect(createBody({ ...emptyContainerConfig, image: 'nginx' }, null)).toEqual({
      body: {
        Image: 'nginx',
        Env: [],
        Labels: {},
        ExposedPorts: {},
        HostConfig: {
          Mounts: [],
          PortBindings: {},
          RestartPolicy: { Name: 'no', MaximumRetryCount: 0 },
          AutoRemove: false,
          NetworkMode: 'default',
        },
      },
      connect: [],
    });
  });

  it('publishes one port at several addresses, and asks for any where none is named', () => {
    const port = { containerPort: 80, protocol: 'tcp' as const };
    const ports = [
      { ...port, hostPort: 8080, hostAddress: '127.0.0.1' },
      { ...port, hostPort: null, hostAddress: null },
      { ...port, protocol: 'udp' as const, hostPort: 80, hostAddress: '::1' },
    ];
    expect(createBody({ ...emptyContainerConfig, image: 'nginx', ports }, null).body).toMatchObject({
      ExposedPorts: { '80/tcp': {}, '80/udp': {} },
      HostConfig: {
        PortBindings: {
          '80/tcp': [
            { HostIp: '127.0.0.1', HostPort: '8080' },
            { HostIp: '', HostPort: '' },
          ],
          '80/udp': [{ HostIp: '::1', HostPort: '80' }],
        },
      },
    });
  });

  it('is read back as the very configuration that it was made of, whatever that holds', () => {
    const random = seededRandom(7);
    for (let round = 0; round < 200; round++) {
      const config = containerConfigSchema.parse(randomConfig(random));
      expect(configOf(inspectLike(config), imageConfig, config.name ?? '')).toEqual({ config, notCarried: [] });
    }
  });
});

function randomConfig(random: () => number): ContainerConfig {
  const maybe = <T>(value: T): T | null => (random() < 0.5 ? value : null);
  const number = (from: number, to: number) => from + Math.floor(random() * (to - from + 1));
  const text = () => Array.from({ length: number(1, 8) }, () => ' ="\'$`\\:,\n,äa0/-_'[number(0, 16)] ?? 'x').join('');
  const word = (index: number) => `w${index}-${number(0, 99_999)}`;
  const list = <T>(longest: number, make: (index: number) => T): T[] =>
    Array.from({ length: number(0, longest) }, (_, index) => make(index));
  const entrypoint = maybe([text(), text()]);
  const onFailure = random() < 0.3;
  return {
    image: 'registry.example:5000/team/app:1.0',
    name: word(0),
    // With an entrypoint of its own there is no command of the image's.
    command: entrypoint ? [text()] : maybe([text(), text()]),
    entrypoint,
    workingDirectory: maybe(`/${word(1)}`),
    user: maybe('1000:1000'),
    environment: Object.fromEntries(list(4, (index) => [word(index), text()])),
    volumes: list(4, (index) => ({
      source: random() < 0.5 ? `/${word(index)}` : word(index),
      target: `/t${index}`,
      readOnly: random() < 0.5,
    })),
    ports: list(4, (index) => ({
      containerPort: 1 + index,
      protocol: (['tcp', 'udp', 'sctp'] as const)[number(0, 2)] ?? 'tcp',
      hostPort: maybe(10_000 + index),
      hostAddress: maybe(random() < 0.5 ? '127.0.0.1' : '::1'),
    })),
    networks: list(3, (index) => ({ name: `net${index}`, aliases: list(2, (it) => `alias${it}`), address: maybe(`10.0.${index}.9`) })),
    restartPolicy: { name: onFailure ? 'on-failure' : 'no', maximumRetries: onFailure ? number(0, 9) : 0 },
    cpuLimit: maybe(number(1, 800) / 100),
    memoryLimitBytes: maybe(number(6, 9_999) * 1024 ** 2),
    labels: Object.fromEntries(list(3, (index) => [word(index), text()])),
    healthCheck: maybe({
      command: text(),
      intervalSeconds: number(1, 99),
      timeoutSeconds: number(1, 99),
      retries: number(1, 9),
      startPeriodSeconds: number(0, 99),
    }),
    autoRemove: !onFailure && random() < 0.5,
    flow: false,
  };
}
