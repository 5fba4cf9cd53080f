import { hashText } from '../load/random.ts';
import type { JsonFields } from './json-fields.ts';
import type { ContainerSpec, HealthSpec, MountSpec, PortSpec } from './spec.ts';
import { steadyId, type World } from './world.ts';

const nanosecondsPerMs = 1e6;
const restartNames = ['always', 'unless-stopped', 'on-failure'] as const;

/** What a container made of `body` is; it serves HTTP, quietly, whatever its image is called. What is not read here has no effect in the demo. */
export function specOfBody(world: World, name: string, body: JsonFields): ContainerSpec {
  const nowMs = world.clock.nowMs();
  const seed = hashText(`${name}/${nowMs}`);
  const host = body.fields('HostConfig');
  const mode = host.text('NetworkMode') ?? 'default';
  const restart = host.fields('RestartPolicy');
  const labels = body.fields('Labels');
  return {
    id: steadyId(`created/${name}/${nowMs}`),
    seed,
    name,
    image: body.text('Image') ?? '',
    createdAtMs: nowMs,
    entrypoint: body.texts('Entrypoint'),
    command: body.texts('Cmd') ?? ['serve'],
    environment: [...(body.texts('Env') ?? []), 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'],
    labels: Object.fromEntries(labels.names().map((it) => [it, labels.text(it) ?? ''])),
    network: mode === 'default' ? 'bridge' : mode,
    addressSuffix: [9, 2 + (seed % 250)],
    aliases: [],
    ports: portsOf(body, seed),
    mounts: host.list('Mounts').map(mountOf),
    restartPolicy: {
      name: restartNames.find((it) => it === restart.text('Name')) ?? 'no',
      maximumRetries: restart.number('MaximumRetryCount') ?? 0,
    },
    memoryLimitBytes: host.number('Memory') ?? 0,
    cpuLimit: (host.number('NanoCpus') ?? 0) / 1e9,
    tty: body.flag('Tty'),
    autoRemove: host.flag('AutoRemove'),
    health: healthOf(body.fields('Healthcheck')),
    ending: { afterMs: 80, exitCode: 0 },
    load: {
      shape: 'steady',
      seed,
      cores: 0.03,
      memoryBytes: 24_000_000,
      memorySwingBytes: 2_000_000,
      leakBytesPerSecond: 0,
      cacheBytes: 6_000_000,
      receiveBytesPerSecond: 12_000,
      sendBytesPerSecond: 16_000,
      readBytesPerSecond: 0,
      writeBytesPerSecond: 1_000,
      processes: 3,
    },
    plot: 'steady',
    voice: 'http',
  };
}

/** A port for which none of the host is named gets one, as from the engine. */
function portsOf(body: JsonFields, seed: number): PortSpec[] {
  const bindings = body.fields('HostConfig').fields('PortBindings');
  const keys = new Set([...body.fields('ExposedPorts').names(), ...bindings.names()]);
  return [...keys].map((key, index) => {
    const [number, protocol] = key.split('/');
    const [binding] = bindings.list(key);
    const host = binding ? Number(binding.text('HostPort')) || 32_768 + ((seed + index) % 20_000) : null;
    return { container: Number(number), protocol: protocol === 'udp' ? 'udp' : 'tcp', host };
  });
}

function mountOf(mount: JsonFields): MountSpec {
  return {
    type: mount.text('Type') === 'bind' ? 'bind' : 'volume',
    source: mount.text('Source') ?? '',
    destination: mount.text('Target') ?? '',
    writable: !mount.flag('ReadOnly'),
  };
}

function healthOf(check: JsonFields): HealthSpec | null {
  const [, ...words] = check.texts('Test') ?? [];
  if (words.length === 0) return null;
  const intervalMs = (check.number('Interval') || 30_000 * nanosecondsPerMs) / nanosecondsPerMs;
  return { command: words.join(' '), intervalMs, retries: check.number('Retries') || 3, goodOutput: 'ok', badOutput: 'no answer' };
}
