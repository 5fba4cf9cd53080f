import { isDeepStrictEqual } from 'node:util';
import type { Healthcheck, ImageConfig, InspectedContainer } from './inspected.ts';

export type Body = Record<string, unknown>;

/**
 * `Config` for a container made anew: what is the old image's default is left out, so that the new image's default holds.
 * Where the engine merges the image's into it: moby `daemon/commit.go`, `merge`. Pure.
 */
export function ownConfig(container: InspectedContainer, oldImage: ImageConfig | null): Body {
  const { Config: config, HostConfig: host } = container;
  const image: Partial<ImageConfig> = oldImage ?? {};
  const { Hostname, Domainname, OnBuild: _onBuild, ArgsEscaped: _argsEscaped, ...rest } = config;
  const published = new Set(Object.keys(host.PortBindings ?? {}));
  return {
    ...rest,
    ...hostNameOf(container, Hostname, Domainname),
    Env: without(config.Env ?? [], image.Env ?? []),
    Labels: withoutEntries(config.Labels ?? {}, image.Labels ?? {}),
    WorkingDir: config.WorkingDir === image.WorkingDir ? '' : config.WorkingDir,
    User: config.User === image.User ? '' : config.User,
    StopSignal: config.StopSignal === image.StopSignal ? '' : config.StopSignal,
    Healthcheck: ownHealthcheck(config.Healthcheck, image.Healthcheck),
    // A port is published only while it is exposed as well.
    ExposedPorts: withoutEntries(config.ExposedPorts ?? {}, image.ExposedPorts ?? {}, (port) => published.has(port)),
    Volumes: withoutEntries(config.Volumes ?? {}, image.Volumes ?? {}),
    ...ownCommand(config, image),
  };
}

/** The default host name is the short id, which changes; one that comes from another container or the host can't be given. */
function hostNameOf(container: InspectedContainer, Hostname: string, Domainname: string): Body {
  const { NetworkMode, UTSMode } = container.HostConfig;
  const isAnothers = NetworkMode.startsWith('container:') || NetworkMode === 'host' || UTSMode === 'host';
  if (isAnothers || Hostname === '' || container.Id.startsWith(Hostname)) return Domainname === '' || isAnothers ? {} : { Domainname };
  return { Hostname, Domainname };
}

/**
 * An entrypoint of its own takes the image's command away, so both are given then; and what was taken away by an empty
 * entrypoint is said as [''], which the engine turns into none.
 */
function ownCommand(config: ImageConfig, image: Partial<ImageConfig>): Body {
  const sameEntrypoint = isDeepStrictEqual(config.Entrypoint ?? [], image.Entrypoint ?? []);
  const sameCommand = isDeepStrictEqual(config.Cmd ?? [], image.Cmd ?? []);
  const command = config.Cmd ?? [];
  if (sameEntrypoint && sameCommand) return { Entrypoint: undefined, Cmd: undefined };
  if (sameEntrypoint && command.length > 0) return { Entrypoint: undefined, Cmd: command };
  const entrypoint = config.Entrypoint ?? [];
  return { Entrypoint: entrypoint.length === 0 ? [''] : entrypoint, Cmd: command };
}

/** Field by field, as the engine fills in what is zero from the image's. */
function ownHealthcheck(own: Healthcheck | null | undefined, image: Healthcheck | null | undefined): Healthcheck | undefined {
  if (!own || !image) return own ?? undefined;
  const kept = Object.entries(own).filter(([field, value]) => !isDeepStrictEqual(value, image[field]));
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}

function without(own: readonly string[], image: readonly string[]): string[] {
  return own.filter((it) => !image.includes(it));
}

function withoutEntries<T>(
  own: Readonly<Record<string, T>>,
  image: Readonly<Record<string, T>>,
  keep: (name: string) => boolean = () => false,
): Record<string, T> {
  return Object.fromEntries(
    Object.entries(own).filter(([name, value]) => keep(name) || !Object.hasOwn(image, name) || !isDeepStrictEqual(value, image[name])),
  );
}
