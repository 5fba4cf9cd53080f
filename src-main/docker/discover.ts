import type { Discovery } from '../../src-shared/discovery.ts';
import { type ParsedAddress, parseAddress, redactAddress } from './address.ts';
import { readDockerContext } from './contexts.ts';
import type { Surroundings } from './surroundings.ts';
import { usualSockets } from './usual-sockets.ts';

export interface Candidate {
  /** The Host's name, if it becomes one. */
  readonly label: string;
  readonly parsed: ParsedAddress;
  readonly wakesEngine: boolean;
}

export interface DiscoveryPlan {
  readonly source: Discovery['source'];
  readonly sourceText: string | null;
  /** Somebody named this address: it is shown as a Host even while it does not answer. */
  readonly explicit: boolean;
  readonly candidates: readonly Candidate[];
}

/** Decides where to look: the settings' address, else DOCKER_HOST, else the current Docker context, else the usual sockets. */
export async function planDiscovery(engineAddress: string | null, surroundings: Surroundings): Promise<DiscoveryPlan> {
  const { env, platform } = surroundings;
  const tls = (env['DOCKER_TLS_VERIFY'] ?? '') !== '';
  if (engineAddress !== null && engineAddress.trim() !== '') {
    return named('settings', null, engineAddress, parseAddress(engineAddress, { platform }));
  }
  const dockerHost = env['DOCKER_HOST'] ?? '';
  if (dockerHost !== '') {
    return named('dockerHost', redactAddress(dockerHost), dockerHost, parseAddress(dockerHost, { platform, tls }));
  }
  const context = await readDockerContext(env, surroundings.homeDirectory);
  if (context.kind === 'endpoint') {
    return named('context', context.name, context.name, parseAddress(context.host, { platform, tls: context.tls }));
  }
  const usual = usualSockets(surroundings).map((it) => ({
    label: it.label,
    parsed: parseAddress(it.address, { platform }),
    wakesEngine: it.wakesEngine,
  }));
  if (context.kind === 'none') return { source: 'usual', sourceText: null, explicit: false, candidates: usual };
  const label = context.name === null ? 'Docker settings' : `Docker context '${context.name}'`;
  const failed: Candidate = {
    label,
    parsed: { ok: false, text: context.name ?? 'config.json', problem: context.problem },
    wakesEngine: false,
  };
  // Without its settings the docker command goes on with its default; with a context that is not there it does not.
  if (context.name === null) return { source: 'usual', sourceText: null, explicit: false, candidates: [failed, ...usual] };
  return { source: 'context', sourceText: context.name, explicit: true, candidates: [failed] };
}

function named(source: Discovery['source'], sourceText: string | null, given: string, parsed: ParsedAddress): DiscoveryPlan {
  const isSystemSocket = parsed.ok && /^unix:\/\/(\/var)?\/run\/docker\.sock$/.test(parsed.address.text);
  return {
    source,
    sourceText,
    explicit: true,
    candidates: [{ label: hostName(source, given, parsed), parsed, wakesEngine: isSystemSocket }],
  };
}

function hostName(source: Discovery['source'], given: string, parsed: ParsedAddress): string {
  if (source === 'context') return given;
  if (!parsed.ok) return parsed.text;
  const transport = parsed.address.transport;
  return transport.kind === 'tcp' && !parsed.address.local ? transport.host : 'This machine';
}
