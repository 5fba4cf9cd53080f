import type { InspectedContainer } from '../update/inspected.ts';

type Values = Readonly<Record<string, unknown>>;

/** What a container may have been given that no form has a field for: a key of `HostConfig`, and how it is called. */
const hostSettings: readonly (readonly [key: string, words: string])[] = [
  ['Privileged', 'extended privileges (privileged)'],
  ['CapAdd', 'added capabilities'],
  ['CapDrop', 'dropped capabilities'],
  ['Devices', 'devices of the host'],
  ['DeviceRequests', 'requested devices, such as GPUs'],
  ['DeviceCgroupRules', 'rules for devices'],
  ['SecurityOpt', 'security options'],
  ['Tmpfs', 'file systems in memory (tmpfs)'],
  ['VolumesFrom', 'volumes of other containers (volumes-from)'],
  ['Links', 'links to other containers'],
  ['ExtraHosts', 'added host names'],
  ['Dns', 'its own name servers'],
  ['DnsSearch', 'its own search domains'],
  ['DnsOptions', 'its own options of name resolution'],
  ['GroupAdd', 'added groups'],
  ['Ulimits', 'limits of its processes (ulimits)'],
  ['Sysctls', 'kernel settings (sysctls)'],
  ['ReadonlyRootfs', 'the read-only file system'],
  ['Init', 'the init process (init)'],
  ['PidMode', 'the shared process list (pid)'],
  ['UTSMode', 'the shared host name (uts)'],
  ['UsernsMode', 'the user namespace'],
  ['CpuShares', 'the weight of its CPU time'],
  ['CpusetCpus', 'the choice of CPUs'],
  ['MemoryReservation', 'the soft memory limit'],
  ['OomKillDisable', 'the protection from the out-of-memory killer'],
  ['OomScoreAdj', 'the out-of-memory score'],
  ['PidsLimit', 'the limit of processes'],
  ['PublishAllPorts', 'the publishing of all ports (-P)'],
  ['StorageOpt', 'storage options'],
  ['VolumeDriver', 'the volume driver'],
];

const usualSharedMemoryBytes = 67_108_864;

/** A sentence for each setting of the container that a configuration can't say. Pure. */
export function notExpressible(container: InspectedContainer): string[] {
  const host: Values = container.HostConfig;
  const config: Values = container.Config;
  const left = hostSettings.flatMap(([key, words]) => (isSet(host[key]) ? [words] : []));
  const more: readonly (readonly [boolean, string])[] = [
    [isSet(host['ShmSize']) && host['ShmSize'] !== usualSharedMemoryBytes, 'the size of its shared memory'],
    [host['IpcMode'] === 'host' || String(host['IpcMode'] ?? '').startsWith('container:'), 'the shared memory of others (ipc)'],
    [isSet(host['Runtime']) && host['Runtime'] !== 'runc', 'its own runtime'],
    [hasOptions(host['LogConfig']), 'options of its log driver'],
    [swapIsOwn(container), 'the limit of swap'],
    [config['Tty'] === true || config['OpenStdin'] === true, 'the terminal (-it)'],
    [isSet(config['StopTimeout']), 'its own time to stop'],
    [hasOwnHostName(container), 'its own host name'],
  ];
  return [...left, ...more.flatMap(([holds, words]) => (holds ? [words] : []))].map((words) => `Left out: ${words}.`);
}

function isSet(value: unknown): boolean {
  if (value === null || value === undefined || value === '' || value === 0 || value === false) return false;
  return typeof value !== 'object' || Object.keys(value).length > 0;
}

function hasOptions(logConfig: unknown): boolean {
  return typeof logConfig === 'object' && logConfig !== null && 'Config' in logConfig && isSet(logConfig.Config);
}

/** Twice the memory is what the engine gives by itself. */
function swapIsOwn({ HostConfig: host }: InspectedContainer): boolean {
  const swap = host.MemorySwap ?? 0;
  return swap !== 0 && swap !== 2 * (host.Memory ?? 0);
}

/** The engine's own is the beginning of the id. */
function hasOwnHostName({ Id, Config, HostConfig }: InspectedContainer): boolean {
  if (HostConfig.NetworkMode === 'host' || HostConfig.NetworkMode.startsWith('container:')) return false;
  return Config.Hostname !== '' && !Id.startsWith(Config.Hostname);
}
