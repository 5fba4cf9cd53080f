import type { HostConfig, InspectedContainer, MountWish } from './inspected.ts';

export interface OwnVolumes {
  readonly Binds: string[] | null;
  readonly Mounts: MountWish[] | undefined;
  readonly VolumesFrom: string[] | null;
  /** Destinations of anonymous volumes that go on only under their name: `rm -v` no longer removes them. */
  readonly named: string[];
}

/**
 * How the new container comes to the old one's mounts. Anonymous volumes stay anonymous only through `VolumesFrom` the old
 * container, which copies all of its mounts; `existing` are the containers that an earlier `VolumesFrom` names and that
 * are still there. Where a mount is to go away or is a tmpfs, all of
 * them can't be copied, so anonymous ones are named instead. Pure.
 */
export function ownVolumes(container: InspectedContainer, wanted: HostConfig, existing: ReadonlySet<string>): OwnVolumes {
  const anonymous = undeclaredMounts(container);
  const binds = (wanted.Binds ?? []).filter((it) => !isAnonymousBind(it));
  const mounts = (wanted.Mounts ?? []).filter((it) => !isAnonymousMount(it));
  const targets = new Set([...binds.map(bindTarget), ...mounts.map((it) => it.Target)]);
  const from = (wanted.VolumesFrom ?? []).filter((it) => existing.has(it.split(':')[0] ?? ''));
  const kept = anonymous.filter((it) => !targets.has(it.Destination));
  const gone = declaredTargets(container.HostConfig).filter((it) => !targets.has(it));
  const shape = (named: MountWish[], sources: string[]): OwnVolumes => {
    const all = [...mounts, ...named];
    return {
      Binds: binds.length > 0 ? binds : null,
      // Engines leave the field out where there are none.
      Mounts: all.length > 0 ? all : undefined,
      VolumesFrom: sources.length > 0 ? sources : null,
      named: named.map((it) => it.Target),
    };
  };
  if (kept.length === 0) return shape([], from);
  // Engines look for the volume of a tmpfs mount that is copied, and find none: moby `daemon/volumes_unix.go`, `len(cp.Source) == 0`.
  const canCopy = !(container.Mounts ?? []).some((it) => it.Type === 'tmpfs');
  if (gone.length === 0 && canCopy) return shape([], [...from, container.Id]);
  return shape(
    kept.map((it) => ({ Type: it.Type, Source: it.Type === 'volume' ? it.Name : it.Source, Target: it.Destination })),
    [],
  );
}

/** Mounts that its own configuration does not name: anonymous volumes, and what came from other containers. */
export function undeclaredMounts(container: InspectedContainer): { Type: string; Name: string; Source: string; Destination: string }[] {
  const declared = new Set(declaredTargets(container.HostConfig));
  return (container.Mounts ?? []).filter((it) => (it.Type === 'volume' || it.Type === 'bind') && !declared.has(it.Destination));
}

function declaredTargets(host: HostConfig): string[] {
  const binds = (host.Binds ?? []).filter((it) => !isAnonymousBind(it)).map(bindTarget);
  return [...binds, ...(host.Mounts ?? []).filter((it) => !isAnonymousMount(it)).map((it) => it.Target)];
}

function isAnonymousMount(mount: MountWish): boolean {
  return mount.Type === 'volume' && mount.Source === '';
}

/** `-v /data`: no host path and no name. */
function isAnonymousBind(bind: string): boolean {
  return !bind.includes(':');
}

/** `source:target[:mode]`. */
export function bindTarget(bind: string): string {
  return bind.split(':')[1] ?? '';
}
