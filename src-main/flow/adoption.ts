import { basename } from 'node:path';
import type { ContainerReference } from '../commands/parts.ts';
import type { FlowMount } from '../docker/flow-mounts.ts';
import type { FlowRecord } from './flow-records.ts';

/**
 * Whose each folder is, among the containers of one host that mount it: the one that it was last, else one that runs, else
 * the one that was made last (an update that was cut off leaves two). Folder name -> container id. Pure.
 */
export function chooseOwners(mounts: readonly FlowMount[], records: ReadonlyMap<string, FlowRecord>): Map<string, string> {
  const owners = new Map<string, string>();
  const byFolder = new Map<string, FlowMount[]>();
  for (const mount of mounts) {
    const name = basename(mount.source);
    if (records.has(name)) byFolder.set(name, [...(byFolder.get(name) ?? []), mount]);
  }
  for (const [name, those] of byFolder) {
    const running = those.filter((it) => it.running);
    const last = those.find((it) => it.containerId === records.get(name)?.containerId);
    const newest = (list: readonly FlowMount[]) => [...list].sort((a, b) => b.createdAt.localeCompare(a.createdAt))[0];
    const chosen = (last?.running ? last : undefined) ?? newest(running) ?? last ?? newest(those);
    if (chosen) owners.set(name, chosen.containerId);
  }
  return owners;
}

/**
 * Folders to remove: made by us for a container of this host, which is connected and whose list names no container that
 * mounts it. Those of hosts that can't be asked stay, and so do those that a user prepared. Pure.
 */
export function findOrphans(hostId: string, owners: ReadonlyMap<string, string>, records: ReadonlyMap<string, FlowRecord>): string[] {
  return [...records].flatMap(([name, record]) =>
    record.preparedAs === null && record.hostId === hostId && !owners.has(name) ? [name] : [],
  );
}

/** What nobody has been given yet since we came, and was this container's last: a crash's end comes before the first look. Pure. */
export function lastOwner<P extends { readonly owner: ContainerReference | null; readonly record: FlowRecord }>(
  places: Iterable<P>,
  { hostId, containerId }: ContainerReference,
): P | undefined {
  return [...places].find(({ owner, record }) => owner === null && record.hostId === hostId && record.containerId === containerId);
}
