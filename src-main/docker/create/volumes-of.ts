import type { ContainerConfig } from '../../../src-shared/container-config.ts';
import { insideFolder } from '../../flow/flow-paths.ts';
import type { InspectedContainer } from '../update/inspected.ts';

type Volume = ContainerConfig['volumes'][number];

/** The folders and named volumes that a container mounts; what else it mounts is told. Pure. */
export function volumesOf(container: InspectedContainer, isFlow: boolean, tell: (sentence: string) => void): Volume[] {
  const { Binds, Mounts } = container.HostConfig;
  const volumes: Volume[] = [];
  for (const bind of Binds ?? []) {
    const [source = '', target = '', mode = ''] = bind.split(':');
    if (target === '') continue;
    const words = mode.split(',').filter((it) => it !== '');
    volumes.push({ source, target, readOnly: words.includes('ro') });
    const others = words.filter((it) => it !== 'ro' && it !== 'rw');
    if (others.length > 0) tell(`${target} was mounted with “${others.join(',')}”, which is left out.`);
  }
  for (const mount of Mounts ?? []) {
    if (isFlow && mount.Target === insideFolder) continue;
    const named = (mount.Type === 'bind' || mount.Type === 'volume') && mount.Source !== '';
    if (named) volumes.push({ source: mount.Source, target: mount.Target, readOnly: mount.ReadOnly ?? false });
    else if (mount.Type !== 'volume') tell(`The ${mount.Type} mount at ${mount.Target} is left out.`);
  }
  const told = new Set(volumes.map((it) => it.target));
  for (const { Type, Destination } of container.Mounts ?? []) {
    if (Type === 'volume' && !told.has(Destination))
      tell(`What is in the anonymous volume at ${Destination} stays with ${container.Name}.`);
  }
  return volumes;
}
