import type { ContainerDetail } from '../../../../src-shared/container-detail.ts';
import { calendarDaysBetween, formatAgo, formatClock, formatDate, formatDuration } from '../../../../src-shared/format.ts';
import type { Container, Port } from '../../../../src-shared/model.ts';

/** 'today 11:20:04', 'yesterday 11:20:04', '2026-11-19 11:20:04'. */
export function whenWords(atMs: number | null, nowMs: number): string {
  if (atMs === null) return '–';
  const days = calendarDaysBetween(atMs, nowMs);
  const day = days === 0 ? 'today' : days === 1 ? 'yesterday' : formatDate(atMs);
  return `${day} ${formatClock(atMs)}`;
}

/** 'policy on-failure' as Docker names it, 'no policy' where nothing restarts it. */
export function policyWords(container: Container): string {
  const { restartPolicy } = container;
  return restartPolicy === '' || restartPolicy === 'no' ? 'no policy' : `policy ${restartPolicy}`;
}

/** The command as one would type it: entrypoint and arguments, quoted where they need it. */
export function commandWords(detail: ContainerDetail): string {
  const words = [...detail.entrypoint, ...detail.command];
  return words.length === 0 ? '–' : words.map(quoted).join(' ');
}

function quoted(word: string): string {
  if (word === '') return "''";
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

export interface HealthWords {
  readonly text: string;
  readonly note: string | null;
  readonly isBad: boolean;
}

/** 'Passed 4 s ago · every 10 s', 'Failed 3 times, 4 s ago'. */
export function healthWords(container: Container, detail: ContainerDetail, nowMs: number): HealthWords {
  const check = detail.healthCheck;
  if (container.health === 'none' || !check) return { text: 'No health check', note: null, isBad: false };
  const ago = check.lastAtMs === null ? null : formatAgo(check.lastAtMs, nowMs);
  const note = check.intervalMs > 0 ? `every ${formatDuration(check.intervalMs)}` : null;
  if (check.failingStreak > 0) {
    const times = check.failingStreak === 1 ? 'once' : `${check.failingStreak} times`;
    return { text: `Failed ${times}${ago ? `, ${ago}` : ''}`, note, isBad: container.health === 'unhealthy' };
  }
  if (ago === null) return { text: 'Not checked yet', note, isBad: false };
  return { text: `Passed ${ago}`, note, isBad: container.health === 'unhealthy' };
}

export interface ShownPort {
  readonly key: string;
  /** 'localhost:3000'; null where the port is not published. */
  readonly address: string | null;
  readonly hostPort: number | null;
  /** '3000/tcp' */
  readonly target: string;
  /** Only what speaks TCP can be opened in a browser. */
  readonly canOpen: boolean;
}

/** Ports as they are shown: IPv4 and IPv6 of one publication once, published ones first. */
export function shownPorts(ports: readonly Port[]): ShownPort[] {
  const shown = new Map<string, ShownPort>();
  for (const port of ports) {
    const target = `${port.containerPort}/${port.protocol}`;
    const address = port.hostPort === null ? null : `${hostWords(port.hostAddress)}:${port.hostPort}`;
    const key = `${address ?? ''} ${target}`;
    shown.set(key, { key, address, hostPort: port.hostPort, target, canOpen: port.hostPort !== null && port.protocol === 'tcp' });
  }
  return [...shown.values()].toSorted(
    (a, b) => Number(a.hostPort === null) - Number(b.hostPort === null) || (a.hostPort ?? 0) - (b.hostPort ?? 0),
  );
}

function hostWords(address: string | null): string {
  if (address === null || ['', '0.0.0.0', '::', '127.0.0.1', '::1'].includes(address)) return 'localhost';
  return address.includes(':') ? `[${address}]` : address;
}

/** The port that the bar's button opens: the lowest published TCP port. */
export function firstPort(container: Container): number | null {
  return shownPorts(container.ports).find((port) => port.canOpen)?.hostPort ?? null;
}
