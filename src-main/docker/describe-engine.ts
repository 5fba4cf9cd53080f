import { release } from 'node:os';
import { z } from 'zod';
import { boundText } from '../../src-shared/container-detail.ts';
import type { Capabilities, Engine, Problem } from '../../src-shared/model.ts';
import { negotiateApiVersion } from './api-version.ts';
import type { EngineClient } from './client.ts';

export interface EngineDescription {
  readonly engine: Engine;
  readonly capabilities: Capabilities;
  /** The engine's own id, by which two sockets are known to be the same engine; null where it has none. */
  readonly engineId: string | null;
}
export type Described = { readonly ok: true; readonly description: EngineDescription } | { readonly ok: false; readonly problem: Problem };

const text = (limit: number) =>
  z
    .string()
    .catch('')
    .transform((it) => boundText(it, limit));
const versionSchema = z.object({
  Version: text(64),
  ApiVersion: text(16),
  MinAPIVersion: text(16),
  Platform: z.object({ Name: text(128) }).catch({ Name: '' }),
  Components: z.array(z.object({ Name: text(128) })).catch([]),
});
const infoSchema = z.object({
  ID: text(256),
  OperatingSystem: text(256),
  KernelVersion: text(256),
  NCPU: z.number().catch(1),
  MemTotal: z.number().catch(0),
  SecurityOptions: z.array(z.string()).catch([]),
  Rootless: z.boolean().catch(false),
});

/** Asks an engine what it is, over a client without a fixed API version. Rejects as `client.call` does. */
export async function describeEngine(
  client: EngineClient,
  options: { readonly deadlineMs: number; readonly signal: AbortSignal },
): Promise<Described> {
  const [versionJson, infoJson]: [unknown, unknown] = await Promise.all([
    client.call((docker) => docker.version(), options),
    client.call((docker) => docker.info(), options),
  ]);
  const described = decodeEngine(versionJson, infoJson);
  if (!described.ok) return described;
  const { description } = described;
  const flow = carriesSockets(client.address.transport.kind, infoJson, { platform: process.platform, kernel: release() });
  return { ok: true, description: { ...description, capabilities: { ...description.capabilities, flow } } };
}

/**
 * Whether a socket of this machine works inside the engine's containers: only where both have the same Linux kernel, which
 * rules out engines elsewhere and in virtual machines (Docker Desktop's own distribution shares WSL's kernel). Pure.
 */
export function carriesSockets(
  transport: 'socket' | 'tcp',
  infoJson: unknown,
  machine: { readonly platform: NodeJS.Platform; readonly kernel: string },
): boolean {
  const info = infoSchema.safeParse(infoJson);
  if (!info.success || transport !== 'socket' || machine.platform !== 'linux') return false;
  return info.data.KernelVersion === machine.kernel && !info.data.OperatingSystem.startsWith('Docker Desktop');
}

/** Pure part of `describeEngine`: the answers of /version and /info. */
export function decodeEngine(versionJson: unknown, infoJson: unknown): Described {
  const version = versionSchema.safeParse(versionJson);
  const info = infoSchema.safeParse(infoJson);
  if (!version.success || !info.success) {
    return { ok: false, problem: { kind: 'other', message: 'What answers here is not a container engine. Check the address.' } };
  }
  const { Version, ApiVersion, MinAPIVersion } = version.data;
  const negotiated = negotiateApiVersion({ version: Version, newest: ApiVersion, oldest: MinAPIVersion || null });
  if (!negotiated.ok) return negotiated;
  const podman = version.data.Components.some((it) => it.Name.includes('Podman'));
  return {
    ok: true,
    description: {
      engine: {
        name: podman ? 'Podman Engine' : version.data.Platform.Name.startsWith('Docker Desktop') ? 'Docker Desktop' : 'Docker Engine',
        version: Version,
        apiVersion: negotiated.apiVersion,
        operatingSystem: info.data.OperatingSystem,
        cpuCount: Math.max(1, info.data.NCPU),
        memoryBytes: info.data.MemTotal,
        rootless: info.data.Rootless || info.data.SecurityOptions.some((it) => it.includes('rootless')),
      },
      capabilities: { actions: true, logs: true, exec: false, flow: false, samples: 'api' },
      // Podman makes up a new id for every answer.
      engineId: podman || info.data.ID === '' ? null : info.data.ID,
    },
  };
}
