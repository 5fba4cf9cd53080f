import { steadyId, type World } from '../world/world.ts';

/** The machine that the script pretends to run on. */
export const machine = {
  engineVersion: '20.10.24-demo',
  apiVersion: '1.41',
  minApiVersion: '1.12',
  kernelVersion: '6.1.0-demo',
  goVersion: 'go1.19.8',
  buildTime: '2026-05-07T21:09:36.000000000+00:00',
  cpuCount: 8,
  memoryBytes: 33_567_948_800,
} as const;

/** The answer to /version. */
export function versionShape() {
  return {
    Platform: { Name: 'Quarterdeck demo engine' },
    Components: [
      {
        Name: 'Engine',
        Version: machine.engineVersion,
        Details: {
          ApiVersion: machine.apiVersion,
          Arch: 'amd64',
          BuildTime: machine.buildTime,
          Experimental: 'false',
          GitCommit: 'demo',
          GoVersion: machine.goVersion,
          KernelVersion: machine.kernelVersion,
          MinAPIVersion: machine.minApiVersion,
          Os: 'linux',
        },
      },
    ],
    Version: machine.engineVersion,
    ApiVersion: machine.apiVersion,
    MinAPIVersion: machine.minApiVersion,
    GitCommit: 'demo',
    GoVersion: machine.goVersion,
    Os: 'linux',
    Arch: 'amd64',
    KernelVersion: machine.kernelVersion,
    BuildTime: machine.buildTime,
  };
}

/** The answer to /info: what a watcher may want to know, not all that the engine tells. */
export function infoShape(world: World) {
  const statuses = [...world.containers.values()].map((container) => container.status);
  const count = (...wanted: string[]) => statuses.filter((status) => wanted.includes(status)).length;
  return {
    ID: engineId(world.seed),
    Containers: statuses.length,
    ContainersRunning: count('running', 'restarting'),
    ContainersPaused: count('paused'),
    ContainersStopped: count('exited', 'created'),
    Images: 24,
    Driver: 'overlay2',
    DriverStatus: [
      ['Backing Filesystem', 'extfs'],
      ['Supports d_type', 'true'],
    ],
    MemoryLimit: true,
    SwapLimit: true,
    CpuCfsPeriod: true,
    CpuCfsQuota: true,
    CPUShares: true,
    CPUSet: true,
    PidsLimit: true,
    IPv4Forwarding: true,
    Debug: false,
    OomKillDisable: true,
    SystemTime: new Date(world.clock.nowMs()).toISOString(),
    LoggingDriver: 'json-file',
    CgroupDriver: 'cgroupfs',
    CgroupVersion: '1',
    KernelVersion: machine.kernelVersion,
    OperatingSystem: 'Demo Linux',
    OSVersion: '1',
    OSType: 'linux',
    Architecture: 'x86_64',
    NCPU: machine.cpuCount,
    MemTotal: machine.memoryBytes,
    DockerRootDir: '/var/lib/docker',
    HttpProxy: '',
    HttpsProxy: '',
    NoProxy: '',
    Name: 'demo',
    Labels: [],
    ExperimentalBuild: false,
    ServerVersion: machine.engineVersion,
    DefaultRuntime: 'runc',
    LiveRestoreEnabled: false,
    Isolation: '',
    InitBinary: 'docker-init',
    SecurityOptions: ['name=seccomp,profile=default'],
    Warnings: null,
  };
}

/** In the form of the engine's own id: twelve groups of four. */
function engineId(seed: number): string {
  const letters = steadyId(`engine/${seed}`).toUpperCase().replaceAll(/[01]/g, 'Q');
  return Array.from({ length: 12 }, (_, group) => letters.slice(group * 4, group * 4 + 4)).join(':');
}
