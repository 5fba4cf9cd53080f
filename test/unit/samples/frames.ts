/** Frames of the stats API, cut to what is read, as several engines send them. */
export const linuxV1 = {
  read: '2026-11-21T04:00:01.123456789Z',
  preread: '2026-11-21T04:00:00.123456789Z',
  num_procs: 0,
  pids_stats: { current: 5 },
  cpu_stats: { cpu_usage: { total_usage: 1_250_000_000, percpu_usage: [1, 2, 3, 4] }, system_cpu_usage: 104_000_000_000, online_cpus: 4 },
  precpu_stats: {
    cpu_usage: { total_usage: 1_000_000_000, percpu_usage: [1, 2, 3, 4] },
    system_cpu_usage: 100_000_000_000,
    online_cpus: 4,
  },
  memory_stats: {
    usage: 100_000_000,
    max_usage: 120_000_000,
    limit: 536_870_912,
    stats: { cache: 50_000_000, total_inactive_file: 40_000_000, inactive_file: 1 },
  },
  networks: { eth0: { rx_bytes: 1_000, tx_bytes: 700 }, eth1: { rx_bytes: 500, tx_bytes: 200 } },
  blkio_stats: {
    io_service_bytes_recursive: [
      { major: 8, minor: 0, op: 'Read', value: 4_096 },
      { major: 8, minor: 0, op: 'Write', value: 8_192 },
      { major: 8, minor: 0, op: 'Total', value: 12_288 },
    ],
  },
  storage_stats: {},
};

export const linuxV2 = {
  read: '2026-11-21T04:00:01Z',
  preread: '2026-11-21T04:00:00Z',
  cpu_stats: { cpu_usage: { total_usage: 2_000 }, system_cpu_usage: 20_000, online_cpus: 2 },
  precpu_stats: { cpu_usage: { total_usage: 1_000 }, system_cpu_usage: 10_000, online_cpus: 2 },
  memory_stats: { usage: 100_000_000, limit: 16_000_000_000, stats: { anon: 1, file: 2, inactive_file: 20_000_000 } },
  blkio_stats: {
    io_service_bytes_recursive: [
      { op: 'read', value: 4_096 },
      { op: 'write', value: 1 },
    ],
  },
  pids_stats: { current: 1 },
};

export const podmanFrame = {
  read: '2026-11-21T05:00:01.5+01:00',
  preread: '2026-11-21T05:00:00.5+01:00',
  cpu_stats: { cpu_usage: { total_usage: 2_000, percpu_usage: null }, system_cpu_usage: 20_000, online_cpus: 0, cpu: 12.5 },
  precpu_stats: { cpu_usage: { total_usage: 1_000 }, system_cpu_usage: 10_000, online_cpus: 0 },
  memory_stats: { usage: 5_000_000, limit: 16_000_000_000 },
  networks: {},
  blkio_stats: { io_service_bytes_recursive: null },
};

export const windowsFrame = {
  read: '2026-11-21T04:00:01Z',
  preread: '2026-11-21T04:00:00Z',
  num_procs: 2,
  cpu_stats: { cpu_usage: { total_usage: 10_000_000 } },
  precpu_stats: { cpu_usage: { total_usage: 5_000_000 } },
  memory_stats: { commitbytes: 50_000_000, privateworkingset: 33_000_000 },
  storage_stats: { read_size_bytes: 111, write_size_bytes: 222 },
};

export const oneShot = {
  ...linuxV1,
  preread: '0001-01-01T00:00:00Z',
  precpu_stats: { cpu_usage: { total_usage: 0 } },
};

export const emptyFrame = {
  read: '0001-01-01T00:00:00Z',
  preread: '0001-01-01T00:00:00Z',
  pids_stats: {},
  cpu_stats: { cpu_usage: { total_usage: 0, usage_in_kernelmode: 0 }, throttling_data: {} },
  precpu_stats: { cpu_usage: { total_usage: 0 } },
  memory_stats: {},
};
